"""Computes, from the evidence of an article, the terms that its states are inferred from."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Evidence, Finding, SentenceEvidence, Severity

SHORTEST = 5
"""Words that a sentence must have to be evidence; a label or a byline is none."""
WORST = 3
"""Words by which a sentence is judged to be garbled: what an editor stops at is a few words of it, not the average."""
WEIGHT = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 10.0}
"""MQM's weights (Freitag et al. 2021), but for critical, which MQM gives only to what is no translation at all (25)."""
SMOOTHING = 200
"""Words of faultless copy added to every article, so that one finding in a short one is not taken for a rate."""


def log_odds(scores: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds of probabilities, kept within those of .0001 and .9999."""
    bounded = np.clip(np.asarray(scores, float), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)))


def probability(odds: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of log odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def speaks(sentence: SentenceEvidence) -> bool:
    """Whether a sentence is evidence for the state of its article."""
    return not sentence.headline and len(sentence.scores) >= SHORTEST


def worst_words(sentence: SentenceEvidence) -> float:
    """The mean log odds of the WORST words of a sentence that score highest."""
    return float(np.sort(log_odds(sentence.scores))[-WORST:].mean())


def translator(evidence: Evidence) -> float:
    """The mean log odds, by words, that a machine translated the sentences of an article; 0 if none is evidence.

    A mean and not a sum: the sentences of one article share its topic and its writer, by which the tagger may err.
    """
    spoken = [s for s in evidence.sentences if speaks(s)]
    total = sum(len(s.scores) for s in spoken)
    return sum(s.machine * len(s.scores) for s in spoken) / total if total else 0.0


def findings_weight(findings: Sequence[Finding], words: int) -> float:
    """log(1 + MQM weight of findings in 1,000 words), each counting by its confidence, in an article of `words`."""
    return math.log1p(1000 * sum(WEIGHT[f.severity] * f.confidence for f in findings) / (words + SMOOTHING))
