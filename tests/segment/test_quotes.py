"""What stands between quotation marks."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Span
from mtaudit.core.cover import Cover
from mtaudit.segment.quotes import quotes


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "a b" and "c d."', ['"a b"', '"c d."']),
        ("“One\n“two”, he said", ["“One", "“two”"]),
        ("The players' union said 'no way' to them.", ["'no way'"]),
        ('He said: "I would like.\nTo Kim I say.\nPlease." Then he left.', ['"I would like.\nTo Kim I say.\nPlease."']),
        ("«Правда» said „ja“ to it", ["«Правда»", "„ja“"]),
        ("\"Don't 'quote' me,\" he said", ["\"Don't 'quote' me,\""]),
        ('It was "open\nand the next line is not', ['"open']),
        ('\'Twas late. He said "yes" to them.', ['"yes"']),
    ],
)
def test_quoted(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotes(text).spans] == quoted


@given(st.text(alphabet="ab \n.\"'“”‘’«»„", max_size=80))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    spans = quotes(text).spans
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


@given(st.lists(st.integers(0, 40), max_size=12, unique=True), st.integers(0, 39), st.integers(1, 10))
def test_cover_answers_as_a_set_of_places_would(edges: list[int], start: int, length: int) -> None:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    cover = Cover(tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)))
    covered = {i for span in cover.spans for i in range(span.start, span.end)}
    asked = set(range(start, start + length))
    assert cover.touches(Span(start, start + length)) == bool(asked & covered)
    assert {i for gap in cover.gaps(Span(start, start + length)) for i in range(gap.start, gap.end)} == asked - covered


@pytest.mark.parametrize("mark", ['"', " '", "“", "«", "‘ ", '" "'])
def test_time_grows_with_length_only(mark: str) -> None:
    start = time.perf_counter()
    quotes(mark * 50_000)
    assert time.perf_counter() - start < 5
