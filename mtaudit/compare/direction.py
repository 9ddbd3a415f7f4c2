"""How likely, of two texts that say the same, the article is the one that a machine put into other words."""

from __future__ import annotations

import math
from collections.abc import Sequence

SLOPE = 2.21
"""Slope of the logistic curve, fitted on articles of 2013 and their round trips through German."""
GIVEN = 1.0
"""Log odds that are added where the user named the other text as an original."""


def leaning(machine: Sequence[float], words: Sequence[int]) -> float:
    """How much a text looks like a machine's: its sentences' mean log odds, weighted by words, times the root of their
    number.

    Args:
        machine: for each sentence, the log odds that a machine translated it.
        words: how many words each has.
    """
    total = sum(words)
    if not total:
        return 0.0
    mean = sum(odds * count for odds, count in zip(machine, words, strict=True)) / total
    return mean * math.sqrt(len(machine))


def probability(article_side: float, other_side: float, named: bool) -> float:
    """The probability that the article, and not its twin, is the machine's, 0..1.

    Args:
        article_side, other_side: the leanings of the two texts (see `leaning`).
        named: whether the user named the twin as an original; of two articles of a batch neither is.
    """
    odds = SLOPE * (article_side - other_side) + (GIVEN if named else 0.0)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
