"""Phrases: what an editor would select, never too long, never twice."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.encoders.phrases import GAP, LONGEST, NEAR, Curve, phrases, runs, surroundings

CURVE = Curve(seed=0.4, least=0.2, weights=np.array([0.5, 0.5, 0.1, 0.1, 0.2], np.float32))
SCORES = st.lists(st.floats(0, 1), max_size=80)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.1, 0.9, 0.1], [(1, 1)]),
        ([0.1, 0.4, 0.9, 0.4, 0.1], [(1, 3)]),
        ([0.9, 0.1, 0.9], [(0, 2)]),
        ([0.9, 0.1, 0.1, 0.9], [(0, 0), (3, 3)]),
        ([0.9, 0.1, 0.25, 0.5], [(0, 0), (2, 3)]),
        ([0.3, 0.3, 0.3], []),
        ([], []),
    ],
)
def test_a_run_grows_from_its_worst_word_over_neighbours_like_it_and_short_gaps(
    scores: list[float], expected: list[tuple[int, int]]
) -> None:
    assert runs(scores, 0.4) == expected


@given(SCORES)
def test_no_two_phrases_share_a_word_and_every_seed_is_in_one(scores: list[float]) -> None:
    found = runs(scores, CURVE.seed)
    covered = [i for first, last in found for i in range(first, last + 1)]
    assert covered == sorted(set(covered))
    assert all(last - first < LONGEST for first, last in found)
    assert {i for i, s in enumerate(scores) if s >= CURVE.seed} <= set(covered)
    for first, last in found:
        bar = max(CURVE.seed / 2, NEAR * max(scores[first : last + 1]))
        assert scores[first] >= bar
        assert scores[last] >= bar
        low = "".join("x" if s < bar else "." for s in scores[first : last + 1])
        assert "x" * (GAP + 1) not in low


@given(SCORES)
def test_confidence_is_a_probability_and_worse_words_make_it_higher(scores: list[float]) -> None:
    for phrase in phrases(scores, CURVE, around=-3.0):
        assert CURVE.least <= phrase.confidence <= 1
        worse = [max(s, 0.99) if phrase.first <= i <= phrase.last else s for i, s in enumerate(scores)]
        assert CURVE.confidence(worse, phrase.first, phrase.last, around=-3.0) >= phrase.confidence - 1e-6


def test_a_doubtful_phrase_is_told_where_much_is_garbled() -> None:
    curve = Curve(seed=0.5, least=0.5, weights=np.array([1.0, 0.0, 0.5, 0.0, 1.0], np.float32))
    scores = [0.1, 0.6, 0.1]
    assert list(phrases(scores, curve, around=-4.0)) == []
    assert [(p.first, p.last) for p in phrases(scores, curve, around=-1.0)] == [(1, 1)]


def test_a_sentence_does_not_speak_for_itself_and_two_do_not_make_an_article() -> None:
    sound, bad = [0.02] * 20, [0.5] * 20
    assert surroundings([sound, bad])[0] > surroundings([bad, sound])[0]
    assert surroundings([bad]) == pytest.approx(surroundings([sound]))
    assert math.exp(surroundings([bad, bad])[0]) < math.exp(surroundings([bad] * 30)[0]) < 0.5
