"""From the scores of words to phrases that an editor would select, each with a confidence that means something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 25
"""Words in a phrase, at most."""
GAP = 1
"""Sound words between two garbled ones that are taken into one phrase."""
TERMS = 4
"""Terms of the confidence: log odds of the phrase's worst word, of its mean, of the article's mean, and 1."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Where phrases begin, how far they grow, and how sure each is.

    Attributes:
        seed: least score of a word that makes a phrase.
        grow: least score of a neighbour that is taken in.
        least: confidence under which a phrase is not told.
        weights: float32 (TERMS,), a logistic curve over the phrase's terms.
    """

    seed: float
    grow: float
    least: float
    weights: NDArray[np.float32]

    def confidence(self, scores: Sequence[float], first: int, last: int, usual: float) -> float:
        """How likely it is, 0..1, that the words `[first, last]` overlap a phrase that an annotator marked."""
        odds = float(terms(scores, first, last, usual) @ self.weights)
        return float(1 / (1 + np.exp(-odds)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `[first, last]` of a sentence, and the confidence, 0..1, that they are garbled."""

    first: int
    last: int
    confidence: float


def phrases(scores: Sequence[float], curve: Curve, usual: float) -> Iterator[Phrase]:
    """The phrases of one sentence, in order, none longer than LONGEST and no two sharing a word.

    `usual` is the mean log odds of the article's words: where much is garbled, a doubtful phrase is likelier to be.
    """
    for first, last in runs(scores, curve.seed, curve.grow):
        confidence = curve.confidence(scores, first, last, usual)
        if confidence >= curve.least:
            yield Phrase(first, last, confidence)


def runs(scores: Sequence[float], seed: float, grow: float) -> Iterator[tuple[int, int]]:
    """Words `[first, last]` in which one scores `seed` or more, and all but gaps of GAP words score `grow` or more."""
    first = 0
    while first < len(scores):
        if scores[first] < grow:
            first += 1
            continue
        last = at = first
        while at + 1 < len(scores) and at - last < GAP + 1 and at + 1 - first < LONGEST:
            at += 1
            if scores[at] >= grow:
                last = at
        if max(scores[first : last + 1]) >= seed:
            yield first, last
        first = last + 1


def terms(scores: Sequence[float], first: int, last: int, usual: float) -> NDArray[np.float32]:
    """What the confidence is over, float32 (TERMS,)."""
    odds = log_odds(scores[first : last + 1])
    return np.array([odds.max(), odds.mean(), usual, 1.0], np.float32)


def log_odds(scores: Sequence[float]) -> NDArray[np.float64]:
    """Log odds of scores, kept finite."""
    bounded = np.clip(np.asarray(scores, float), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)))
