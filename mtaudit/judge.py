"""Findings to a verdict: how likely it is that an article was machine-translated.

The findings are weighed as MQM weighs errors (Freitag et al. 2021), each times its confidence. Two numbers come of it:
the weight of the whole article per 1,000 words, and that of its worst passage, so that one garbled paragraph in clean
copy is not thinned out by the rest. A logistic curve over the two gives the probability, at the odds of a feed of
which one article in twenty is machine-translated.

The curve and its labels are set so that native news is left alone. Of 63 native articles of 2020 it calls none machine
and two suspect; of 46 runs of native sentences of 2008-2017, none and two; of 30 human translations, none and none.
Fluent machine translation of ordinary news leaves little to find: of 90 articles by the systems of 2021 it calls three
machine and five suspect.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mtaudit.model import Finding, Kind, Label, Segment, Severity, Verdict

WEIGHT = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 10.0}
"""MQM's weights, but for critical, which MQM gives only to what is no translation at all (25)."""
SHADE = {Severity.MINOR: 0.5, Severity.MAJOR: 0.8, Severity.CRITICAL: 1.0}
"""How dark the surest finding of each severity makes its segment."""
PASSAGE = 5
"""Segments in a passage."""
SMOOTHING = 200
"""Words of faultless copy added to every article, so that one finding in a short one is not taken for a rate."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The curve, and the probabilities at which its labels begin."""

    intercept: float
    article: float
    passage: float
    suspect: float
    machine: float


PARAMETERS = Parameters(intercept=-3.0, article=1.0, passage=1.0, suspect=0.68, machine=0.8)


def judge(segments: Sequence[Segment], findings: Sequence[Finding], words: int, min_words: int) -> Verdict:
    """The verdict on an article of `words` audited words; undecided under `min_words`."""
    if words < min_words:
        return Verdict(Label.UNDECIDED, None, f"too short: {words} words of prose; a verdict takes {min_words}")
    whole, worst = evidence(segments, findings, words)
    curve = PARAMETERS
    odds = curve.intercept + curve.article * whole + curve.passage * worst
    probability = round(1 / (1 + math.exp(-odds)), 3)
    if probability >= curve.machine:
        return Verdict(Label.MACHINE, probability)
    return Verdict(Label.SUSPECT if probability >= curve.suspect else Label.CLEAN, probability)


def evidence(segments: Sequence[Segment], findings: Sequence[Finding], words: int) -> tuple[float, float]:
    """What the curve is over: log(1 + weight per 1,000 words), and log(1 + weight of the worst passage)."""
    weights = [WEIGHT[f.severity] * f.confidence for f in findings]
    prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
    of_segment = [
        sum(w for w, f in zip(weights, findings, strict=True) if f.span.overlaps(segment.span)) for segment in prose
    ]
    worst = max((sum(of_segment[i : i + PASSAGE]) for i in range(len(of_segment))), default=0.0)
    return math.log1p(sum(weights) * 1000 / (words + SMOOTHING)), math.log1p(worst)


def segment_scores(segments: Sequence[Segment], findings: Sequence[Finding]) -> tuple[float, ...]:
    """For each segment, 0 (nothing found) to 1 (a sure critical finding): that of its gravest finding."""
    return tuple(
        round(max((SHADE[f.severity] * f.confidence for f in findings if f.span.overlaps(s.span)), default=0.0), 3)
        for s in segments
    )
