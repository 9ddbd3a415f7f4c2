"""Compares an article with the text that it was translated from: how much of each source sentence it conveys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.align import Aligned, align
from mtaudit.core import Comparison, ComparisonKind, Original, SentencePair, SourceMeasures

FLOOR = 0.15
"""Adequacy below which two sentences are better left without a counterpart; of .1 to .35 it aligned news best."""


def set_beside(
    article_side: Sequence[str], vectors: NDArray[np.float32], source: Original, other_vectors: NDArray[np.float32]
) -> Comparison:
    """Align an article's sentences with those of its source, given with their vectors in a space that both share.

    A pair's similarity is its adequacy: the cosine of the two sides, 0..1. Where as many sentences of both stand
    between two pairs, they are pairs too, however unlike.

    Args:
        vectors, other_vectors: unit vectors, (n, width) and (m, width), each centred on its own text.
    """
    other_side = [source.sentence(i) for i in range(len(source.sentences))]
    article_lengths, other_lengths = ([len(s) for s in side] for side in (article_side, other_side))
    wordy = sum(article_lengths) / max(
        1, sum(other_lengths)
    )  # a language may take a third of the characters of another
    aligned = align(vectors, other_vectors, article_lengths, [wordy * size for size in other_lengths], FLOOR)
    filled = _with_gaps_paired(aligned, vectors, other_vectors)
    pairs = tuple(
        SentencePair(article_positions, other_positions, round(min(1.0, max(0.0, similarity)), 3))
        for article_positions, other_positions, similarity in filled
    )
    beside = [p for p in pairs if p.article_side and p.other_side]
    matched = [p for p in beside if p.similarity >= FLOOR]
    words = [len(s.split()) for s in article_side]
    total_words, article_size, other_size = sum(words), sum(article_lengths), sum(other_lengths)
    said = sum(p.similarity * sum(words[i] for i in p.article_side) for p in beside)
    facts = SourceMeasures(
        adequacy=round(said / max(1, total_words), 3),
        typical=round(median([p.similarity for p in beside] or [0.0]), 3),
        kept=round(sum(article_lengths[i] for p in matched for i in p.article_side) / max(1, article_size), 3),
        used=round(sum(other_lengths[i] for p in matched for i in p.other_side) / max(1, other_size), 3),
    )
    return Comparison(source, pairs, ComparisonKind.TRANSLATION, probability=None, measures=facts)


def _with_gaps_paired(
    aligned: Sequence[Aligned], vectors: NDArray[np.float32], other_vectors: NDArray[np.float32]
) -> Iterator[Aligned]:
    """The alignment, in which unmatched runs of equal length between two pairs are paired sentence by sentence."""
    for alone, run in groupby(aligned, lambda pair: not (pair[0] and pair[1])):
        found = list(run)
        article_side, other_side = (
            [i for article_positions, _, _ in found for i in article_positions],
            [j for _, other_positions, _ in found for j in other_positions],
        )
        if alone and len(article_side) == len(other_side):
            yield from (
                ((i,), (j,), float(vectors[i] @ other_vectors[j]))
                for i, j in zip(article_side, other_side, strict=True)
            )
        else:
            yield from found
