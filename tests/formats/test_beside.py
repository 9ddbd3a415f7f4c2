"""Side by side: every word of both texts is shown, and those that differ are marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import (
    Article,
    ArticleReport,
    Category,
    Finding,
    Kind,
    Label,
    Original,
    Pair,
    Segment,
    Severity,
    Span,
    Twin,
    TwinKind,
    Verdict,
)
from mtaudit.formats.beside import Part, beside, differing
from mtaudit.formats.html import Html
from mtaudit.formats.layout import lay_out

WORDS = st.lists(st.sampled_from(["the", "bank", "Bank,", "said", "40", "-", "rates"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_no_character_is_lost(ours: str, theirs: str) -> None:
    left, right = differing(ours, theirs)
    assert "".join(p.text for p in left) == ours
    assert "".join(p.text for p in right) == theirs


def test_words_that_differ_are_marked_and_a_comma_is_no_difference() -> None:
    left, right = differing("The bank, said 40 people", "the bank said 14 people")
    assert [p.text for p in left if p.differs] == ["40"]
    assert [p.text for p in right if p.differs] == ["14"]
    assert left[0] == Part("The bank, said", False)


def test_a_note_beside_the_original_has_the_number_that_it_has_on_the_page() -> None:
    text = "Sixty flights were cancelled."
    original = Original("o", "", None, "Forty flights were cancelled.", (Span(0, 29),))
    pair = Pair((0,), (0,), 0.9, 80.0)
    twin = Twin(original, (pair,), TwinKind.ROUND_TRIP, 0.9, {})
    evidence = {"original": original.id, "original_text": original.text}
    findings = tuple(
        Finding(rule, Span(0, end), text[:end], Severity.MAJOR, Category.ACCURACY, 0.9, "", told)
        for rule, end, told in (("MT202", 5, evidence), ("MT901", len(text), {}))
    )
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    report = ArticleReport(Article("a", text), "en", verdict, segments, (0.9,), findings, (), "", twin=twin)
    ((row,),) = (table.rows for table in beside(report))
    (note,) = [n for n in lay_out(report).notes if n.finding.rule == "MT202"]
    assert row.notes == (note.number,)


@pytest.mark.parametrize(
    ("original", "shown"),
    [
        (("17", "Snow", "https://a.example/"), {"Original": "Snow", "Id": "17", "Feed or file": "wire.jsonl"}),
        (("17", "", None), {"Original": "17", "Feed or file": "wire.jsonl"}),
        (("https://a.example/", "Snow", "https://a.example/"), {"Original": "Snow", "Feed or file": "wire.jsonl"}),
    ],
)
def test_the_page_shows_the_original_s_id_and_the_file_that_holds_it(
    original: tuple[str, str, str | None], shown: dict[str, str], tmp_path: Path
) -> None:
    text = "Forty flights were cancelled."
    measures = dict.fromkeys(("kept", "verbatim", "similarity", "chrf", "ter"), 1.0)
    held = Original(*original, text, (Span(0, 29),), holder="wire.jsonl")
    twin = Twin(held, (Pair((0,), (0,), 1.0, 100.0),), TwinKind.VERBATIM, 0.9, measures)
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    Html(tmp_path, {}).article(
        ArticleReport(Article("a", text), "en", verdict, segments, (0.9,), (), (), "", twin=twin)
    )
    (page,) = tmp_path.glob("*.html")
    facts = dict(re.findall(r"<dt>(Original|Id|Feed or file)</dt><dd><bdi>(.*?)</bdi>", page.read_text("utf-8")))
    assert facts == shown


def test_a_finding_that_rests_on_the_source_stands_in_the_table_of_the_source_alone() -> None:
    text = "Sixty flights were cancelled."
    pair = Pair((0,), (0,), 0.6)
    texts = {"o": "Forty flights were cancelled.", "source": "Vierzig Flüge wurden gestrichen."}
    twins = {
        name: Twin(Original(name, "", None, other, (Span(0, len(other)),)), (pair,), kind, None, {})
        for (name, other), kind in zip(texts.items(), (TwinKind.ROUND_TRIP, TwinKind.TRANSLATION), strict=True)
    }
    evidence = {"source_text": texts["source"]}
    found = Finding("MT206", Span(0, 5), "Sixty", Severity.MAJOR, Category.ACCURACY, 0.9, "", evidence)
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    report = ArticleReport(
        Article("a", text), "en", verdict, segments, (0.9,), (found,), (), "", twin=twins["o"], source=twins["source"]
    )
    beside_original, beside_source = beside(report)
    assert (beside_original.rows[0].notes, beside_source.rows[0].notes) == ((), (1,))
    assert any(part.differs for part in beside_original.rows[0].theirs)
    assert beside_source.rows[0].theirs == (Part(texts["source"], False),)
