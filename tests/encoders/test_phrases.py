"""Phrases: what an editor would select, never too long, never twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.encoders.phrases import GAP, LONGEST, Curve, phrases, runs

CURVE = Curve(seed=0.8, grow=0.3, least=0.2, weights=np.array([0.5, 0.5, 0.1, 0.2], np.float32))
SCORES = st.lists(st.floats(0, 1), max_size=80)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.1, 0.9, 0.1], [(1, 1)]),
        ([0.1, 0.4, 0.9, 0.4, 0.1], [(1, 3)]),
        ([0.9, 0.1, 0.9], [(0, 2)]),
        ([0.9, 0.1, 0.1, 0.9], [(0, 0), (3, 3)]),
        ([0.7, 0.7, 0.7], []),
        ([], []),
    ],
)
def test_a_seed_grows_over_its_neighbours_and_short_gaps(scores: list[float], expected: list[tuple[int, int]]) -> None:
    assert list(runs(scores, 0.8, 0.3)) == expected


@given(SCORES)
def test_no_two_phrases_share_a_word_and_every_seed_is_in_one(scores: list[float]) -> None:
    found = list(runs(scores, CURVE.seed, CURVE.grow))
    covered = [i for first, last in found for i in range(first, last + 1)]
    assert len(covered) == len(set(covered))
    assert all(last - first < LONGEST for first, last in found)
    assert {i for i, s in enumerate(scores) if s >= CURVE.seed} <= set(covered)
    for first, last in found:
        assert scores[first] >= CURVE.grow
        assert scores[last] >= CURVE.grow
        low = "".join("x" if s < CURVE.grow else "." for s in scores[first : last + 1])
        assert "x" * (GAP + 1) not in low


@given(SCORES)
def test_confidence_is_a_probability_and_worse_words_make_it_higher(scores: list[float]) -> None:
    for phrase in phrases(scores, CURVE, usual=-3.0):
        assert CURVE.least <= phrase.confidence <= 1
        worse = [max(s, 0.99) if phrase.first <= i <= phrase.last else s for i, s in enumerate(scores)]
        assert CURVE.confidence(worse, phrase.first, phrase.last, usual=-3.0) >= phrase.confidence - 1e-6


def test_a_doubtful_phrase_is_told_where_much_is_garbled() -> None:
    curve = Curve(seed=0.5, grow=0.3, least=0.5, weights=np.array([1.0, 0.0, 0.5, 1.0], np.float32))
    scores = [0.1, 0.6, 0.1]
    assert list(phrases(scores, curve, usual=-4.0)) == []
    assert [(p.first, p.last) for p in phrases(scores, curve, usual=-1.0)] == [(1, 1)]
