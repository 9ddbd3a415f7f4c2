"""The tagger: what is saved is what is loaded, and nothing that is read beside a sentence changes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from mtaudit.config import Settings
from mtaudit.core import Need
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.tagging.load import PACKAGED, load_tagger
from mtaudit.models.tagging.recurrent.network import Ensemble, Network, Shape
from mtaudit.models.tagging.recurrent.tagger import LONGEST, Fitted, RecurrentTagger, log_odds_of, save

pytestmark = pytest.mark.model

SHAPE = Shape(states=12, depths=3, numbers=2, views=3, kinds=2, narrow=8, numeric=4, recurrent=6)
FITTED = Fitted(
    mix=np.array([[0.5, 1.0, 0.8], [0.0, -1.0, -0.5]], np.float32),
    kinds=("grammar", "word choice"),
)


@pytest.fixture
def tagger(tmp_path: Path) -> RecurrentTagger:
    torch.manual_seed(0)
    save(tmp_path / "tagger.safetensors", Ensemble([Network(SHAPE), Network(SHAPE)]), FITTED, "base-hash")
    return RecurrentTagger.load(tmp_path / "tagger.safetensors")


def sentences(*lengths: int) -> list[np.ndarray[tuple[int, int], np.dtype[np.float16]]]:
    random = np.random.default_rng(1)
    return [random.normal(size=(length, 14)).astype(np.float16) for length in lengths]


def test_what_was_saved_comes_back(tagger: RecurrentTagger) -> None:
    assert tagger.base == "base-hash"
    (tags,) = tagger.tag_sentences(sentences(7))
    assert tags.scores.shape == (7,)
    assert set(tags.kinds) <= {"grammar", "word choice"}


def test_a_sentence_is_tagged_alike_in_any_company_and_an_empty_one_is_let_be(tagger: RecurrentTagger) -> None:
    one, two, empty, long = [*sentences(5, 9), np.zeros((0, 14), np.float16), *sentences(30)]
    alone = [tag for sentence in (one, two, empty, long) for tag in tagger.tag_sentences([sentence])]
    together = list(tagger.tag_sentences([one, two, empty, long]))
    assert [len(t.scores) for t in together] == [5, 9, 0, 30]
    for a, b in zip(alone, together, strict=True):
        np.testing.assert_allclose(a.scores, b.scores, atol=1e-5)
        assert a.machine == pytest.approx(b.machine, abs=1e-5)


def test_a_very_long_sentence_is_read_in_pieces_and_changes_none_beside_it(tagger: RecurrentTagger) -> None:
    short, long = sentences(5, 3 * LONGEST + 7)
    alone, (whole,) = list(tagger.tag_sentences([short] * 63)), tagger.tag_sentences([long])
    pieces = list(tagger.tag_sentences(np.split(long, [LONGEST, 2 * LONGEST, 3 * LONGEST])))
    np.testing.assert_allclose(whole.scores, np.concatenate([piece.scores for piece in pieces]), atol=1e-6)
    assert whole.kinds == tuple(kind for piece in pieces for kind in piece.kinds)
    assert min(piece.machine for piece in pieces) <= whole.machine <= max(piece.machine for piece in pieces)
    *others, last = tagger.tag_sentences([*[short] * 63, long])
    assert [(o.machine, o.kinds, o.scores.tolist()) for o in others] == [
        (o.machine, o.kinds, o.scores.tolist()) for o in alone
    ]
    np.testing.assert_allclose(last.scores, whole.scores, atol=1e-6)


TAG = """
import resource, sys
import numpy as np
from mtaudit.models.tagging.load import load_tagger
tagger = load_tagger()
shape = tagger._network.shape
mebibytes = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
row = np.ones(shape.states + shape.numbers, np.float16)
tag = lambda *lengths: list(tagger.tag_sentences([np.tile(row, (n, 1)) for n in lengths]))
tag(*[30] * 64)
before = mebibytes()
tag(4110, *[30] * 63)
print(mebibytes() - before)
"""


def test_one_very_long_sentence_among_short_ones_takes_little_more_memory_than_they_do() -> None:
    done = subprocess.run([sys.executable, "-c", TAG], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 400


def test_a_file_that_is_no_tagger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tagger.safetensors"
    path.write_bytes(b"no weights")
    for wrong in (path, tmp_path / "missing"):
        with pytest.raises(ModelError, match="mtaudit train tagger"):
            load_tagger(wrong)


def test_the_packaged_tagger_is_small_and_belongs_to_the_packaged_model(models: Models) -> None:
    assert PACKAGED.stat().st_size < 12 * 2**20
    assert f"tagger:{models.tagger.sha256[:12]}" in models.signature([Need.FLUENCY])


def test_a_tagger_of_another_model_is_refused(tmp_path: Path, tagger: RecurrentTagger) -> None:
    with pytest.raises(ModelError, match="trained on another language model"):
        _ = Models(Settings(tagger=tmp_path / "tagger.safetensors")).tagger


def test_the_view_that_thinks_worst_of_a_word_decides_and_none_makes_it_sounder() -> None:
    random = np.random.default_rng(2)
    views = random.normal(size=(50, 3)).astype(np.float32) * 4
    odds = log_odds_of(views, FITTED.mix)
    assert np.abs(odds - (views * FITTED.mix[0] + FITTED.mix[1]).max(-1)).max() < 0.12
    for view in range(3):
        worse = views.copy()
        worse[:, view] += 1
        assert (log_odds_of(worse, FITTED.mix) >= odds).all()
