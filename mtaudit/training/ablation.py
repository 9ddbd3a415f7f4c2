"""Measures what each kind of supervision contributes: a tagger is fitted without it and scored on the tuning split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mtaudit.models.tagging.recurrent.tagger import Fitted, log_odds_of
from mtaudit.training.calibration import NATIVE, calibrate, tuning
from mtaudit.training.pool import MQM, POST_EDIT, SYNTHETIC, Example
from mtaudit.training.splits import Split
from mtaudit.training.tagger import Data, fit, predict

GROUPS: Mapping[str, Sequence[str]] = {
    "small words": """wrong_preposition roles_swapped article_lost article_added article_changed wrong_auxiliary
        wrong_gender""".split(),
    "word order": "phrases_swapped word_moved verb_last adjective_after phrase_before_noun word_lost loop".split(),
    "word choice": "other_sense wrong_form literal_idiom false_friend name_respelled magnitude_misread".split(),
    "mistakes of systems": ["transplanted"],
    "round trips": ["round_trip"],
}
"""Operations of the synthetic garble that are left out together; most are too rare to be measured alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of a tagger that was fitted without something.

    Attributes:
        left_out: what it was fitted without.
        precision: for each tuning set, word AP, 0..1.
        recall: for each tuning set, share of the bad words that score above 99.5 % of the words of native copy.
    """

    left_out: str
    precision: Mapping[str, float]
    recall: Mapping[str, float]


def ablation(data: Data, epochs: int, seed: int, progress: Callable[[int, int, float], None]) -> Iterator[Outcome]:
    """Fit with everything, then without each group and each view; yield each outcome as soon as it is known."""
    yield fit_without("nothing", data, epochs, seed, progress, lambda e: True)
    for name, operations in GROUPS.items():
        without = frozenset(operations)
        yield fit_without(name, data, epochs, seed, progress, partial(_not_damaged_by, without))
    for view in (SYNTHETIC, MQM, POST_EDIT):
        yield fit_without(f"the view {view}", data, epochs, seed, progress, partial(_does_not_teach, view))


def _not_damaged_by(operations: frozenset[str], example: Example) -> bool:
    return not operations & set(example.operations)


def _does_not_teach(view: str, example: Example) -> bool:
    return example.teaches != view


def fit_without(
    name: str,
    data: Data,
    epochs: int,
    seed: int,
    progress: Callable[[int, int, float], None],
    use: Callable[[Example], bool],
) -> Outcome:
    """Fit on the examples that `use` accepts, calibrate, and score on the tuning split."""
    network = fit(data, epochs, seed, None, progress, use)
    tune = [i for i, split in enumerate(data.split) if split is Split.TUNE]
    views, _ = predict(network, data, tune)
    return score(name, data, views, calibrate(tuning(data, views)))


def score(name: str, data: Data, views: NDArray[np.float32], fitted: Fitted) -> Outcome:
    """Word AP and recall on each tuning set, under the calibrated mix of views."""
    from sklearn.metrics import average_precision_score

    tuned = tuning(data, views)
    odds = {k: log_odds_of(np.concatenate(v), fitted.mix) for k, v in tuned.views.items()}
    bad = {k: np.concatenate(v) for k, v in tuned.bad.items()}
    bar = np.quantile(odds[NATIVE], 0.995)
    sets = [k for k in odds if bad[k].any()]
    return Outcome(
        name,
        {k: float(average_precision_score(bad[k], odds[k])) for k in sets},
        {k: float((odds[k][bad[k]] > bar).mean()) for k in sets},
    )
