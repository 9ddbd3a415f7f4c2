"""From a trained network's outputs to scores, phrases and confidences that mean something: fitted on what tunes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtaudit.encoders.phrases import Curve, log_odds, runs, terms
from mtaudit.encoders.tagger import Fitted, log_odds_of
from mtaudit.training.pool import MQM, POST_EDIT, SYNTHETIC
from mtaudit.training.splits import Split
from mtaudit.training.tagger import KINDS, Data

BAD = 0.5
"""How bad a word must be held to be to count as bad: half of the raters, or a rule or a post-editor."""
FALSE_ALARMS = 0.4
"""Phrases a 1,000 words of native English that are let through; the other signs and rules add as many again."""
LEAST = 0.5
"""Confidence under which a phrase is not told, wherever it stands: it would more often be wrong than right."""
CANDIDATES = 6.0
"""Phrases a 1,000 words of native English among which the confidence is fitted: far more than are let through."""
GROW = 0.35
"""A neighbour is taken into a phrase at this share of the seed's log odds above the usual word's."""


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
    """Sort what tunes into native (sound copy), synthetic, mqm and post-edit."""
    found = Tuning({}, {}, {})
    for i, (split, example) in enumerate(zip(data.split, data.examples, strict=True)):
        if split is Split.TUNE and example.teaches:
            sound_copy = example.teaches == SYNTHETIC and example.machine is False
            name = "native" if sound_copy else example.teaches
            rows = slice(int(data.begins[i]), int(data.ends[i]))
            found.views.setdefault(name, []).append(views[rows])
            found.bad.setdefault(name, []).append(data.bad[rows] >= BAD)
            found.document.setdefault(name, []).append(int(data.document[i]))
    return found


def calibrate(tuned: Tuning) -> Fitted:
    """Fit the mix of views, the thresholds of phrases and the curve of their confidence."""
    mix = _mix(tuned)
    scores = {name: [_score(v, mix) for v in sentences] for name, sentences in tuned.views.items()}
    native = scores["native"]
    seed = _seed(native, CANDIDATES)
    usual = float(np.median(np.concatenate(native)))
    grow = min(seed, _sigmoid(_odds(usual) + (1 - GROW) * (_odds(seed) - _odds(usual))))
    values, hits, shares, sets = [], [], [], []
    for name, sentences in scores.items():
        size = sum(map(len, sentences))
        around = _usual(sentences, tuned.document[name])
        for one, bad, document in zip(sentences, tuned.bad[name], tuned.document[name], strict=True):
            for first, last in runs(one.tolist(), seed, grow):
                values.append(terms(one.tolist(), first, last, around[document]))
                hits.append(bool(bad[first : last + 1].any()))
                shares.append(1000 / size)
                sets.append(name)
    weights = _logistic(np.array(values), np.array(hits), np.array(shares))
    told = sorted(1 / (1 + np.exp(-(np.array(values) @ weights)))[[s == "native" for s in sets]], reverse=True)
    allowed = int(FALSE_ALARMS * sum(map(len, native)) / 1000)
    least = max(LEAST, float(told[min(allowed, len(told) - 1)]))
    return Fitted(mix, Curve(seed, grow, least, weights), KINDS)


def _usual(sentences: Sequence[NDArray[np.float32]], documents: Sequence[int]) -> dict[int, float]:
    """The mean log odds of the words of each document."""
    together: dict[int, list[NDArray[np.float64]]] = {}
    for scores, document in zip(sentences, documents, strict=True):
        together.setdefault(document, []).append(log_odds(scores.tolist()))
    return {document: float(np.concatenate(odds).mean()) for document, odds in together.items()}


def _mix(tuned: Tuning) -> NDArray[np.float32]:
    """Scale and shift of each view, by maximum likelihood; every set counts alike, and no scale is below zero."""
    from scipy.optimize import minimize

    names = [n for n in ("native", SYNTHETIC, MQM, POST_EDIT) if n in tuned.views]
    values = np.concatenate([np.concatenate(tuned.views[n]) for n in names]).astype(np.float64)
    bad = np.concatenate([np.concatenate(tuned.bad[n]) for n in names])
    sizes = [sum(map(len, tuned.views[n])) for n in names]
    shares = np.concatenate([np.full(size, 1 / (size * len(sizes))) for size in sizes])
    count = values.shape[1]

    def loss(flat: NDArray[np.float64]) -> float:
        odds = log_odds_of(values, flat.reshape(2, count))
        return float((shares * (np.logaddexp(0, odds) - bad * odds)).sum())

    start = np.array([[0.8] * count, [-0.5] * count])
    bounds = [(0.05, 3.0)] * count + [(-6.0, 6.0)] * count
    found = minimize(loss, start.ravel(), bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x.reshape(2, count), np.float32)


def _logistic(values: NDArray[np.float32], hits: NDArray[np.bool_], shares: NDArray[np.float64]) -> NDArray[np.float32]:
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False)  # the last term is 1
    curve.fit(values, hits, sample_weight=shares / shares.mean())
    return np.asarray(curve.coef_[0], np.float32)


def _score(views: NDArray[np.float32], mix: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-log_odds_of(views, mix))), np.float32)


def _seed(sentences: Sequence[NDArray[np.float32]], rate: float) -> float:
    """The score that the worst words of so many sentences a 1,000 words exceed."""
    worst = sorted((float(s.max()) for s in sentences if len(s)), reverse=True)
    allowed = int(rate * sum(map(len, sentences)) / 1000)
    return worst[min(allowed, len(worst) - 1)]


def _odds(score: float) -> float:
    clipped = min(max(score, 1e-4), 1 - 1e-4)
    return float(np.log(clipped / (1 - clipped)))


def _sigmoid(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))


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
