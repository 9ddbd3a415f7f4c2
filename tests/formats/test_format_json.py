"""The output contract: what a program that reads mtaudit's JSON may rely on."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import ArticleReport, AuditReport, Label, Skipped, Span, Verdict, WordScore
from mtaudit.formats import JsonArray, JsonLines
from tests.support.reports import batch, finding, report_of, wire_story

ANY_TEXT = st.text(st.characters(codec=None, categories=None, exclude_categories=()), max_size=60)
EMPTY = AuditReport((), (), "signature")


def lines(*reports: ArticleReport, words: bool = False) -> str:
    out = io.StringIO()
    form = JsonLines(out, words)
    for report in reports:
        form.article(report)
    form.finish(EMPTY)
    return out.getvalue()


def array(*reports: ArticleReport) -> str:
    out = io.StringIO()
    form = JsonArray(out, words=False)
    for report in reports:
        form.article(report)
    form.finish(EMPTY)
    return out.getvalue()


def as_utf16(text: str) -> str:
    """JSON writes a character beyond the BMP as two escapes, so a lone pair of surrogates reads back as one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_keys_come_in_the_contract_s_order() -> None:
    keys = ["id", "title", "url", "language", "text", "sha256", "verdict", "skipped", "segments", "findings"]
    assert list(json.loads(lines(wire_story()))) == [*keys, "signature"]
    assert list(json.loads(lines(wire_story(), words=True))) == [*keys, "words", "signature"]


def test_cautions_are_given_where_there_are_any() -> None:
    cautioned = replace(wire_story(), article=replace(wire_story().article, cautions=("It was cut.", "Mind it.")))
    assert json.loads(lines(cautioned))["cautions"] == ["It was cut.", "Mind it."]


def test_the_parts_of_a_report_have_the_contract_s_keys() -> None:
    fields = json.loads(lines(wire_story()))
    assert list(fields["verdict"]) == ["label", "probability", "reason"]
    assert list(fields["segments"][0]) == ["start", "end", "kind", "score"]
    finding_keys = ["rule", "start", "end", "text", "severity", "category", "confidence", "message"]
    assert list(fields["findings"][0]) == [*finding_keys, "evidence", "fingerprint"]


def test_offsets_point_into_the_text_that_is_written() -> None:
    report = wire_story()
    fields = json.loads(lines(report, words=True))
    assert fields["text"] == report.article.text
    assert fields["sha256"] == report.article.sha256
    assert [fields["text"][f["start"] : f["end"]] for f in fields["findings"]] == [f.text for f in report.findings]
    assert len(fields["words"]) == len(report.words)
    assert [f["fingerprint"] for f in fields["findings"]] == [f.fingerprint for f in report.findings]


def test_scores_have_few_decimals() -> None:
    report = replace(
        report_of("One sentence.", finding("One sentence.", "MT103", "One", confidence=0.123456)),
        segment_scores=(0.98765432,),
        words=(WordScore(Span(0, 3), 0.55556),),
        outcome=Verdict(Label.SUSPECT, 0.66666),
    )
    fields = json.loads(lines(report, words=True))
    assert fields["segments"][0]["score"] == 0.988
    assert fields["words"] == [[0, 3, 0.5556]]
    assert fields["verdict"]["probability"] == 0.6667
    assert fields["findings"][0]["confidence"] == 0.123


def test_a_skipped_article_has_a_reason_and_no_verdict() -> None:
    report = replace(report_of("Ein Satz."), segments=(), segment_scores=(), outcome=Skipped("written in German"))
    fields = json.loads(lines(report))
    assert (fields["verdict"], fields["skipped"]) == (None, "written in German")
    assert (fields["segments"], fields["findings"]) == ([], [])


def test_an_undecided_article_has_a_verdict_without_probability() -> None:
    fields = json.loads(lines(replace(report_of("Short."), outcome=Verdict(Label.UNDECIDED, None, "too short"))))
    assert fields["verdict"] == {"label": "undecided", "probability": None, "reason": "too short"}
    assert fields["skipped"] is None


@given(text=ANY_TEXT, title=ANY_TEXT)
def test_any_text_comes_back_from_one_line_that_utf8_can_hold(text: str, title: str) -> None:
    written = lines(report_of(text, title=title))
    assert len(written.splitlines()) == 1
    fields = json.loads(written.encode("utf-8"))
    assert fields["text"] == as_utf16(text)
    assert fields["title"] == as_utf16(title)


def test_text_stays_readable_and_control_characters_do_not_reach_a_terminal() -> None:
    written = lines(report_of("Brücke\x1b[2J\x9b2J\u2028“so”"))
    assert "Brücke" in written
    assert "“so”" in written
    assert not set(written) & {"\x1b", "\x9b", "\u2028"}


def test_a_stream_that_is_not_unicode_gets_escapes() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    JsonLines(out, words=False).article(report_of("Brücke 🚧"))
    assert json.loads(raw.getvalue())["text"] == "Brücke 🚧"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_valid_once_finished(count: int) -> None:
    assert [one["text"] for one in json.loads(array(*[report_of("A text.")] * count))] == ["A text."] * count


def test_array_and_lines_say_the_same() -> None:
    reports = (wire_story(), report_of("A text."))
    assert json.loads(array(*reports)) == [json.loads(line) for line in lines(*reports).splitlines()]


def test_each_article_is_flushed_as_it_is_finished() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8")
    form = JsonLines(out, words=False)
    form.article(report_of("A text."))
    assert json.loads(raw.getvalue())["text"] == "A text."
    form.finish(batch())
    assert len(raw.getvalue().splitlines()) == 1
