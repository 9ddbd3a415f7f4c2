"""A batch that was audited before, as a user runs it again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mtaudit.models import Models
from mtaudit.models.store.catalogue import SMOLLM2
from mtaudit.models.store.resolve import user_cache
from tests.support.commands import environment, mtaudit

pytestmark = pytest.mark.model

STORY = "The council closed two pools.\nParents parents had protested for weeks, the the mayor said.\n"


@pytest.fixture
def folder(tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch) -> Path:
    _ = models.fluency_folder
    monkeypatch.setenv("MTAUDIT_MODEL_DIR", str(user_cache()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MTAUDIT_CACHE_SIZE")
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def imports(*arguments: str, cwd: Path) -> str:
    """The modules that a run imported."""
    command = [sys.executable, "-X", "importtime", "-m", "mtaudit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment(), check=True).stderr


def test_a_second_audit_gives_the_same_bytes_and_loads_no_model(folder: Path) -> None:
    audit = ("audit", "story.txt", "-q", "-f", "jsonl=1.jsonl", "--words", "-f", "html=one")
    assert "torch" in imports(*audit, cwd=folder)
    before = {p.name: p.read_bytes() for p in [folder / "1.jsonl", *(folder / "one").iterdir()]}
    assert "torch" not in imports(*audit, cwd=folder)
    assert {p.name: p.read_bytes() for p in [folder / "1.jsonl", *(folder / "one").iterdir()]} == before
    assert "results.db: 1 reports" in mtaudit("cache", "info", cwd=folder).stdout
    assert mtaudit("cache", "clear", cwd=folder).stdout == "1 reports deleted\n"
    assert "torch" in imports(*audit, "--no-cache", cwd=folder)
    assert " 0 reports, 0.0 of 512 MiB" in mtaudit("cache", "info", cwd=folder).stdout


def test_the_run_that_fetches_the_model_is_remembered_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_MODEL_DIR", str(folder))
    audit = ("audit", "story.txt", "-q", "--select", "garbled", "-f", "jsonl")
    assert "torch" in imports(*audit, cwd=folder)
    assert (folder / SMOLLM2.name).is_dir()
    assert "torch" not in imports(*audit, cwd=folder)


def test_what_another_rule_finds_is_not_taken_for_this_one_s(folder: Path) -> None:
    for rule, found in (("MT102", True), ("MT601", False), ("MT102", True)):
        done = mtaudit("audit", "story.txt", "--select", rule, "-f", "jsonl", "-q", cwd=folder)
        assert ("MT102" in done.stdout.partition("signature")[0]) is found


def test_a_broken_cache_is_no_reason_not_to_audit(folder: Path) -> None:
    audit = ("audit", "story.txt", "--select", "MT102", "-f", "jsonl", "-q")
    assert mtaudit(*audit, cwd=folder).returncode == 0
    (database,) = folder.rglob("results.db")
    database.write_text("notes " * 500)
    done = mtaudit(*audit, cwd=folder)
    assert done.returncode == 0
    assert "the the" in done.stdout
    assert "`mtaudit cache clear` deletes it" in done.stderr
    assert mtaudit("cache", "info", cwd=folder).returncode == 2
    assert "deleted" in mtaudit("cache", "clear", cwd=folder).stdout
    assert mtaudit(*audit, cwd=folder).stderr == ""
    assert "results.db: 1 reports" in mtaudit("cache", "info", cwd=folder).stdout


def test_rules_that_are_let_be_in_one_folder_are_told_in_another(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text('per-path-ignores = {"opinion/*" = ["MT102"]}')
    row = json.dumps({"id": "a", "text": STORY})
    for place, found in (("opinion", False), ("wire", True)):
        (folder / place).mkdir()
        (folder / place / "rows.jsonl").write_text(row)
        done = mtaudit("audit", f"{place}/rows.jsonl", "--select", "MT102", "-f", "jsonl", "-q", cwd=folder)
        assert bool(json.loads(done.stdout)["findings"]) is found
