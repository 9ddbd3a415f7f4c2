"""MT501: the table and what is made of a match."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Analysis, Article, Finding, Kind, Segment, Severity, Span
from mtaudit.rules.style.calque import CONFIDENCE, Calque, Calques, calques
from tests.support.analysis import read

FACTS: dict[str, Any] = {
    "languages": {"fr": "French", "de": "German"},
    "forms": {"make": "make makes made making"},
}
ROW: dict[str, Any] = {
    "phrase": "<make> a photo",
    "languages": ["fr", "de"],
    "say": ["take a photo", "photograph"],
    "example": "She made a photo.",
}


def detect(text: str) -> list[Finding]:
    return list(Calque().detect(read(text)))


def test_the_table_is_large_and_holds_no_phrase_twice() -> None:
    phrases = [row.phrase for row in calques().rows]
    assert len(phrases) >= 200
    assert len(phrases) == len(set(phrases))


def test_every_row_is_found_in_its_example() -> None:
    lost = [row.phrase for row in calques().rows if row not in [hit for hit, _ in calques().search(row.example)]]
    assert lost == []


def test_no_row_is_found_in_what_it_tells_the_writer_to_say() -> None:
    wrong = [(row.phrase, say) for row in calques().rows for say in row.say if list(calques().search(say))]
    assert wrong == []


@pytest.mark.parametrize(
    "row",
    [
        ROW | {"sayy": "x"},
        {key: value for key, value in ROW.items() if key != "example"},
        ROW | {"languages": ["xx"]},
        ROW | {"phrase": "<bake> a cake"},
        ROW | {"not": ["<bake> a cake"]},
        ROW | {"severity": "fatal"},
    ],
)
def test_a_faulty_row_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"row|forms|fatal"):
        Calques.of(FACTS | {"row": [ROW, row]})


def test_the_message_names_the_languages_and_the_english() -> None:
    (row,) = Calques.of(FACTS | {"row": [ROW]}).rows
    assert row.message == (
        "Reads like a literal translation (French, German): an English writer says “take a photo” or “photograph”."
    )


def test_a_finding_is_complete() -> None:
    text = "The yield depends of the weather, and 12 new crown pneumonia patients left."
    first, second = detect(text)
    assert first.text == first.span.of(text) == "depends of the"
    assert first.evidence["expected"] == ["depend on"]
    assert first.confidence == CONFIDENCE
    assert first.severity is Severity.MINOR
    assert second.severity is Severity.MAJOR


def test_quoted_words_have_half_the_confidence() -> None:
    said, quoted = detect("It depends of the weather. “It depends of the weather,” the farmer said.")
    assert quoted.confidence == said.confidence / 2


def test_an_exception_spares_only_its_own_place() -> None:
    text = "In the frame of the picture is a man. In the frame of the talks he was silent."
    (found,) = detect(text)
    assert found.span.start == text.rindex("In")


def test_phrases_do_not_overlap() -> None:
    text = "This was reported by the press service of the ministry; the relevant persons in charge must to be tested."
    spans = [f.span for f in detect(text)]
    assert len(spans) == 4
    assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[i + 1 :])


def test_page_furniture_is_left_alone() -> None:
    text = "It depends of the weather."
    analysis = Analysis(Article("x", text), (Segment(0, Span(0, len(text)), Kind.BOILERPLATE),))
    assert list(Calque().detect(analysis)) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_offsets_hold_after_any_text(before: str) -> None:
    text = f"{before} It depends of the weather."
    analysis = Analysis(Article("x", text), (Segment(0, Span(0, len(text)), Kind.BODY),))
    found = [f for f in Calque().detect(analysis) if f.span.start >= len(before)]
    assert [f.text for f in found] == ["depends of the"]
    assert found[0].span.of(text) == found[0].text


@pytest.mark.parametrize("text", ["since two years ago " * 5_000, "(reporter " * 10_000, "told that the " * 7_000])
def test_search_is_linear(text: str) -> None:
    calques()
    start = time.perf_counter()
    list(calques().search(text))
    assert time.perf_counter() - start < 3
