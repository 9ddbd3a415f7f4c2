"""Findings and scores to a verdict: how likely it is that an article was machine-translated.

Five things speak: how far the tagger takes the sentences for a machine's, how garbled the words are over the whole
article and in its worst passage, how many garbled phrases its worst passage has, and what the other rules found,
weighed as MQM weighs errors (Freitag et al. 2021). A logistic curve over them, fitted by `mtaudit train judge`, gives
the probability; its parameters and the probabilities at which the labels begin are in judge.toml.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from mtaudit.model import Composition, Finding, Label, Segment, Severity, Verdict

PACKAGED = Path(__file__).with_name("judge.toml")
WEIGHT = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 10.0}
"""MQM's weights, but for critical, which MQM gives only to what is no translation at all (25)."""
SHADE = {Severity.MINOR: 0.5, Severity.MAJOR: 0.8, Severity.CRITICAL: 1.0}
"""How dark the surest finding of each severity makes its segment."""
PASSAGE = 5
"""Segments in a passage."""
SMOOTHING = 200
"""Words of faultless copy added to every article, so that one finding in a short one is not taken for a rate."""
SHORTEST = 5
"""Words of a segment whose translation the tagger is asked about; a label or a byline tells nothing."""
GARBLED, ON_MARKUP = "MT103", "MT601"
"""Rules that are not weighed with the others: each is evidence of its own."""
COMPARED = {"original", "source_text"}
"""Evidence of findings that rest on another text; the verdict is on the English alone, as it was fitted."""
MARKUP = 4.0
"""Log odds that sure markup evidence adds: it is set by hand, as the corpora have no pages."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the tagger and rule `garbled` say of one segment.

    Attributes:
        words: how many it has.
        garble: the sum of their garble scores.
        machine: log odds that a machine translated it.
        phrases: how many garbled phrases it has, each counting by its confidence.
    """

    words: int
    garble: float
    machine: float
    phrases: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the curve is over; each grows with what speaks for a machine.

    Attributes:
        sentences: mean log odds of the segments, by their words, times the root of how many there are (at most 40).
        garble: log of the garble scores' mean over the article.
        passage: log of their mean over the worst PASSAGE segments in a row.
        phrases: the most garbled phrases in PASSAGE segments in a row, each counting by its confidence.
        findings: log(1 + weight of the other findings a 1,000 words).
    """

    sentences: float
    garble: float
    passage: float
    phrases: float
    findings: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """The curve, and the probabilities at which its labels begin.

    Attributes:
        weights: of each term of the evidence, none below zero.
        floors: what each term must exceed to count; that of all but `sentences` is what hardly any sound copy shows.
    """

    weights: Mapping[str, float]
    floors: Mapping[str, float]
    intercept: float
    suspect: float
    machine: float


@cache
def parameters(path: Path = PACKAGED) -> Parameters:
    """The parameters of a file that `mtaudit train judge` wrote."""
    facts = tomllib.loads(path.read_text("utf-8"))
    return Parameters(facts["weights"], facts["floors"], facts["intercept"], facts["suspect"], facts["machine"])


def judge(found: Evidence | None, findings: Sequence[Finding], prose: Composition, min_words: int) -> Verdict:
    """The verdict on an article's English; undecided if most is unreadable, under `min_words`, or with no evidence."""
    if prose.refusal:
        return Verdict(Label.UNDECIDED, None, prose.refusal)
    if prose.words < min_words:
        reason = f"too short: {prose.words} words of English prose; a verdict takes {min_words}"
        return Verdict(Label.UNDECIDED, None, "; ".join(filter(None, (reason, prose.remark))))
    if found is None:
        return Verdict(Label.UNDECIDED, None, "the garble tagger did not run: a verdict takes the rule `garbled`")
    curve = parameters()
    odds = curve.intercept + sum(
        curve.weights[name] * max(0.0, value - curve.floors[name]) for name, value in asdict(found).items()
    )
    odds += MARKUP * max((f.confidence for f in findings if f.rule == ON_MARKUP), default=0.0)
    probability = round(1 / (1 + math.exp(-odds)), 4)
    if probability >= curve.machine:
        return Verdict(Label.MACHINE, probability, prose.remark)
    return Verdict(Label.SUSPECT if probability >= curve.suspect else Label.CLEAN, probability, prose.remark)


def fingerprint(path: Path = PACKAGED) -> str:
    """Names the parameters in a signature: 12 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def weigh(scores: Sequence[Scores], findings: Sequence[Finding], words: int) -> Evidence:
    """The evidence of an article: `scores` of each segment of its English, in order, and the findings there."""
    told = [s for s in scores if s.words >= SHORTEST]
    others = [f for f in findings if f.rule not in (GARBLED, ON_MARKUP) and not COMPARED & f.evidence.keys()]
    weight = sum(WEIGHT[f.severity] * f.confidence for f in others)
    total = sum(s.words for s in told) or 1
    mean = sum(s.machine * s.words for s in told) / total
    passages = [scores[i : i + PASSAGE] for i in range(max(1, len(scores) - PASSAGE + 1))]
    return Evidence(
        sentences=mean * math.sqrt(min(len(told), 40)),
        garble=_log_mean(scores),
        passage=max(map(_log_mean, passages)),
        phrases=max(sum(s.phrases for s in passage) for passage in passages),
        findings=math.log1p(weight * 1000 / (words + SMOOTHING)),
    )


def _log_mean(scores: Sequence[Scores]) -> float:
    """Log of the mean garble score; a few sound words are added, so that a short passage is not judged by one word."""
    return math.log((sum(s.garble for s in scores) + 0.5) / (sum(s.words for s in scores) + 25))


def segment_scores(segments: Sequence[Segment], findings: Sequence[Finding]) -> tuple[float, ...]:
    """For each segment, 0 (nothing found) to 1 (a sure critical finding): that of its gravest finding."""
    return tuple(
        round(max((SHADE[f.severity] * f.confidence for f in findings if f.span.overlaps(s.span)), default=0.0), 3)
        for s in segments
    )
