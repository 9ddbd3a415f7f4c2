"""Turns a network's outputs into probabilities, fitted on the tuning split; measures how reliable confidences are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtaudit.models.tagging.recurrent.tagger import Fitted, log_odds_of
from mtaudit.training.pool import SYNTHETIC
from mtaudit.training.splits import Split
from mtaudit.training.tagger import KINDS, Data

NATIVE, TRANSLATED = "native", "human translation"
"""The names of the sets of sound copy."""
BAD = 0.5
"""Least badness, 0..1, of a word that counts as bad: marked by half of the raters, by a rule or by a post-editor."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """The sentences of the tuning split, in sets of equal weight: scores and marks of their words.

    Attributes:
        views: for each set, a list of float32 (words, views) a sentence.
        bad: for each set, a list of bool (words,) a sentence.
    """

    views: dict[str, list[NDArray[np.float32]]]
    bad: dict[str, list[NDArray[np.bool_]]]


def tuning(data: Data, views: NDArray[np.float32]) -> Tuning:
    """Sort the tuning split into native (written in English), human translation, synthetic, mqm and post-edit."""
    found = Tuning({}, {})
    for i, (split, example) in enumerate(zip(data.split, data.examples, strict=True)):
        if split is Split.TUNE and example.teaches:
            sound_copy = example.teaches == SYNTHETIC and example.machine is False
            name = (NATIVE if example.marked.language == "en" else TRANSLATED) if sound_copy else example.teaches
            rows = slice(int(data.begins[i]), int(data.ends[i]))
            found.views.setdefault(name, []).append(views[rows])
            found.bad.setdefault(name, []).append(data.bad[rows] >= BAD)
    return found


def calibrate(tuned: Tuning) -> Fitted:
    """Fit the mix of views, after which a score is the probability that a word of a mixed text is bad."""
    return Fitted(_mix(tuned), KINDS)


def _mix(tuned: Tuning) -> NDArray[np.float32]:
    """Scale and shift of each view, by maximum likelihood with equal weight for each set; no scale is below zero."""
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


def reliability(
    confidences: Sequence[float], hits: Sequence[bool], bins: int = 10
) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share of hits and number of findings in each bin of confidence that holds any."""
    values, found = np.array(confidences), np.array(hits, float)
    indices = np.minimum((values * bins).astype(int), bins - 1)
    for index in range(bins):
        inside = indices == index
        if inside.any():
            yield float(values[inside].mean()), float(found[inside].mean()), int(inside.sum())


def expected_calibration_error(confidences: Sequence[float], hits: Sequence[bool]) -> float:
    """Mean distance of confidence and share of hits over the bins, weighted by size (Naeini et al. 2015), 0..1."""
    rows = list(reliability(confidences, hits))
    return sum(abs(mean - share) * count for mean, share, count in rows) / max(1, sum(count for *_, count in rows))
