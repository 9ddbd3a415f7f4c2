"""An article against the text that it was translated from: how much of each sentence of it the article says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.align import Aligned, align
from mtaudit.core import Original, Pair, Twin, TwinKind

FLOOR = 0.15
"""Adequacy below which two sentences are better left without a counterpart; of .1 to .35 it aligned news best."""


def set_beside(
    ours: Sequence[str], vectors: NDArray[np.float32], source: Original, their_vectors: NDArray[np.float32]
) -> Twin:
    """Align an article's sentences with those of its source, given with their vectors in a space that both share.

    A pair's similarity is its adequacy: the cosine of the two sides, 0..1. Where as many sentences of both stand
    between two pairs, they are pairs too, however unlike. The measures are:
        adequacy: its mean over the article's words; what has no counterpart counts for 0.
        typical: its median over the pairs; 0 where there are none.
        kept, used: share of the article's characters, and of the source's, that have a counterpart of FLOOR or more.

    Args:
        vectors, their_vectors: unit vectors, (n, width) and (m, width), each centred on its own text.
    """
    theirs = [source.sentence(place) for place in range(len(source.sentences))]
    our_lengths, their_lengths = ([len(s) for s in side] for side in (ours, theirs))
    wordy = sum(our_lengths) / max(1, sum(their_lengths))  # a language may take a third of the characters of another
    aligned = align(vectors, their_vectors, our_lengths, [wordy * size for size in their_lengths], FLOOR)
    met = _met(aligned, vectors, their_vectors)
    pairs = tuple(Pair(mine, other, round(min(1.0, max(0.0, alike)), 3)) for mine, other, alike in met)
    beside = [p for p in pairs if p.ours and p.theirs]
    matched = [p for p in beside if p.similarity >= FLOOR]
    words = [len(s.split()) for s in ours]
    measures = {
        "adequacy": sum(p.similarity * sum(words[i] for i in p.ours) for p in beside) / max(1, sum(words)),
        "typical": median([p.similarity for p in beside] or [0.0]),
        "kept": sum(our_lengths[i] for p in matched for i in p.ours) / max(1, sum(our_lengths)),
        "used": sum(their_lengths[i] for p in matched for i in p.theirs) / max(1, sum(their_lengths)),
    }
    facts = {name: round(value, 3) for name, value in measures.items()}
    return Twin(source, pairs, TwinKind.TRANSLATION, None, facts)


def _met(
    aligned: Sequence[Aligned], vectors: NDArray[np.float32], their_vectors: NDArray[np.float32]
) -> Iterator[Aligned]:
    """The alignment, with the sentences paired that stand in each other's place."""
    for alone, run in groupby(aligned, lambda pair: not (pair[0] and pair[1])):
        found = list(run)
        ours, theirs = [i for mine, _, _ in found for i in mine], [j for _, other, _ in found for j in other]
        if alone and len(ours) == len(theirs):
            yield from (((i,), (j,), float(vectors[i] @ their_vectors[j])) for i, j in zip(ours, theirs, strict=True))
        else:
            yield from found
