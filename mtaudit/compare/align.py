"""Which sentences of an article say what which sentences of its original say.

Monotone alignment by dynamic programming over sentence embeddings, one to one, one to many and many to one, as
Vecalign does it (Thompson & Koehn 2019), with lengths compared as by Gale & Church (1993). Several sentences are
embedded as the mean of their vectors, so that no run of sentences has to be embedded for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

FLOOR = 0.35
"""Cosine similarity, by all-MiniLM-L6-v2, at which it is as well to leave two sentences without a counterpart."""
SPLIT_COST = 0.06
"""Similarity by which a one-to-many pair must exceed a one-to-one pair, for each further sentence."""
LENGTH_COST = 0.3
"""Similarity that a pair loses where one side is e times as long as the other."""
BRIEF = 5
"""Characters added to every length, so that a word more in a headline does not count for much."""
MOST = 3
"""Sentences that one sentence may be split into, or that may be merged into one."""

_MOVES = [(1, 1), *((1, n) for n in range(2, MOST + 1)), *((n, 1) for n in range(2, MOST + 1))]

Vectors = NDArray[np.float32]
Aligned = tuple[tuple[int, ...], tuple[int, ...], float]
"""Positions in the article and in the other text, either of which may be empty, and cosine similarity (then 0)."""


def align(
    article_side: Vectors,
    other_side: Vectors,
    article_lengths: Sequence[float],
    other_lengths: Sequence[float],
    floor: float = FLOOR,
) -> list[Aligned]:
    """Divide both texts into pairs, in order; every sentence belongs to exactly one pair.

    Args:
        article_side, other_side: unit vectors of the sentences, (n, width) and (m, width).
        article_lengths, other_lengths: characters of the sentences.
        floor: similarity below which two sentences are better left without a counterpart.
    """
    lengths = np.log(np.add(article_lengths, BRIEF)), np.log(np.add(other_lengths, BRIEF))
    found = list(_matched(article_side, other_side, *lengths, floor))[::-1]
    pairs: list[Aligned] = []
    i = j = 0
    for article_run, other_run, similarity in [*found, (range(len(article_side), 0), range(len(other_side), 0), 0.0)]:
        pairs += [((position,), (), 0.0) for position in range(i, article_run.start)]
        pairs += [((), (position,), 0.0) for position in range(j, other_run.start)]
        if article_run:
            pairs.append((tuple(article_run), tuple(other_run), similarity))
        i, j = article_run.stop, other_run.stop
    return pairs


def _matched(
    article_side: Vectors, other_side: Vectors, article_lengths: Vectors, other_lengths: Vectors, floor: float
) -> Iterator[tuple[range, range, float]]:
    """The pairs with sentences on both sides, last first.

    best[i, j] is the most that the first i and j sentences can gain. Skipping a sentence gains nothing, so that a row
    is the running maximum of what its moves offer.
    """
    n, m = len(article_side), len(other_side)
    gains = {
        (a, b): _gain(
            _runs(article_side, a) @ _runs(other_side, b).T - floor,
            _joint(article_lengths, a),
            _joint(other_lengths, b),
            a + b,
        )
        for a, b in _MOVES
        if a <= n and b <= m
    }
    best = np.zeros((n + 1, m + 1), np.float32)
    for i in range(1, n + 1):
        row = best[i - 1].copy()
        for (a, b), gain in gains.items():
            if a <= i:
                row[b:] = np.maximum(row[b:], best[i - a, : m + 1 - b] + gain[i - a])
        best[i] = np.maximum.accumulate(row)
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            offers = {
                (a, b): best[i - a, j - b] + gain[i - a, j - b] for (a, b), gain in gains.items() if a <= i and b <= j
            }
            a, b = max(offers, key=offers.__getitem__)
            i, j = i - a, j - b
            yield (
                range(i, i + a),
                range(j, j + b),
                float(_runs(article_side[i : i + a], a)[0] @ _runs(other_side[j : j + b], b)[0]),
            )


def _gain(excess: Vectors, article_side: Vectors, other_side: Vectors, sentences: int) -> Vectors:
    """What is gained by pairing each run of the article with each of the other text, given the logs of their lengths.

    `excess` is how far the similarity of each two runs exceeds the floor.
    """
    apart = np.abs(article_side[:, None] - other_side[None, :])
    gain: Vectors = ((excess - SPLIT_COST * (sentences - 2) - LENGTH_COST * apart) * (sentences / 2)).astype(np.float32)
    return gain


def _runs(vectors: Vectors, length: int) -> Vectors:
    """The unit vector of every run of `length` sentences: (n - length + 1, width)."""
    sums = (
        sum(vectors[k : len(vectors) - length + 1 + k] for k in range(1, length)) + vectors[: len(vectors) - length + 1]
    )
    runs: Vectors = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return runs


def _joint(lengths: Vectors, length: int) -> Vectors:
    """The log of the length of every run of `length` sentences, given the logs of theirs: (n - length + 1,)."""
    joint: Vectors = np.log(np.convolve(np.exp(lengths), np.ones(length), "valid"))
    return joint
