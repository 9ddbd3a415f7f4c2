"""Fitting the tagger: it learns what there is to learn, the same each time, and goes on where it was cut off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtaudit.models.tagging.load import load_tagger
from mtaudit.models.tagging.recurrent.features import NUMBERS
from mtaudit.models.tagging.recurrent.network import Ensemble
from mtaudit.models.tagging.recurrent.tagger import save
from mtaudit.training.ablation import score
from mtaudit.training.calibration import BAD, calibrate, tuning
from mtaudit.training.logistic import logistic
from mtaudit.training.pool import MQM, SYNTHETIC, Example
from mtaudit.training.readers import Marked
from mtaudit.training.splits import Split
from mtaudit.training.tagger import Data, fit, predict

pytestmark = pytest.mark.model

WORDS, SENTENCES, STATES = 8, 240, 12


@pytest.fixture(scope="module")
def data() -> Data:
    """Sentences in which a word is bad where its first feature is high; every third is sound copy."""
    random = np.random.default_rng(0)
    count = WORDS * SENTENCES
    features = random.normal(size=(count, STATES + NUMBERS)).astype(np.float16)
    number = np.arange(SENTENCES)
    sound = np.repeat(number % 3 == 0, WORDS)
    features[sound, 0] = -np.abs(features[sound, 0])
    bad = (features[:, 0] > 0.8).astype(np.float32)
    examples = tuple(
        Example(
            Marked("w " * WORDS, tuple(map(float, bad[i * WORDS : (i + 1) * WORDS])), language="de" if i % 2 else "en"),
            MQM if i % 3 == 2 else SYNTHETIC,
            False if i % 3 == 0 else None,
            operations=("wrong_form",) if i % 3 == 1 else (),
        )
        for i in number
    )
    return Data(
        features=features,
        bad=bad,
        kind=np.where(bad > 0, 0, -1).astype(np.int64),
        begins=number * WORDS,
        ends=(number + 1) * WORDS,
        document=number // 4,
        view=np.where(number % 3 == 2, 1, 0).astype(np.int64),
        machine=np.where(number % 2, 1.0, 0.0).astype(np.float32),
        examples=examples,
        split=tuple(Split.TUNE if i % 4 == 0 else Split.TRAIN for i in number),
    )


def fitted_views(
    data: Data, epochs: int, checkpoint: Path | None = None
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    network = fit(data, epochs, 1, checkpoint, lambda step, of, loss: None)
    return predict(network, data, range(SENTENCES))[0]


def test_two_runs_are_one_and_what_is_there_to_learn_is_learnt(data: Data) -> None:
    views = fitted_views(data, 60)
    np.testing.assert_array_equal(views, fitted_views(data, 60))
    found = score("nothing", data, views, calibrate(tuning(data, views)))
    assert found.precision[SYNTHETIC] > 3 * float((data.bad >= BAD).mean())


def test_a_run_that_was_cut_off_ends_as_one_that_was_not(data: Data, tmp_path: Path) -> None:
    whole = fitted_views(data, 3)
    checkpoint = tmp_path / "tagger.pt"

    class CutError(Exception):
        pass

    def cut(step: int, of: int, loss: float) -> None:
        if step > of * 0.7:
            raise CutError

    with pytest.raises(CutError):
        fit(data, 3, 1, checkpoint, cut)
    assert checkpoint.is_file()
    np.testing.assert_allclose(fitted_views(data, 3, checkpoint), whole, atol=1e-6)


def test_a_sign_that_speaks_against_itself_has_no_slope_and_a_true_one_has() -> None:
    random = np.random.default_rng(0)
    truth = random.random(500) < 0.5
    signs = np.c_[truth + random.normal(size=500), -2.0 * truth + random.normal(size=500), np.ones(500)]
    weights = logistic(signs, truth, np.ones(500))
    assert weights[0] > 0.5
    assert weights[1] == 0
    assert logistic(signs, truth, np.ones(500), least=[3.0, 0.0])[0] == pytest.approx(3.0)


def test_a_tagger_is_written_in_the_same_bytes_each_time_and_read_again(data: Data, tmp_path: Path) -> None:
    network = Ensemble([fit(data, 1, 1, None, lambda step, of, loss: None)])
    fitted = calibrate(tuning(data, predict(network, data, range(SENTENCES))[0]))
    path = tmp_path / "tagger.safetensors"
    written = set()
    for _ in range(4):
        save(path, network, fitted, "base")
        written.add(path.read_bytes())
    assert len(written) == 1
    assert load_tagger(path).base == "base"
