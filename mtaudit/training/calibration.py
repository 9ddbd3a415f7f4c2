"""From a trained network's outputs to scores, phrases and confidences that mean something: fitted on what tunes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from mtaudit.encoders.phrases import Curve, runs, surroundings, terms
from mtaudit.encoders.tagger import Fitted, log_odds_of
from mtaudit.training.logistic import logistic
from mtaudit.training.pool import SYNTHETIC
from mtaudit.training.splits import Split
from mtaudit.training.tagger import KINDS, Data

NATIVE, TRANSLATED = "native", "human translation"
"""The sets of sound copy. Translators leave odd phrases too: what English writers wrote sets the threshold."""
BAD = 0.5
"""How bad a word must be held to be to count as bad: half of the raters, or a rule or a post-editor."""
FALSE_ALARMS = 0.6
"""Phrases a 1,000 words that English writers wrote that are let through; the other signs and rules add to them."""
LEAST = 0.5
"""Confidence under which a phrase is not told, wherever it stands: it would more often be wrong than right."""
CANDIDATES = 22.0
"""Phrases a 1,000 words of theirs among which the confidence is fitted: far more than are let through."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """The sentences that tune, in sets that count alike: scores and marks of their words.

    Attributes:
        views: for each set, a list of float32 (words, views) a sentence.
        bad: for each set, a list of bool (words,) a sentence.
        document: for each set, the document of each sentence.
    """

    views: dict[str, list[NDArray[np.float32]]]
    bad: dict[str, list[NDArray[np.bool_]]]
    document: dict[str, list[int]]


def tuning(data: Data, views: NDArray[np.float32]) -> Tuning:
    """Sort what tunes into native (written in English), human translation, synthetic, mqm and post-edit."""
    found = Tuning({}, {}, {})
    for i, (split, example) in enumerate(zip(data.split, data.examples, strict=True)):
        if split is Split.TUNE and example.teaches:
            sound_copy = example.teaches == SYNTHETIC and example.machine is False
            name = (NATIVE if example.marked.language == "en" else TRANSLATED) if sound_copy else example.teaches
            rows = slice(int(data.begins[i]), int(data.ends[i]))
            found.views.setdefault(name, []).append(views[rows])
            found.bad.setdefault(name, []).append(data.bad[rows] >= BAD)
            found.document.setdefault(name, []).append(int(data.document[i]))
    return found


def calibrate(tuned: Tuning) -> Fitted:
    """Fit the mix of views, the thresholds of phrases and the curve of their confidence."""
    mix = _mix(tuned)
    scores = {name: [_score(v, mix) for v in sentences] for name, sentences in tuned.views.items()}
    native = scores[NATIVE]
    seed = _seed(native, CANDIDATES)
    values, hits, shares, sets = [], [], [], []
    for name, sentences in scores.items():
        size = sum(map(len, sentences))
        around = _surroundings(sentences, tuned.document[name])
        for one, bad, others in zip(sentences, tuned.bad[name], around, strict=True):
            for first, last in runs(one.tolist(), seed):
                values.append(terms(one.tolist(), first, last, others))
                hits.append(bool(bad[first : last + 1].any()))
                shares.append(1000 / size)
                sets.append(name)
    weights = logistic(np.array(values), np.array(hits), np.array(shares) / np.mean(shares)).astype(np.float32)
    told = sorted(1 / (1 + np.exp(-(np.array(values) @ weights)))[[s == NATIVE for s in sets]], reverse=True)
    allowed = int(FALSE_ALARMS * sum(map(len, native)) / 1000)
    least = max(LEAST, float(told[min(allowed, len(told) - 1)]))
    return Fitted(mix, Curve(seed, least, weights), KINDS)


def _surroundings(sentences: Sequence[NDArray[np.float32]], documents: Sequence[int]) -> list[float]:
    """For each sentence, what stands around it in its document, of which all sentences follow one another."""
    runs_of = groupby(zip(documents, sentences, strict=True), key=itemgetter(0))
    return [value for _, run in runs_of for value in surroundings([scores.tolist() for _, scores in run])]


def _mix(tuned: Tuning) -> NDArray[np.float32]:
    """Scale and shift of each view, by maximum likelihood; every set counts alike, and no scale is below zero."""
    from scipy.optimize import minimize

    values = np.concatenate([v for views in tuned.views.values() for v in views]).astype(np.float64)
    bad = np.concatenate([b for marks in tuned.bad.values() for b in marks])
    sizes = [sum(map(len, views)) for views in tuned.views.values()]
    shares = np.concatenate([np.full(size, 1 / (size * len(sizes))) for size in sizes])
    count = values.shape[1]

    def loss(flat: NDArray[np.float64]) -> float:
        odds = log_odds_of(values, flat.reshape(2, count))
        return float((shares * (np.logaddexp(0, odds) - bad * odds)).sum())

    start = np.array([[0.8] * count, [-0.5] * count])
    bounds = [(0.05, 3.0)] * count + [(-6.0, 6.0)] * count
    found = minimize(loss, start.ravel(), bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x.reshape(2, count), np.float32)


def _score(views: NDArray[np.float32], mix: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-log_odds_of(views, mix))), np.float32)


def _seed(sentences: Sequence[NDArray[np.float32]], rate: float) -> float:
    """The score that the worst words of so many sentences a 1,000 words exceed."""
    worst = sorted((float(s.max()) for s in sentences if len(s)), reverse=True)
    allowed = int(rate * sum(map(len, sentences)) / 1000)
    return worst[min(allowed, len(worst) - 1)]


def reliability(
    confidences: Sequence[float], hits: Sequence[bool], bins: int = 10
) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share of hits and number of findings in each bin of confidence that holds any."""
    values, found = np.array(confidences), np.array(hits, float)
    places = np.minimum((values * bins).astype(int), bins - 1)
    for place in range(bins):
        inside = places == place
        if inside.any():
            yield float(values[inside].mean()), float(found[inside].mean()), int(inside.sum())


def expected_calibration_error(confidences: Sequence[float], hits: Sequence[bool]) -> float:
    """Mean distance of confidence and share of hits over the bins, weighed by their size (Naeini et al. 2015), 0..1."""
    rows = list(reliability(confidences, hits))
    return sum(abs(mean - share) * count for mean, share, count in rows) / max(1, sum(count for *_, count in rows))
