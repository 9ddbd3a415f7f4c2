"""Alignment: monotone, whole, and right where it is plain what is right."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.compare.align import Aligned, align
from tests.support.vectors import unit


def plain(pairs: list[Aligned]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(ours, theirs) for ours, theirs, _ in pairs]


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 99))
def test_every_sentence_of_both_is_in_one_pair_and_in_order(n: int, m: int, seed: int) -> None:
    pairs = align(unit(n, seed), unit(m, seed + 1), [40] * n, [40] * m)
    assert [place for ours, _, _ in pairs for place in ours] == list(range(n))
    assert [place for _, theirs, _ in pairs for place in theirs] == list(range(m))
    assert all(ours or theirs for ours, theirs, _ in pairs)


@given(st.integers(1, 20), st.integers(0, 99))
def test_a_text_is_aligned_with_itself(n: int, seed: int) -> None:
    same = unit(n, seed)
    assert plain(align(same, same, [50] * n, [50] * n)) == [((i,), (i,)) for i in range(n)]


def test_what_was_dropped_added_merged_and_split_is_told() -> None:
    theirs = unit(6, 1)
    merged = theirs[1] + theirs[2]
    added = unit(1, 2)[0]
    halves = theirs[5] + 0.3 * unit(1, 3)[0], theirs[5] - 0.3 * unit(1, 3)[0]
    ours = np.array([theirs[0], merged / np.linalg.norm(merged), added, theirs[4], *halves], np.float32)
    ours /= np.linalg.norm(ours, axis=1, keepdims=True)
    lengths = [60, 120, 60, 60, 60, 60], [60, 60, 60, 60, 60, 120]
    assert plain(align(ours, theirs, *lengths)) == [
        ((0,), (0,)),
        ((1,), (1, 2)),
        ((2,), ()),
        ((), (3,)),
        ((3,), (4,)),
        ((4, 5), (5,)),
    ]
