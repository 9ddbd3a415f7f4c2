"""Finds the original that an article was made from: the one with most of its sentences, if possible in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.index import Hit, Originals

NEAR = 0.6
"""Cosine similarity from which two sentences may say the same."""
NEIGHBOURS = 8
"""Sentences of originals that are retrieved for each sentence of the article."""
LEAST_SHARE = 0.25
"""Share of the article's sentences that must have a counterpart, in order, in its twin."""
LEAST_CHAIN = 2
"""Sentences that must have a counterpart, however short the article is."""
ALONE = 0.85
"""Cosine similarity from which one sentence suffices, where the article has only one."""
DISORDER = 2
"""How many sentences with a counterpart anywhere count as much as one in order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An original, by its number in the index, and the share of the article that it holds in order, 0..1."""

    original: int
    share: float


def candidates(index: Originals, vectors: NDArray[np.float32], passed_over: Sequence[int] = ()) -> list[Candidate]:
    """The originals that may be the twin of an article, given as unit vectors (n, width), most likely first.

    Args:
        passed_over: numbers of originals to ignore, such as the article itself.
    """
    met: dict[int, list[tuple[int, Hit]]] = defaultdict(list)
    for position, hits in enumerate(index.nearest(vectors, NEIGHBOURS)):
        for hit in hits:
            if hit.similarity >= NEAR and hit.original not in passed_over:
                met[hit.original].append((position, hit))
    found = []
    for original, pairs in met.items():
        strength = max(_longest_chain(pairs), len({position for position, _ in pairs}) / DISORDER)
        if len(vectors) < LEAST_CHAIN and max(hit.similarity for _, hit in pairs) >= ALONE:
            strength = LEAST_CHAIN
        if strength >= LEAST_CHAIN and strength >= LEAST_SHARE * len(vectors):
            found.append(
                (Candidate(original, min(1.0, strength / len(vectors))), sum(hit.similarity for _, hit in pairs))
            )
    found.sort(key=lambda pair: (-pair[0].share, -pair[1], pair[0].original))
    return [candidate for candidate, _ in found]


def _longest_chain(pairs: Sequence[tuple[int, Hit]]) -> int:
    """How many sentences have a counterpart after that of the one before (longest increasing subsequence)."""
    ends: list[int] = []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1].position))  # one counterpart a sentence
    for _, hit in ordered:
        at = bisect_left(ends, hit.position)
        ends[at : at + 1] = [hit.position]
    return len(ends)
