"""Labels: the verdict and the page never contradict each other, and what a verdict rests on is said."""

from __future__ import annotations

import pytest

from mtaudit.core import (
    Category,
    Code,
    Comparison,
    ComparisonKind,
    Composition,
    Finding,
    Kind,
    Label,
    Original,
    Posterior,
    Segment,
    Severity,
    Span,
    Verdict,
)
from mtaudit.verdict import judge, segment_scores
from mtaudit.verdict.parameters import parameters
from tests.support.comparisons import original_measures

FITTED = parameters()
PROSE = Composition(words=500, sentences=25)


def posterior(probability: float, register: float = -6.0) -> Posterior:
    return Posterior({"native": 1 - probability, "translation": 0.0, "machine": probability, "garbled": 0.0}, register)


def found(where: int, severity: Severity = Severity.MAJOR, rule: str = "MT103", confidence: float = 0.9) -> Finding:
    span = Span(where * 100 + 10, where * 100 + 20)
    return Finding(
        Code(rule),
        span,
        f"phrase {where}",
        severity=severity,
        category=Category.FLUENCY,
        confidence=confidence,
        message="",
    )


def verdict(
    probability: float,
    findings: list[Finding] | None = None,
    prose: Composition = PROSE,
    twin: Comparison | None = None,
) -> Verdict:
    return judge(posterior(probability), findings or [], prose, FITTED, 80, twin)


def twin(kind: ComparisonKind, probability: float) -> Comparison:
    original = Original("o1", "Dam bursts", None, text="The dam burst.", sentences=(Span(0, 14),))
    return Comparison(original, (), kind, probability=probability, measures=original_measures())


@pytest.mark.parametrize(
    ("probability", "label"),
    [(0.0, Label.CLEAN), (FITTED.suspect + 0.001, Label.SUSPECT), (FITTED.machine + 0.001, Label.MACHINE)],
)
def test_labels_begin_at_the_fitted_probabilities(probability: float, label: Label) -> None:
    given = verdict(probability, [found(1, Severity.MINOR)])
    assert (given.label, given.probability) == (label, pytest.approx(probability, abs=1e-3))


def test_no_article_is_a_machine_s_with_nothing_to_show_for_it() -> None:
    given = verdict(0.99)
    assert given.label is Label.SUSPECT
    assert given.reason is not None
    assert "no single phrase stands out" in given.reason


def test_a_clean_article_with_a_grave_finding_says_so_and_several_make_it_suspect() -> None:
    one = verdict(0.01, [found(3)])
    assert one.label is Label.CLEAN
    assert one.reason is not None
    assert "one passage" in one.reason
    assert "“phrase 3”" in one.reason
    several = verdict(0.01, [found(3), found(4), found(9)])
    assert several.label is Label.SUSPECT
    assert several.reason is not None
    assert "3 passages" in several.reason


def test_a_minor_finding_leaves_a_clean_article_without_a_word() -> None:
    assert verdict(0.01, [found(3, Severity.MINOR)]).reason is None


def test_a_long_phrase_is_cut_in_the_reason() -> None:
    long = Finding(
        Code("MT103"),
        Span(0, 400),
        "word " * 80,
        severity=Severity.MAJOR,
        category=Category.FLUENCY,
        confidence=0.9,
        message="",
    )
    reason = verdict(0.01, [long]).reason
    assert reason is not None
    assert len(reason) < 160
    assert reason.endswith("…”")


def test_markup_that_names_a_translation_plugin_is_enough() -> None:
    assert verdict(0.01, [found(0, rule="MT601", confidence=1.0)]).label is not Label.CLEAN


def test_a_register_far_from_news_is_undecided_with_the_reason() -> None:
    given = judge(posterior(0.9, register=FITTED.far + 1), [found(1)], PROSE, FITTED, 80)
    assert (given.label, given.probability) == (Label.UNDECIDED, None)
    assert given.reason is not None
    assert "register" in given.reason


def test_a_short_article_and_one_without_the_tagger_are_undecided() -> None:
    short = verdict(0.9, prose=Composition(words=30, sentences=2))
    assert short.label is Label.UNDECIDED
    assert short.reason is not None
    assert "30 words" in short.reason
    without = judge(None, [], PROSE, FITTED, 80)
    assert without.label is Label.UNDECIDED
    assert without.reason is not None
    assert "`garbled`" in without.reason


def test_mostly_unreadable_is_undecided_whatever_else_was_found() -> None:
    given = verdict(0.99, [found(1)], Composition(words=200, sentences=25, unreadable=9, unreadable_share=0.62))
    assert (given.label, given.probability) == (Label.UNDECIDED, None)
    assert (given.reason or "").startswith("unreadable: 62% of the text")


def test_a_verdict_on_a_part_says_what_it_leaves_out() -> None:
    half = verdict(0.01, prose=Composition(words=400, sentences=25, foreign=12))
    assert half.label is Label.CLEAN
    assert half.reason == "12 of 25 sentences are not in English; the verdict is on the rest"
    assert verdict(0.01, prose=Composition(words=400, sentences=25, foreign=2)).reason is None


def test_a_round_trip_of_its_original_is_not_clean_for_reading_well() -> None:
    sure = verdict(0.01, twin=twin(ComparisonKind.ROUND_TRIP, 0.93))
    assert (sure.label, sure.probability) == (Label.MACHINE, 0.93)
    assert sure.reason is not None
    assert "rests on the original “Dam bursts”" in sure.reason
    assert verdict(0.01, twin=twin(ComparisonKind.ROUND_TRIP, 0.6)).label is Label.SUSPECT
    assert verdict(0.9, [found(1)], twin=twin(ComparisonKind.ROUND_TRIP, 0.6)).label is Label.MACHINE


@pytest.mark.parametrize(
    ("kind", "probability"),
    [
        (ComparisonKind.ROUND_TRIP, 0.2),
        (ComparisonKind.VERBATIM, 0.9),
        (ComparisonKind.EDITED, 0.9),
        (ComparisonKind.REPORT, 0.9),
    ],
)
def test_the_original_of_two_and_copies_are_judged_by_their_english(kind: ComparisonKind, probability: float) -> None:
    assert verdict(0.01, twin=twin(kind, probability)).label is Label.CLEAN


def test_an_article_that_does_not_say_what_its_source_says_is_suspect() -> None:
    shifted = [found(i, rule="MT206") for i in range(3)]
    given = judge(posterior(0.01), shifted, Composition(words=900, sentences=25), FITTED, 80)
    assert given.label is Label.SUSPECT
    assert given.reason is not None
    assert "3 of 25 sentences do not say what the source" in given.reason


def test_a_segment_is_as_dark_as_its_gravest_finding() -> None:
    segments = tuple(Segment(i, Span(i * 100, i * 100 + 99), Kind.BODY) for i in range(6))
    grave = found(2, Severity.CRITICAL, confidence=1.0)
    scores = segment_scores(segments, [found(2), grave, found(4, Severity.MINOR, confidence=0.5)])
    assert scores[2] == 1.0
    assert 0 < scores[4] < scores[2]
    assert scores[0] == 0.0


def test_the_labels_begin_in_order_and_budgets_make_thresholds_fall() -> None:
    assert 0 < FITTED.suspect <= FITTED.machine < 1
    assert FITTED.least["low"] >= FITTED.least["normal"] >= FITTED.least["high"] > 0
    assert FITTED.major >= FITTED.least["normal"]
