"""From the scores of words to phrases that an editor would select, each with a confidence that means something."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 25
"""Words in a phrase, at most."""
GAP = 1
"""Sound words between two garbled ones that are taken into one phrase."""
NEAR = 0.3
"""A neighbour is taken into a phrase that scores this share of its worst word, and half of what a seed must."""
SOUND, SHRUNK = 0.04, 50
"""Score of the usual word of sound copy, and words of such copy that every article is thought to have beside its own:
two sentences are not yet a garbled article."""
TERMS = 5
"""Terms of the confidence: log odds of the worst word and of the mean, the article's, log of the length, and 1."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Where phrases begin, and how sure each is.

    Attributes:
        seed: least score of a word that makes a phrase.
        least: confidence under which a phrase is not told.
        weights: float32 (TERMS,), a logistic curve over the phrase's terms.
    """

    seed: float
    least: float
    weights: NDArray[np.float32]

    def confidence(self, scores: Sequence[float], first: int, last: int, around: float) -> float:
        """How likely it is, 0..1, that the words `[first, last]` overlap a phrase that an annotator marked."""
        odds = float(terms(scores, first, last, around) @ self.weights)
        return float(1 / (1 + np.exp(-odds)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `[first, last]` of a sentence, and the confidence, 0..1, that they are garbled."""

    first: int
    last: int
    confidence: float


def surroundings(sentences: Sequence[Sequence[float]]) -> list[float]:
    """For each sentence, the log of the mean score of the article's other words.

    Where much is garbled, a doubtful phrase is likelier to be; a sentence does not speak for itself.
    """
    sums, sizes = [sum(s) for s in sentences], [len(s) for s in sentences]
    total, size = sum(sums) + SOUND * SHRUNK, sum(sizes) + SHRUNK
    return [math.log((total - own) / (size - words)) for own, words in zip(sums, sizes, strict=True)]


def phrases(scores: Sequence[float], curve: Curve, around: float) -> Iterator[Phrase]:
    """The phrases of one sentence, in order, none longer than LONGEST and no two sharing a word.

    `around` is what `surroundings` says of the sentence.
    """
    for first, last in runs(scores, curve.seed):
        confidence = curve.confidence(scores, first, last, around)
        if confidence >= curve.least:
            yield Phrase(first, last, confidence)


def runs(scores: Sequence[float], seed: float) -> list[tuple[int, int]]:
    """Words `[first, last]` round each word that scores `seed` or more, from the worst on; in order.

    A run reaches over neighbours that score NEAR of its worst word and half of `seed`, and over gaps of GAP words.
    """
    free, found = set(range(len(scores))), []
    for worst in sorted(free, key=lambda i: -scores[i]):
        if scores[worst] >= seed and worst in free:
            bar = max(seed / 2, NEAR * scores[worst])
            last = _reach(scores, free, worst, 1, bar, LONGEST - 1)
            first = _reach(scores, free, worst, -1, bar, LONGEST - 1 - (last - worst))
            free -= set(range(first, last + 1))
            found.append((first, last))
    return sorted(found)


def _reach(scores: Sequence[float], free: Set[int], start: int, step: int, bar: float, most: int) -> int:
    """The last word that a run reaches from `start` in one direction, at most so many words away."""
    reached = at = start
    while at + step in free and abs(at - reached) <= GAP and abs(at + step - start) <= most:
        at += step
        if scores[at] >= bar:
            reached = at
    return reached


def terms(scores: Sequence[float], first: int, last: int, around: float) -> NDArray[np.float32]:
    """What the confidence is over, float32 (TERMS,)."""
    odds = log_odds(scores[first : last + 1])
    return np.array([odds.max(), odds.mean(), around, math.log(last - first + 1), 1.0], np.float32)


def log_odds(scores: Sequence[float]) -> NDArray[np.float64]:
    """Log odds of scores, kept finite."""
    bounded = np.clip(np.asarray(scores, float), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)))
