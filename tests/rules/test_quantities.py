"""Quantities are read as values, and those that mean the same are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Span
from mtaudit.rules.accuracy._quantities import Quantity, quantities


def read(text: str) -> list[Quantity]:
    return quantities(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("1,200 people", "twelve hundred people", True),
        ("$3m", "US$3 million", True),
        ("half a million", "500,000", True),
        ("5 miles", "8 kilometres", True),
        ("14%", "14 per cent", True),
        ("10.3 degrees", "10.4 degrees", True),
        ("10.3 degrees", "11.4 degrees", False),
        ("$5", "€5", False),
        ("1990", "2010", False),
        ("2019", "2018", False),
        ("Monday", "Tuesday", False),
        ("3 billion", "3 million", False),
    ],
)
def test_values_are_compared_and_not_their_spelling(text: str, other: str, same: bool) -> None:
    (mine,), (other_side,) = read(text), read(other)
    assert mine.same(other_side) is same


@pytest.mark.parametrize("text", ["one of the first", "hundreds of millions", "a 100m sprint for 1.2m people"])
def test_what_names_no_value_is_none(text: str) -> None:
    assert read(text) == []


@given(st.text(max_size=60))
def test_any_text_is_read_and_every_quantity_lies_in_it(text: str) -> None:
    for quantity in read(f"x{text}5 miles"):
        assert quantity.span.of(f"x{text}5 miles").strip()


@given(st.text(st.sampled_from("5 ,.$mhalfa\ud800%km-"), max_size=80))
def test_figures_and_their_like_are_read_whatever_they_add_up_to(text: str) -> None:
    spans = [q.span for q in read(text)] if text else []
    assert spans == sorted(spans)
