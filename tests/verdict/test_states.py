"""The chain of an article's sentences: garble comes in stretches, and a stretch is worth more than its sentences."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.verdict.states import chain

RATIOS = st.lists(st.floats(-8, 8), max_size=8)


def by_hand(ratios: list[float], rate: float, stay: float) -> tuple[float, list[float]]:
    """The same by summing over every way in which the sentences may be sound and garbled."""
    leave = rate * (1 - stay) / (1 - rate)
    total, each = 0.0, np.zeros(len(ratios))
    for path in product((0, 1), repeat=len(ratios)):
        weight = rate if path[0] else 1 - rate
        for before, after in pairwise(path):
            weight *= (stay if after else 1 - stay) if before else (leave if after else 1 - leave)
        weight *= float(np.exp(sum(r for r, garbled in zip(ratios, path, strict=True) if garbled)))
        total += weight
        each += weight * np.array(path)
    return float(np.log(total)), list(each / total)


@given(RATIOS.filter(len), st.sampled_from([(0.01, 0.5), (0.2, 0.95), (0.8, 0.9)]))
def test_it_sums_over_every_way_that_garble_may_lie(ratios: list[float], chosen: tuple[float, float]) -> None:
    likelihood, posterior = chain(ratios, *chosen)
    total, each = by_hand(ratios, *chosen)
    assert likelihood == pytest.approx(total, abs=1e-6)
    assert posterior.tolist() == pytest.approx(each, abs=1e-6)


@given(RATIOS)
def test_a_worse_sentence_makes_garble_likelier_everywhere(ratios: list[float]) -> None:
    if ratios:
        worse = [ratios[0] + 1, *ratios[1:]]
        assert chain(worse, 0.1, 0.7)[0] >= chain(ratios, 0.1, 0.7)[0]
        assert (chain(worse, 0.1, 0.7)[1] >= chain(ratios, 0.1, 0.7)[1] - 1e-9).all()


def test_a_doubtful_sentence_between_garbled_ones_is_likelier_garbled_than_alone() -> None:
    _, among = chain([4.0, 0.0, 4.0], 0.05, 0.8)
    _, alone = chain([-4.0, 0.0, -4.0], 0.05, 0.8)
    assert among[1] > 0.5 > 0.1 > alone[1]


def test_without_sentences_nothing_is_said() -> None:
    likelihood, posterior = chain([], 0.1, 0.5)
    assert (likelihood, len(posterior)) == (0.0, 0)
