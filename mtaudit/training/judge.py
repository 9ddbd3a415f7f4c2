"""Fits the judge's curve and the places of its labels to articles whose making is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtaudit.audit import Auditor
from mtaudit.config import Settings
from mtaudit.detectors import REGISTRY
from mtaudit.encoders import Encoders
from mtaudit.encoders.phrases import Curve, phrases, surroundings
from mtaudit.encoders.tagger import SentenceTags, Tagger
from mtaudit.judge import Evidence, Parameters, Scores, weigh
from mtaudit.model import Article
from mtaudit.training.articles import Sample
from mtaudit.training.features import words_of
from mtaudit.training.logistic import logistic

CALLED_SUSPECT = {"native": 0.05, "ht": 0.2}
CALLED_MACHINE = {"native": 0.01, "ht": 0.05}
"""Share of native articles, and of human translations, that may be called suspect or worse, and machine."""
NAMES = tuple(f.name for f in fields(Evidence))
FAULTS, USUAL = ("garble", "passage", "phrases", "findings"), 0.99
"""Terms that count only past what so large a share of native articles shows."""
LEAST = {"phrases": 0.6, "findings": 0.5}
"""Least slopes, in log odds for one more phrase or unit of log weight. Set by hand: the articles that the curve is
fitted to are by good systems and hold little of either, yet both are far more frequent in garbled copy than in native.
"""
ROBUST = 0.5
"""Inverse strength of the curve's L2 penalty, over standardised evidence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sample with its evidence."""

    sample: Sample
    evidence: Evidence


def weigh_samples(samples: Sequence[Sample], features: Sequence[NDArray[np.float16]], tagger: Tagger) -> list[Weighed]:
    """The evidence of each sample; `features` are its words', as `extract` reads them.

    The other rules run as in an audit, but for those that read the fluency model; for these the tagger's phrases
    stand, so that an audit's labels may fall a little otherwise: it leaves out headlines and speech, and adds repairs.
    """
    cheap = tuple(d.rule.code for d in REGISTRY if not d.needs)
    settings = Settings(select=cheap)
    auditor = Auditor(settings, Encoders(settings))
    found = []
    for sample, rows in zip(samples, features, strict=True):
        sizes = [len(words_of(e).spans) for e in sample.document.examples]
        sentences = np.split(rows, np.cumsum(sizes)[:-1])
        tags = list(tagger.tag(sentences))
        around = surroundings([tag.scores.tolist() for tag in tags])
        scores = [_scores(tag, tagger.curve, others) for tag, others in zip(tags, around, strict=True)]
        text = "\n".join(sample.sentences)
        findings = auditor.audit(Article(id=sample.group, text=text)).findings
        found.append(Weighed(sample, weigh(scores, findings, sum(sizes))))
    return found


def _scores(tag: SentenceTags, curve: Curve, around: float) -> Scores:
    garbled = sum(phrase.confidence for phrase in phrases(tag.scores.tolist(), curve, around))
    return Scores(len(tag.scores), float(tag.scores.sum()), tag.machine, garbled)


def fit(weighed: Sequence[Weighed]) -> Parameters:
    """A logistic curve, each kind of article counting alike, and labels at the quantiles of people's articles.

    No weight may be negative: what speaks for a machine never makes an article look sounder. Left free, the curve
    learns that good systems write more smoothly than journalists, and calls garbled copy human.
    """
    kinds = [w.sample.kind for w in weighed]
    native = [kind == "native" for kind in kinds]
    raw = matrix(weighed)
    usual = np.where([name in FAULTS for name in NAMES], np.quantile(raw[native], USUAL, axis=0), raw.min(0))
    values = np.maximum(0, raw - usual)
    machine = np.array([w.sample.machine for w in weighed], float)
    scale = values.std(0) + 1e-6
    least = [LEAST.get(name, 0.0) * float(size) for name, size in zip(NAMES, scale, strict=True)]
    shares = np.array([1 / kinds.count(kind) for kind in kinds])
    for own in (0.0, 1.0):  # people's kinds share one half of the weight, machines' the other
        shares[machine == own] /= shares[machine == own].sum()
    weights = logistic(np.c_[values / scale, np.ones(len(values))], machine, shares / shares.mean(), ROBUST, least)
    slopes, intercept = weights[:-1] / scale, float(weights[-1])
    said = 1 / (1 + np.exp(-(values @ slopes + intercept)))
    suspect, called = (
        max(float(np.quantile(said[[k == kind for k in kinds]], 1 - share)) for kind, share in accepted.items())
        for accepted in (CALLED_SUSPECT, CALLED_MACHINE)
    )
    by_name = dict(zip(NAMES, map(float, slopes), strict=True))
    return Parameters(
        by_name, dict(zip(NAMES, map(float, usual), strict=True)), intercept, float(suspect), float(called)
    )


def matrix(weighed: Sequence[Weighed]) -> NDArray[np.float64]:
    """The evidence, float64 (articles, terms)."""
    return np.array([list(asdict(w.evidence).values()) for w in weighed])


def probabilities(weighed: Sequence[Weighed], parameters: Parameters) -> NDArray[np.float64]:
    """What the curve says of each, 0..1."""
    weights = np.array([parameters.weights[name] for name in NAMES])
    floors = np.array([parameters.floors[name] for name in NAMES])
    odds = np.maximum(0, matrix(weighed) - floors) @ weights + parameters.intercept
    return np.asarray(1 / (1 + np.exp(-odds)))


def write(parameters: Parameters, path: Path, note: str) -> None:
    """Write the parameters as TOML, with a comment that says what they were fitted on."""
    lines = [f"# {line}".rstrip() for line in note.splitlines()]
    lines += [f"intercept = {parameters.intercept:.4f}"]
    lines += [f"suspect = {parameters.suspect:.3f}", f"machine = {parameters.machine:.3f}", "", "[weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in parameters.weights.items()]
    lines += ["", "[floors]", *(f"{name} = {floor:.4f}" for name, floor in parameters.floors.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")
