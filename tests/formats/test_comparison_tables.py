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
    Code,
    Comparison,
    ComparisonKind,
    Finding,
    Kind,
    Label,
    Original,
    Segment,
    SentencePair,
    Severity,
    Span,
    Verdict,
)
from mtaudit.formats.comparison import Part, comparison_tables, cut_at_differences
from mtaudit.formats.html import Html
from mtaudit.formats.layout import lay_out
from tests.support.comparisons import original_measures, source_measures

WORDS = st.lists(st.sampled_from(["the", "bank", "Bank,", "said", "40", "-", "rates"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_no_character_is_lost(article_side: str, other_side: str) -> None:
    left, right = cut_at_differences(article_side, other_side)
    assert "".join(p.text for p in left) == article_side
    assert "".join(p.text for p in right) == other_side


def test_words_that_differ_are_marked_and_a_comma_is_no_difference() -> None:
    left, right = cut_at_differences("The bank, said 40 people", "the bank said 14 people")
    assert [p.text for p in left if p.differs] == ["40"]
    assert [p.text for p in right if p.differs] == ["14"]
    assert left[0] == Part("The bank, said", False)


def test_a_note_beside_the_original_has_the_number_that_it_has_on_the_page() -> None:
    text = "Sixty flights were cancelled."
    original = Original("o", "", None, text="Forty flights were cancelled.", sentences=(Span(0, 29),))
    pair = SentencePair((0,), (0,), 0.9, chrf=80.0)
    twin = Comparison(original, (pair,), ComparisonKind.ROUND_TRIP, probability=0.9, measures=original_measures())
    evidence = {"original": original.id, "original_text": original.text}
    findings = tuple(
        Finding(
            Code(rule),
            Span(0, end),
            text[:end],
            severity=Severity.MAJOR,
            category=Category.ACCURACY,
            confidence=0.9,
            message="",
            evidence=told,
        )
        for rule, end, told in (("MT202", 5, evidence), ("MT901", len(text), {}))
    )
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    report = ArticleReport(
        Article("a", text),
        "en",
        verdict,
        segments=segments,
        segment_scores=(0.9,),
        findings=findings,
        words=(),
        signature="",
        twin=twin,
    )
    ((row,),) = (table.rows for table in comparison_tables(report))
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
    held = Original(*original, text=text, sentences=(Span(0, 29),), holder="wire.jsonl")
    twin = Comparison(
        held,
        (SentencePair((0,), (0,), 1.0, chrf=100.0),),
        ComparisonKind.VERBATIM,
        probability=0.9,
        measures=original_measures(),
    )
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    Html(tmp_path, {}).article(
        ArticleReport(
            Article("a", text),
            "en",
            verdict,
            segments=segments,
            segment_scores=(0.9,),
            findings=(),
            words=(),
            signature="",
            twin=twin,
        )
    )
    (page,) = tmp_path.glob("*.html")
    facts = dict(re.findall(r"<dt>(Original|Id|Feed or file)</dt><dd><bdi>(.*?)</bdi>", page.read_text("utf-8")))
    assert facts == shown


def test_a_finding_that_rests_on_the_source_stands_in_the_table_of_the_source_alone() -> None:
    text = "Sixty flights were cancelled."
    pair = SentencePair((0,), (0,), 0.6)
    texts = {"o": "Forty flights were cancelled.", "source": "Vierzig Flüge wurden gestrichen."}
    twins = {
        name: Comparison(
            Original(name, "", None, text=other, sentences=(Span(0, len(other)),)),
            (pair,),
            kind,
            probability=None,
            measures=source_measures(),
        )
        for (name, other), kind in zip(
            texts.items(), (ComparisonKind.ROUND_TRIP, ComparisonKind.TRANSLATION), strict=True
        )
    }
    evidence = {"source_text": texts["source"]}
    found = Finding(
        Code("MT206"),
        Span(0, 5),
        "Sixty",
        severity=Severity.MAJOR,
        category=Category.ACCURACY,
        confidence=0.9,
        message="",
        evidence=evidence,
    )
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),)
    verdict = Verdict(Label.CLEAN, 0.1)
    report = ArticleReport(
        Article("a", text),
        "en",
        verdict,
        segments=segments,
        segment_scores=(0.9,),
        findings=(found,),
        words=(),
        signature="",
        twin=twins["o"],
        source=twins["source"],
    )
    beside_original, beside_source = comparison_tables(report)
    assert (beside_original.rows[0].notes, beside_source.rows[0].notes) == ((), (1,))
    assert any(part.differs for part in beside_original.rows[0].other_side)
    assert beside_source.rows[0].other_side == (Part(texts["source"], False),)
