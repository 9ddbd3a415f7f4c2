"""The scores of an article against a reference translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric's score, as sacrebleu gives it.

    Attributes:
        name: chrF2, BLEU or TER.
        score: 0..100; TER, of which less is better, can exceed 100.
        mean, margin: of the scores of resampled segments: their mean, and half the width of their 95 % interval; None
            where there is one segment, or the mean is 0.
        signature: sacrebleu's signature: all that the score depends on except the texts.
    """

    name: str
    score: float
    mean: float | None
    _: KW_ONLY
    margin: float | None
    signature: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The scores of an article against its reference.

    Attributes:
        counted: for each metric, what sacrebleu counted in each aligned pair of hypothesis and reference; what has no
            counterpart is a pair with an empty side.
        metrics: over these pairs.
    """

    counted: Mapping[str, tuple[tuple[float, ...], ...]]
    metrics: tuple[Metric, ...]
