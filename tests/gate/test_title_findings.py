"""Findings in a title that the text does not hold are held to the gate like all others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtaudit.config import FailOn, Gate, Settings
from mtaudit.core import (
    Article,
    ArticleReport,
    Category,
    Code,
    Finding,
    Ignore,
    Label,
    Severity,
    Span,
    SuppressedFinding,
    Verdict,
)
from mtaudit.gate import Baseline, Suppressions, apply_gate
from mtaudit.gate.check import Check

TITLE = "Fire takes victims"
IN_TITLE = Finding(
    Code("MT501"),
    Span(5, 18),
    "takes victims",
    severity=Severity.MAJOR,
    category=Category.STYLE,
    confidence=0.9,
    message="A calque.",
)
IN_TEXT = replace(IN_TITLE, span=Span(0, 5), text="Nobod", severity=Severity.MINOR)
ARTICLE = Article("wire", "Nobody was hurt.", title=TITLE)
REPORT = ArticleReport(
    ARTICLE,
    "en",
    Verdict(Label.CLEAN, 0.1),
    segments=(),
    segment_scores=(),
    findings=(IN_TEXT,),
    words=(),
    signature="s",
    title_findings=(IN_TITLE,),
)
SETTINGS = Settings(fail_on=FailOn.MAJOR)
NOTHING_KNOWN, NOTHING_SUPPRESSED = Baseline(), Suppressions()
SUPPRESSED = Suppressions.parse('[[ignore]]\narticle = "*"\nrule = "calque"\ntext = "TAKES"\nreason = "style"\n', "s")


def checked(
    report: ArticleReport = REPORT, baseline: Baseline = NOTHING_KNOWN, suppressions: Suppressions = NOTHING_SUPPRESSED
) -> tuple[Check, ArticleReport]:
    check = Check(SETTINGS, ["wire"], baseline, suppressions=suppressions)
    return check, check.apply_gate(report)


def test_one_alone_fails_an_article_at_its_severity() -> None:
    alone = replace(REPORT, findings=())
    assert apply_gate(alone, "", Gate(FailOn.MAJOR)).fault == "1 finding of severity major or worse"
    assert apply_gate(alone, "", Gate(FailOn.CRITICAL)).fault is None
    assert apply_gate(REPORT, "", Gate(FailOn.MINOR, max_findings=1)).fault


def test_one_that_is_too_mild_is_not_shown() -> None:
    gate = Gate(FailOn.MINOR, max_findings=1, min_severity=Severity.CRITICAL)
    examined = apply_gate(REPORT, "", gate)
    assert (examined.findings, examined.title_findings) == ((), ())
    assert examined.fault
    assert apply_gate(REPORT, "", replace(gate, min_severity=Severity.MAJOR)).title_findings == (IN_TITLE,)


def test_a_baseline_holds_one_back_and_says_when_it_is_gone() -> None:
    check, first = checked()
    assert first.fault
    known = Baseline(frozenset(check.rows))
    again, second = checked(baseline=known)
    assert (second.fault, second.findings, second.title_findings) == (None, (), ())
    assert second.suppressed == (
        SuppressedFinding(IN_TITLE, in_title=True, in_baseline=True),
        SuppressedFinding(IN_TEXT, in_baseline=True),
    )
    assert not again.gone()
    mended, _ = checked(replace(REPORT, title_findings=()), known)
    assert {row.text for row in mended.gone()} == {"takes victims"}


def test_a_suppression_holds_one_back_and_keeps_it_out_of_a_new_baseline() -> None:
    check, examined = checked(suppressions=SUPPRESSED)
    assert (examined.fault, examined.findings, examined.title_findings) == (None, (IN_TEXT,), ())
    assert examined.suppressed == (SuppressedFinding(IN_TITLE, "style", in_title=True),)
    assert {row.text for row in check.rows} == {"nobod"}


def test_what_an_editor_suppressed_after_the_baseline_was_written_is_still_known_to_it() -> None:
    check, _ = checked()
    again, examined = checked(baseline=Baseline(frozenset(check.rows)), suppressions=SUPPRESSED)
    suppressed, known = examined.suppressed
    assert (suppressed.reason, suppressed.in_source, suppressed.in_baseline) == ("style", False, True)
    assert known == SuppressedFinding(IN_TEXT, in_baseline=True)
    assert not again.gone()


@pytest.mark.parametrize(("rule", "suppressed"), [("MT501", 2), ("MT103", 0)])
def test_a_comment_in_the_article_holds_its_rule_back_in_the_title_too(rule: str, suppressed: int) -> None:
    _, examined = checked(replace(REPORT, article=replace(ARTICLE, ignores=(Ignore(rule, "dialect"),))))
    assert len(examined.suppressed) == suppressed
