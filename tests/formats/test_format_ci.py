"""What CI systems read: GitHub's annotations, SARIF, JUnit and GitLab's Code Quality."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mtaudit.core import (
    ArticleReport,
    AuditReport,
    Decision,
    Failure,
    Finding,
    GateResult,
    Skipped,
    Span,
    SuppressedFinding,
)
from mtaudit.formats import FORMATS, Target
from mtaudit.formats.sarif import MOST
from tests.support.reports import RULES, batch, finding, report_of, wire_story
from tests.support.schemas import junit_schema, sarif_schema

ANY_TEXT = st.text(st.characters(codec=None, categories=None, exclude_categories=()), min_size=1, max_size=40)
CHECKED = replace(batch(), decision=Decision((GateResult("wire/*", 4, 2, allowed=0.25),), ("a remark",)))


def written(
    name: str, *reports: ArticleReport, audit: AuditReport = CHECKED, suppressed: bool = False, baseline: bool = False
) -> str:
    out = io.StringIO()
    form = FORMATS[name](Target(out, Path(), RULES, suppressed=suppressed, baseline=baseline))
    for report in reports:
        form.article(report)
    form.finish(audit)
    return out.getvalue()


def hostile(text: str) -> ArticleReport:
    """An article whose every part a stranger wrote."""
    found = finding(f"x {text} y", "MT103", text)
    report = report_of(f"x {text} y", found, title=text, url="https://e.example/" + text, id=text)
    return replace(
        report, fault=text, suppressed=(SuppressedFinding(found, text), SuppressedFinding(found, in_baseline=True))
    )


def places(text: str, words: str) -> list[Finding]:
    """A finding on each place where the words stand."""
    found = finding(text, "MT103", words)
    return [replace(found, span=Span(*m.span())) for m in re.finditer(words, text)]


@pytest.fixture(scope="module")
def junit(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    return junit_schema(tmp_path_factory.mktemp("junit"))


SUPPRESSION = {"kind": "external", "justification": "duty claim"}
SARIF = jsonschema.Draft7Validator(sarif_schema())


def unescaped(value: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda m: chr(int(m[1], 16)), value)


@given(ANY_TEXT)
def test_an_annotation_is_one_line_and_reads_back_whatever_stands_in_it(text: str) -> None:
    report = hostile(text)
    lines = written("github", report, audit=AuditReport((), (), "s")).split("\n")
    assert len(lines) == 3
    assert lines[-1] == ""
    for line in lines[:2]:
        level, _, message = line.removeprefix("::").partition("::")
        assert level.split(" ")[0] in ("notice", "warning", "error")
        for given_property in level.partition(" ")[2].split(","):
            name, _, value = given_property.partition("=")
            assert name in ("file", "line", "endLine", "col", "endColumn", "title")
            assert not set(value) & set(":,\r\n")
        assert "\r" not in message
    safe = re.sub(
        r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", text
    )
    assert re.sub(r"[\t\v\f\x85\u2028\u2029]", " ", safe) in unescaped(lines[1])


def test_no_annotation_takes_a_control_character_into_the_log() -> None:
    text = "\x1b[2J\x9b31mred\x07\x08 \u202eevil\u202c"
    audit = AuditReport(
        (), (Failure(text, text),), "s", decision=Decision((GateResult(text, 1, 1, allowed=0.0),), (text,))
    )
    told = written("github", hostile(text), audit=audit)
    assert "red" in told
    assert not set(told) & set("\x1b\x9b\x07\x08\u202e\u202c")


def test_an_annotation_points_into_a_text_file_and_names_what_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "A headline\n\nHe made the duty claim, twice."
    report = report_of(text, finding(text, "MT103", "duty claim"), id="a.txt")
    in_file = replace(report, article=replace(report.article, file="a.txt"))
    (line,) = written("github", in_file, audit=AuditReport((), (), "s")).splitlines()
    assert line.startswith("::warning file=a.txt,line=3,endLine=3,col=13,endColumn=23,title=MT103 ")
    of_feed = replace(report, article=replace(report.article, id="entry 1"))
    (line,) = written("github", of_feed, audit=AuditReport((), (), "s")).splitlines()
    assert "file=" not in line
    assert "::entry 1: “duty claim”" in line


def test_the_run_tells_failures_remarks_and_the_gate() -> None:
    audit = replace(CHECKED, failures=(Failure("feed", "HTTP 500"),))
    assert written("github", audit=audit).splitlines() == [
        "::error title=mtaudit%3A cannot read::feed: HTTP 500",
        "::notice title=mtaudit::a remark",
        "::error title=mtaudit%3A the gate failed::wire/*: 2 of 4 articles failed",
    ]


UNJUDGED = GateResult("The <Wire>", 2, 0, allowed=0.0, unjudged="too short: 6 words")


@pytest.mark.parametrize("name", ["text", "github", "junit", "sarif", "html"])
def test_a_gate_that_knew_nothing_of_its_articles_has_not_passed_in_any_format(name: str, tmp_path: Path) -> None:
    audit = AuditReport((), (), "s", decision=Decision((UNJUDGED,)))
    report = replace(report_of("A short text."), gate=UNJUDGED.name)
    if name == "html":
        FORMATS["html"](Target(io.StringIO(), tmp_path, RULES)).finish(audit)
        told = (tmp_path / "index.html").read_text("utf-8")
        assert "The &lt;Wire&gt;" in told
    else:
        told = written(name, report, audit=audit)
    assert "no verdict on any of its 2 articles (too short: 6 words)" in " ".join(told.split())
    assert not re.search(r"\b[Pp]assed</b>|\bpassed The <Wire>", told.replace("Not passed", ""))
    if name == "sarif":
        assert not json.loads(told)["runs"][0]["invocations"][0]["executionSuccessful"]
    if name == "junit":
        assert etree.fromstring(told.encode()).get("errors") == "1"


@given(ANY_TEXT)
def test_sarif_holds_to_its_schema_whatever_stands_in_an_article(text: str) -> None:
    for baseline in (False, True):
        log = json.loads(written("sarif", hostile(text), suppressed=True, baseline=baseline))
        assert list(SARIF.iter_errors(log)) == []


def test_sarif_gives_places_fingerprints_and_rules() -> None:
    text = "One.\nThe 🌍 duty claim and the duty claim."
    report = report_of(text, *places(text, "duty claim"))
    (run,) = json.loads(written("sarif", report))["runs"]
    first, second = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 7, 17)
    assert text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == "duty claim"
    assert run["columnKind"] == "unicodeCodePoints"
    assert first["partialFingerprints"] != second["partialFingerprints"]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["id"] == first["ruleId"] == "MT103"
    assert rule["help"]["text"] == RULES["MT103"].page


def test_sarif_leaves_out_what_is_held_unless_asked() -> None:
    report = hostile("duty claim")
    assert len(json.loads(written("sarif", report))["runs"][0]["results"]) == 1
    results = json.loads(written("sarif", report, suppressed=True, baseline=True))["runs"][0]["results"]
    assert [r.get("suppressions") for r in results] == [None, [SUPPRESSION], None]
    assert [r["baselineState"] for r in results] == ["new", "new", "unchanged"]


def test_sarif_says_where_a_suppression_is_and_whether_the_baseline_knows_what_it_suppresses() -> None:
    suppressed = replace(hostile("duty claim").suppressed[0], in_source=True, in_baseline=True)
    report = replace(report_of("No duty claim."), suppressed=(suppressed,))
    (result,) = json.loads(written("sarif", report, suppressed=True, baseline=True))["runs"][0]["results"]
    assert result["suppressions"] == [SUPPRESSION | {"kind": "inSource"}]
    assert result["baselineState"] == "unchanged"


def test_sarif_says_nothing_of_a_baseline_where_there_is_none() -> None:
    results = json.loads(written("sarif", hostile("duty claim"), suppressed=True))["runs"][0]["results"]
    assert [r for r in results if "baselineState" in r] == []


def test_sarif_says_what_was_not_audited_and_counts_what_has_no_room() -> None:
    text = "duty claim " * 10
    many = report_of(text, *places(text, "duty claim"))
    skipped = replace(many, outcome=Skipped("written in German"), findings=())
    reports = [many] * (MOST // 10) + [many, skipped]
    (run,) = json.loads(written("sarif", *reports, audit=AuditReport((), (Failure("feed", "HTTP 500"),), "s")))["runs"]
    assert len(run["results"]) == MOST
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    told = " | ".join(n["message"]["text"] for n in invocation["toolExecutionNotifications"])
    for part in ("feed: HTTP 500", "written in German", f"10 results past {MOST}"):
        assert part in told


@given(ANY_TEXT)
def test_junit_holds_to_its_schema_whatever_stands_in_an_article(junit: etree.XMLSchema, text: str) -> None:
    skipped = replace(hostile(text), outcome=Skipped(text), fault=None)
    audit = AuditReport((), (Failure(text, text),), text)
    document = etree.fromstring(written("junit", hostile(text), skipped, wire_story(), audit=audit))
    junit.assertValid(document)
    assert [document.get(name) for name in ("tests", "failures", "errors")] == ["4", "1", "1"]


def test_junit_has_a_case_an_article_in_the_suite_of_its_gate() -> None:
    passed, failed = replace(wire_story(), gate="wire/*"), replace(hostile("duty claim"), gate="wire/*")
    document = etree.fromstring(written("junit", passed, failed, hostile("else"), audit=AuditReport((), (), "s")))
    assert [(s.get("name"), len(s.findall("testcase"))) for s in document] == [("wire/*", 2), ("mtaudit", 1)]
    good, bad = document[0].findall("testcase")
    assert good.find("failure") is None
    assert "MT103" in (good.findtext("system-out") or "")
    assert bad.find("failure").get("message") == "duty claim"


@given(st.lists(ANY_TEXT, max_size=4))
def test_gitlab_is_an_array_of_findings_each_with_a_fingerprint_of_its_own(texts: list[str]) -> None:
    rows = json.loads(written("gitlab", *(hostile(text) for text in texts)))
    assert len(rows) == len({row["fingerprint"] for row in rows}) == len(texts)
    for row in rows:
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["location"]["path"]
        assert row["location"]["lines"]["begin"] >= 1
        assert row["check_name"].startswith("MT103")
