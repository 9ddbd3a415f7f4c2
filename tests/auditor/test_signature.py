"""Signature and stamp: what can change a report on an equal text changes both, and nothing else does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from mtaudit.auditor import Auditor
from mtaudit.auditor.stamp import stamp
from mtaudit.config import FailOn, Feed, PathGate, Sensitivity, Settings, Undecided
from mtaudit.config.deciding import (
    BY_CONTENT,
    BY_VALUE,
    CHANGE_NO_REPORT,
    LIBRARIES,
    LIBRARIES_THAT_CHANGE_NO_REPORT,
    versions,
)
from mtaudit.core import Severity
from mtaudit.models import Models
from mtaudit.models.store.resolve import file_hash
from tests.support.other_tagger import decision_on, other_tagger

SETTINGS = Settings(select=("repetition",))
CHANGED: dict[str, Any] = {
    "min_words": 81,
    "max_words": 51_000,
    "sensitivity": Sensitivity.HIGH,
    "prior": 0.5,
    "thorough": True,
    "select": ("calque",),
    "extend_select": ("calque",),
    "ignore": ("MT103",),
    "per_path_ignores": {"opinion/*": ("MT1",)},
    "vocabulary": ("the Dáil",),
    "model_dir": Path("nowhere"),
    "offline": True,
    "timeout": 21.0,
    "retries": 3,
    "allow_private": True,
    "fetch_pages": True,
    "max_bytes": 1024,
    "cache_size": 1,
    "workers": 3,
    "fail_on": FailOn.MINOR,
    "max_findings": 1,
    "max_share": 0.5,
    "min_severity": Severity.MAJOR,
    "undecided": Undecided.FAIL,
    "feeds": (Feed(url="feed.xml", name="Partner", fail_on=FailOn.MINOR),),
    "paths": (PathGate(match="wire/*", fail_on=FailOn.MINOR),),
}
"""Another value of every setting but those that name a model or its files."""
OF_MODELS = {"lm", "tagger", "decision", "multilingual_encoder"}


def signature(settings: Settings) -> str:
    return Auditor(settings, Models(settings)).signature


def test_every_setting_is_signed_or_said_to_change_no_report() -> None:
    listed = [*BY_VALUE, *BY_CONTENT, *CHANGE_NO_REPORT]
    assert sorted(listed) == sorted(f.name for f in fields(Settings))
    assert CHANGED.keys() | OF_MODELS == {f.name for f in fields(Settings)}


def test_every_library_is_signed_or_said_to_change_no_report() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["ray"]]
    names = {re.split(r"[\[<>=]", line)[0].lower().replace("_", "-") for line in needed}
    assert len(names) > 30
    signed, unsigned = set(LIBRARIES), set(LIBRARIES_THAT_CHANGE_NO_REPORT)
    assert len(LIBRARIES) + len(LIBRARIES_THAT_CHANGE_NO_REPORT) == len(signed | unsigned)
    assert names <= signed | unsigned
    assert unsigned <= names  # what is no dependency any more goes
    assert all(not library.endswith(":none") for library in versions())


@pytest.mark.parametrize("name", [*BY_VALUE, *(name for name in BY_CONTENT if name not in OF_MODELS)])
def test_a_setting_that_is_signed_changes_signature_and_stamp(name: str) -> None:
    plain = Settings(select=("repetition", "calque")) if name == "ignore" else SETTINGS
    changed = replace(plain, **({name: ("calque",)} if name == "ignore" else {name: CHANGED[name]}))
    assert getattr(changed, name) != getattr(plain, name)
    assert signature(changed) != signature(plain)
    assert stamp(changed) != stamp(plain)


@pytest.mark.parametrize("name", CHANGE_NO_REPORT)
def test_a_setting_that_is_not_signed_changes_neither(name: str) -> None:
    changed = replace(SETTINGS, **{name: CHANGED[name]})
    assert getattr(changed, name) != getattr(SETTINGS, name)
    assert signature(changed) == signature(SETTINGS)
    assert stamp(changed) == stamp(SETTINGS)


def test_settings_that_name_models_and_their_files_change_signature_and_stamp(models: Models, tmp_path: Path) -> None:
    plain = Settings(select=("garbled",))
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "lm").symlink_to(models.fluency_folder)
    tagger = other_tagger(tmp_path / "tagger.safetensors")
    decision, noted = tmp_path / "decision.toml", tmp_path / "noted.toml"
    decision.write_text(decision_on(file_hash(tagger)), "utf-8")
    noted.write_text(decision_on(models.tagger.sha256) + "# fitted anew\n", "utf-8")
    changes: list[dict[str, Any]] = [
        {"lm": str(tmp_path / "lm")},
        {"decision": noted},
        {"tagger": tagger, "decision": decision},
        {"multilingual_encoder": str(tmp_path / "encoder")},
    ]
    assert {name for change in changes for name in change} == OF_MODELS
    settings = [plain, *(replace(plain, **change) for change in changes)]
    assert len({stamp(one) for one in settings}) == len(settings)
    assert len({signature(one) for one in settings}) == len(settings)


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("of", [signature, stamp])
def test_another_version_of_a_library_that_decides_changes_signature_and_stamp(
    name: str, of: Callable[[Settings], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(SETTINGS)
    installed = tmp_path / f"{name.replace('-', '_')}-99.9.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert of(SETTINGS) != before
