"""Compares an article with one original: aligns and measures the two, and says what kind of copy the article is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.align import align
from mtaudit.compare.measures import chrf, measures
from mtaudit.core import Comparison, ComparisonKind, Original, OriginalMeasures, SentencePair

COPIED, PARTLY = 0.9, 0.5
"""Share of the article's words in sentences that are the original's own from which it is a copy, and an edited one."""
KEPT, NEAR = 0.5, 0.7
"""Share of the article's words with a counterpart, and mean similarity to it, from which it says what the original says
and not only what it is about."""


def set_against(
    article_side: Sequence[str],
    vectors: NDArray[np.float32],
    original: Original,
    other_vectors: NDArray[np.float32],
    probability: float = 0.5,
) -> Comparison:
    """Align an article's sentences, given with their unit vectors (n, width), with those of an original; compare both.

    Args:
        other_vectors: those of the original's sentences, (m, width).
        probability: that the article, of the two, is the machine's.
    """
    other_side = [original.sentence(i) for i in range(len(original.sentences))]
    aligned = align(vectors, other_vectors, [len(s) for s in article_side], [len(s) for s in other_side])
    pairs = tuple(
        SentencePair(
            article_sentences,
            other_sentences,
            round(similarity, 3),
            chrf=chrf(
                " ".join(article_side[i] for i in article_sentences), " ".join(other_side[j] for j in other_sentences)
            )
            if article_sentences and other_sentences
            else 0.0,
        )
        for article_sentences, other_sentences, similarity in aligned
    )
    facts = measures(pairs, article_side, other_side)
    return Comparison(original, pairs, _kind(facts), probability=probability, measures=facts)


def _kind(facts: OriginalMeasures) -> ComparisonKind:
    if facts.verbatim >= COPIED:
        return ComparisonKind.VERBATIM
    if facts.verbatim >= PARTLY:
        return ComparisonKind.EDITED
    same = facts.kept >= KEPT and facts.similarity >= NEAR
    return ComparisonKind.ROUND_TRIP if same else ComparisonKind.REPORT
