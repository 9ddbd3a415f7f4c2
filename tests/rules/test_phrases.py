"""The pattern language of phrases, and the search for them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.rules.style._phrases import PhraseIndex, tokens, variants

FORMS = {"make": ["make", "makes", "made", "making"], "number": ["two", "three"]}


def found(phrase: str, text: str) -> list[str]:
    words = tokens(text)
    return sorted(match.span(words).of(text) for match in PhraseIndex.of([(0, phrase)], FORMS).search(words))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("make a photo", "They MAKE a\n Photo.", ["MAKE a\n Photo"]),
        ("<make> a photo", "She made a photo.", ["made a photo"]),
        ("<make> a photo", "She was making photos.", []),
        (
            "since (#|<number>) years",
            "since 3 years, since two years, since long years",
            ["since 3 years", "since two years"],
        ),
        ("on the #", "on the 25th, on the 1,200", ["on the 1,200", "on the 25th"]),
        ("on the #", "on the 25-year-old", []),
        ("the (very|) end", "the end, the very end, the bitter end", ["the end", "the very end"]),
        ("(will be|was) disputed", "It will be disputed. It was disputed.", ["was disputed", "will be disputed"]),
        ("(* *|) made", "so it made", ["made", "so it made"]),
        ("an own *", "an own factory", ["an own factory"]),
        ("an own *", "an own.", []),
        ("^ recall , that", "Recall, that", ["Recall, that"]),
        ("^ recall", "I recall", []),
        ("in this connection ,", "In this connection, he left.", ["In this connection"]),
        ("( reporter", "BEIJING (Reporter Li)", ["Reporter"]),
        ("people's livelihood", "the people’s livelihood", ["people’s livelihood"]),
        ("law-enforcement organs", "Law‑enforcement organs", ["Law‑enforcement organs"]),
        ("the house", "the  -  house the, house", []),
    ],
)
def test_phrase(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["<bake> a cake", "(a|the house", "(a|) # *", "", "(|a) *", "mad*e up", "^ ,"])
def test_ill_formed_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|form|sign"):
        variants(phrase, FORMS)


@given(st.text(), st.text())
def test_a_phrase_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before} makes a photo {after}"
    words = tokens(text)
    spans = [match.span(words) for match in PhraseIndex.of([(0, "<make> a photo")], FORMS).search(words)]
    assert any(span.start == len(before) + 1 and span.of(text) == "makes a photo" for span in spans)


@given(st.text())
def test_tokens_are_in_order_and_hold_what_is_not_white_space(text: str) -> None:
    words = tokens(text)
    gaps = [text[a.end : b.start] for a, b in pairwise(words)]
    assert all(not gap.strip() for gap in gaps)
    assert not text[words[-1].end :].strip()


@pytest.mark.parametrize("text", ["a" * 200_000, "1." * 100_000 + "a", "a-" * 100_000, "make a " * 30_000])
def test_search_is_linear(text: str) -> None:
    start = time.perf_counter()
    found("<make> a (very|) * photo", text)
    assert time.perf_counter() - start < 3
