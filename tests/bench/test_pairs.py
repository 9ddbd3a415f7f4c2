"""What the comparison of originals is measured on: pairs that are known, changes that are where they are said to be."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.bench.changes import CHANGES
from mtaudit.bench.pairs import edited, original_of

SENTENCES = [f"Sentence {i}." for i in range(30)]


@given(st.integers(0, 500))
def test_the_pairs_that_are_said_to_be_right_hold_the_same_sentences(seed: int) -> None:
    random = Random(seed)
    left, right, gold = edited(SENTENCES, [s.upper() for s in SENTENCES], ["Strange."], random)
    for article_side, other_side in gold:
        assert " ".join(left[i] for i in article_side).upper() == " ".join(right[j] for j in other_side)
    assert "".join(right).replace(" ", "") == "".join(SENTENCES).upper().replace(" ", "")


@pytest.mark.parametrize(
    ("code", "sentence", "changed"),
    [
        ("MT202", "It cost 7 euros.", "7"),
        ("MT203", "He lives in Leipzig, he said.", "Leipzig"),
        ("MT204", "It was not found.", "was not"),
        ("MT204", "It was found.", "was"),
        ("MT205", "Greece accused Turkey of it.", "Greece accused Turkey"),
        ("MT205", "It was taken from the bank in the night.", "from the bank in the night"),
    ],
)
def test_a_change_is_where_it_is_said_to_be_and_nowhere_else(code: str, sentence: str, changed: str) -> None:
    for seed in range(20):
        made = CHANGES[code](sentence, Random(seed), ["Bautzen", "Torgau"])
        assert made
        text, span = made
        assert text != sentence
        rest = len(text) - span.end
        assert (text[: span.start], text[len(text) - rest :]) == (
            sentence[: span.start],
            sentence[len(sentence) - rest :],
        )
        assert sentence[span.start : len(sentence) - rest] == changed


def test_an_original_s_sentences_are_where_they_are_said_to_be() -> None:
    original = original_of("a", SENTENCES[:4])
    assert [original.sentence(i) for i in range(4)] == SENTENCES[:4]
