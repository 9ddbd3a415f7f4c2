"""Models are looked for in the right order, checked, stored whole, and never fetched when that is forbidden."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mtaudit.config import Settings
from mtaudit.core import Need
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.store.catalogue import MINILM, SMOLLM2, by_name
from mtaudit.models.store.pull import pull
from mtaudit.models.store.resolve import MANIFEST, Stored, find, fluency_folder, packaged_weights, verify


def silent(what: str, done: int, total: int) -> None:
    """A progress that shows nothing."""


@pytest.fixture
def pulled(tmp_path: Path) -> Stored:
    folder = pull(MINILM, Settings(model_dir=tmp_path), silent)
    return Stored(MINILM, folder, "--model-dir")


def test_a_named_folder_comes_before_the_packaged_copy(pulled: Stored) -> None:
    found = find(MINILM, Settings(model_dir=pulled.folder.parent))
    packaged = find(MINILM, Settings())
    assert found == pulled
    assert packaged is not None
    assert packaged.place == "package"


def test_what_was_pulled_is_right_until_a_byte_changes(pulled: Stored) -> None:
    assert verify(pulled) == []
    weights = pulled.folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    assert any("model.safetensors is missing or changed" in fault for fault in verify(pulled))


def test_a_model_made_from_another_file_is_told(pulled: Stored) -> None:
    manifest = pulled.folder / MANIFEST
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "source_sha256": "0" * 64}))
    assert any("made from" in fault for fault in verify(pulled))


def test_pulling_again_replaces_and_leaves_nothing_else_behind(pulled: Stored) -> None:
    (pulled.folder / "stray").touch()
    pull(MINILM, Settings(model_dir=pulled.folder.parent), silent)
    assert [p.name for p in pulled.folder.parent.iterdir()] == [MINILM.name]
    assert not (pulled.folder / "stray").exists()


def test_offline_forbids_the_fetch_and_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(ModelError, match="mtaudit models pull"):
        _ = Models(Settings(offline=True)).fluency
    assert not list(tmp_path.rglob("*.gguf"))


def test_a_file_that_is_not_the_original_is_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / SMOLLM2.package
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / SMOLLM2.weights).write_bytes(b"GGUF, but not that one")
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert packaged_weights(SMOLLM2) is not None
    with pytest.raises(ModelError, match="not the original"):
        pull(SMOLLM2, Settings(model_dir=tmp_path / "models"), silent)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_folder_can_be_named_as_the_language_model(models: Models, tmp_path: Path) -> None:
    here = fluency_folder(Settings())
    assert here is not None
    shutil.copytree(here, tmp_path / "mine")
    assert fluency_folder(Settings(lm=str(tmp_path / "mine"))) == tmp_path / "mine"
    assert models.fluency.dtype in Models(Settings(lm=str(tmp_path / "mine"))).signature([Need.FLUENCY])[0]


def test_a_model_that_is_nowhere_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelError, match="give the path of a folder that holds a causal language model"):
        fluency_folder(Settings(lm="no/such-model", offline=True))
    with pytest.raises(ModelError, match="did you mean smollm2-135m-instruct"):
        by_name("smollm2-135m-instrukt")
    with pytest.raises(ModelError, match="causal language model"):
        fluency_folder(Settings(lm=MINILM.name))
