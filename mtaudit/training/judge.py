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
from mtaudit.encoders.tagger import Tagger
from mtaudit.judge import Evidence, Parameters, Scores, weigh
from mtaudit.model import Article
from mtaudit.training.articles import Sample
from mtaudit.training.features import words_of

CALLED_SUSPECT = {"native": 0.05, "ht": 0.2}
CALLED_MACHINE = {"native": 0.01, "ht": 0.05}
"""Share of native articles, and of human translations, that may be called suspect or worse, and machine."""
NAMES = tuple(f.name for f in fields(Evidence))
GARBLE, USUAL = ("garble", "passage", "findings"), 0.99
"""Terms that count only past what so large a share of native articles shows."""
ROBUST = 0.5
"""Inverse strength of the curve's L2 penalty, over standardised evidence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sample with its evidence."""

    sample: Sample
    evidence: Evidence


def weigh_samples(samples: Sequence[Sample], features: Sequence[NDArray[np.float16]], tagger: Tagger) -> list[Weighed]:
    """The evidence of each sample; `features` are its words', as `extract` reads them.

    The other rules run as in an audit, but for those that read the fluency model.
    """
    cheap = tuple(d.rule.code for d in REGISTRY if not d.needs)
    settings = Settings(select=cheap)
    auditor = Auditor(settings, Encoders(settings))
    found = []
    for sample, rows in zip(samples, features, strict=True):
        sizes = [len(words_of(e).spans) for e in sample.document.examples]
        sentences = np.split(rows, np.cumsum(sizes)[:-1])
        tags = tagger.tag(sentences)
        scores = [Scores(len(t.scores), float(t.scores.sum()), t.machine) for t in tags]
        text = "\n".join(sample.sentences)
        findings = auditor.audit(Article(id=sample.group, text=text)).findings
        found.append(Weighed(sample, weigh(scores, findings, sum(sizes))))
    return found


def fit(weighed: Sequence[Weighed]) -> Parameters:
    """A logistic curve, each kind of article counting alike, and labels at the quantiles of people's articles.

    No weight may be negative: what speaks for a machine never makes an article look sounder. Left free, the curve
    learns that good systems write more smoothly than journalists, and calls garbled copy human.
    """
    kinds = [w.sample.kind for w in weighed]
    native = [kind == "native" for kind in kinds]
    raw = matrix(weighed)
    usual = np.where([name in GARBLE for name in NAMES], np.quantile(raw[native], USUAL, axis=0), raw.min(0))
    values = np.maximum(0, raw - usual)
    machine = np.array([w.sample.machine for w in weighed], float)
    scale = values.std(0) + 1e-6
    shares = np.array([1 / kinds.count(kind) for kind in kinds])
    for own in (0.0, 1.0):  # people's kinds share one half of the weight, machines' the other
        shares[machine == own] /= shares[machine == own].sum()
    weights = _bounded(np.c_[values / scale, np.ones(len(values))], machine, shares / shares.mean())
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


def _bounded(
    values: NDArray[np.float64], truth: NDArray[np.float64], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights of a logistic curve with an L2 penalty, none but the last (the intercept) below zero."""
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = values @ weights
        error = 1 / (1 + np.exp(-odds)) - truth
        slope = values.T @ (shares * error)
        slope[:-1] += weights[:-1] / ROBUST
        cost = (shares * (np.logaddexp(0, odds) - truth * odds)).sum() + (weights[:-1] ** 2).sum() / (2 * ROBUST)
        return float(cost), slope

    count = values.shape[1]
    bounds = [(0.0, None)] * (count - 1) + [(None, None)]
    found = minimize(loss, np.zeros(count), jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x)


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
