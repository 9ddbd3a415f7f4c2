"""The multilingual encoder: converted rightly, at home in several languages, and named where it is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtaudit.config import Settings
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.embeddings.multilingual import MultilingualEncoder
from mtaudit.models.store.catalogue import E5
from mtaudit.models.store.convert_e5 import Packed
from mtaudit.models.store.pull import pull
from mtaudit.models.store.resolve import find, verify, weights_hash

pytestmark = pytest.mark.model

WEIGHTS = "cd1caf1812415a43f1fa3b3f4203ce9c98af475df075d1e4d5aeeb34f82fac59"
"""sha256 of what the packed file becomes, on every machine."""
ENGLISH = ["The minister resigned on Monday.", "Two pools will close in May.", "Heavy snow fell in the north."]
OTHERS = {
    "de": ["Der Minister trat am Montag zurück.", "Im Mai schließen zwei Bäder.", "Im Norden fiel starker Schnee."],
    "zh": ["部长星期一辞职了。", "两个游泳池将于五月关闭。", "北方下了大雪。"],
    "ru": ["Министр ушёл в отставку в понедельник.", "Два бассейна закроются в мае.", "На севере выпал снег."],
}


@pytest.fixture(scope="module")
def encoder() -> MultilingualEncoder:
    return Models(Settings(multilingual_encoder=E5.name)).multilingual


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_nearer_than_any_other_sentence(encoder: MultilingualEncoder, language: str) -> None:
    alike = encoder.encode(ENGLISH) @ encoder.encode(OTHERS[language]).T
    assert alike.argmax(axis=1).tolist() == [0, 1, 2]
    assert alike.diagonal().min() > 0.35
    assert (alike - np.diag(alike.diagonal())).max() < 0.3


def test_a_text_of_one_sentence_is_compared_too(encoder: MultilingualEncoder) -> None:
    same = encoder.encode(ENGLISH[:1]) @ encoder.encode(OTHERS["de"][:1]).T
    other = encoder.encode(ENGLISH[:1]) @ encoder.encode(OTHERS["de"][1:2]).T
    assert same > 0.5 > other


def test_without_a_model_it_is_said_how_to_get_one() -> None:
    with pytest.raises(ModelError, match=f"--multilingual-encoder {E5.name}"):
        _ = Models(Settings()).multilingual
    with pytest.raises(ModelError, match="holds a multilingual sentence encoder"):
        _ = Models(Settings(multilingual_encoder="no/such-model", offline=True)).multilingual


def test_a_folder_without_such_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=str(tmp_path)):
        _ = Models(Settings(multilingual_encoder=str(tmp_path))).multilingual


def test_the_same_file_makes_the_same_weights(tmp_path: Path) -> None:
    stored = find(E5, Settings())
    assert stored
    assert verify(stored) == []
    again = pull(E5, Settings(model_dir=tmp_path), lambda what, done, total: None)
    assert weights_hash(again) == WEIGHTS


def test_another_file_is_not_taken_for_the_packed_model() -> None:
    with pytest.raises(ValueError, match="not a packed"):
        Packed(b"GGUF" + bytes(100))
