"""An article against one original: aligned, measured, and told what kind of twin it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.align import align
from mtaudit.compare.measures import chrf, measures
from mtaudit.core import Original, Pair, Twin, TwinKind

COPIED, PARTLY = 0.9, 0.5
"""Share of the article's words in sentences that are the original's own from which it is a copy, and an edited one."""
KEPT, NEAR = 0.5, 0.7
"""Share of the article's words with a counterpart, and mean similarity to it, from which it says what the original says
and not only what it is about."""


def set_against(
    ours: Sequence[str],
    vectors: NDArray[np.float32],
    original: Original,
    their_vectors: NDArray[np.float32],
    probability: float = 0.5,
) -> Twin:
    """Align an article's sentences, given with their unit vectors (n, width), with those of an original, and compare.

    Args:
        their_vectors: those of the original's sentences, (m, width).
        probability: that the article, of the two, is the machine's.
    """
    theirs = [original.sentence(place) for place in range(len(original.sentences))]
    aligned = align(vectors, their_vectors, [len(s) for s in ours], [len(s) for s in theirs])
    pairs = tuple(
        Pair(
            mine,
            other,
            round(similarity, 3),
            chrf(" ".join(ours[i] for i in mine), " ".join(theirs[j] for j in other)) if mine and other else 0.0,
        )
        for mine, other, similarity in aligned
    )
    facts = measures(pairs, ours, theirs)
    return Twin(original, pairs, _kind(facts), probability, facts)


def _kind(facts: Mapping[str, float]) -> TwinKind:
    if facts["verbatim"] >= COPIED:
        return TwinKind.VERBATIM
    if facts["verbatim"] >= PARTLY:
        return TwinKind.EDITED
    same = facts["kept"] >= KEPT and facts["similarity"] >= NEAR
    return TwinKind.ROUND_TRIP if same else TwinKind.REPORT
