"""Alignment: monotone, whole, and right where it is plain what is right."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.compare.align import Aligned, align
from tests.support.vectors import unit


def plain(pairs: list[Aligned]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(article_side, other_side) for article_side, other_side, _ in pairs]


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 99))
def test_every_sentence_of_both_is_in_one_pair_and_in_order(n: int, m: int, seed: int) -> None:
    pairs = align(unit(n, seed), unit(m, seed + 1), [40] * n, [40] * m)
    assert [place for article_side, _, _ in pairs for place in article_side] == list(range(n))
    assert [place for _, other_side, _ in pairs for place in other_side] == list(range(m))
    assert all(article_side or other_side for article_side, other_side, _ in pairs)


@given(st.integers(1, 20), st.integers(0, 99))
def test_a_text_is_aligned_with_itself(n: int, seed: int) -> None:
    same = unit(n, seed)
    assert plain(align(same, same, [50] * n, [50] * n)) == [((i,), (i,)) for i in range(n)]


def test_what_was_dropped_added_merged_and_split_is_told() -> None:
    other_side = unit(6, 1)
    merged = other_side[1] + other_side[2]
    added = unit(1, 2)[0]
    halves = other_side[5] + 0.3 * unit(1, 3)[0], other_side[5] - 0.3 * unit(1, 3)[0]
    article_side = np.array([other_side[0], merged / np.linalg.norm(merged), added, other_side[4], *halves], np.float32)
    article_side /= np.linalg.norm(article_side, axis=1, keepdims=True)
    lengths = [60, 120, 60, 60, 60, 60], [60, 60, 60, 60, 60, 120]
    assert plain(align(article_side, other_side, *lengths)) == [
        ((0,), (0,)),
        ((1,), (1, 2)),
        ((2,), ()),
        ((), (3,)),
        ((3,), (4,)),
        ((4, 5), (5,)),
    ]
