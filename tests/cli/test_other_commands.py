"""`rules`, `explain`, `models` and `version`."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtaudit as package
from mtaudit.models import Models
from mtaudit.models.store.catalogue import MINILM, SMOLLM2
from mtaudit.rules import RULES
from tests.support.commands import mtaudit

pytestmark = pytest.mark.model


def test_version_is_the_package_s() -> None:
    assert mtaudit("version").stdout.strip() == mtaudit("--version").stdout.strip() == package.__version__


def test_rules_lists_every_rule_with_its_status() -> None:
    lines = mtaudit("rules").stdout.splitlines()
    assert len(lines) == 1 + len(RULES)
    rows = [line.split() for line in lines]
    facts = [[r.code, r.name, r.category, r.severity, r.status] for r in RULES.values()]
    assert [row[:5] for row in rows if row and row[0] in RULES] == facts


def test_explain_takes_a_code_or_a_name_and_helps_with_a_wrong_one() -> None:
    assert mtaudit("explain", "MT501").stdout == mtaudit("explain", "calque").stdout
    wrong = mtaudit("explain", "repitition")
    assert wrong.returncode == 2
    assert "did you mean repetition" in wrong.stderr


def test_explain_says_whether_a_rule_is_a_preview() -> None:
    preview, stable = mtaudit("explain", "incoherent").stdout, mtaudit("explain", "calque").stdout
    assert "accuracy, minor, preview" in preview
    assert "may change in any release" in " ".join(preview.split())
    assert "style, minor, stable" in stable
    assert "release" not in stable


def test_models_list_and_verify_name_each_model(models: Models) -> None:
    _ = models.fluency
    listed = mtaudit("models", "list").stdout
    verified = mtaudit("models", "verify")
    assert verified.returncode == 0
    for model in (MINILM, SMOLLM2):
        assert model.name in listed
        assert f"{model.name}: right" in verified.stdout


def test_verify_fails_where_a_model_was_tampered_with(tmp_path: Path) -> None:
    (tmp_path / MINILM.name).mkdir()
    (tmp_path / MINILM.name / "config.json").write_text("{}")
    (tmp_path / MINILM.name / "model.safetensors").write_bytes(b"other weights")
    done = mtaudit("models", "verify", "--model-dir", tmp_path)
    assert done.returncode == 2
    assert "not those of" in done.stdout


@pytest.mark.parametrize(
    "command",
    [("train", "tagger"), ("train", "decision"), ("train", "ablation"), ("bench", "quality"), ("bench", "cost")],
)
def test_a_folder_without_the_corpora_ends_what_needs_them(command: tuple[str, str], tmp_path: Path) -> None:
    done = mtaudit(*command, "--corpora", tmp_path)
    assert done.returncode == 2
    assert "get it from" in done.stderr
    assert mtaudit(*command, "--corpora", tmp_path / "nowhere").returncode == 2


@pytest.mark.parametrize("name", ["curve.txt", "nowhere/curve.svg"])
def test_a_picture_that_cannot_be_drawn_is_refused_before_anything_is_measured(name: str, tmp_path: Path) -> None:
    done = mtaudit("bench", "quality", "--corpora", tmp_path, "--plot", tmp_path / name)
    assert done.returncode == 2
    assert "ends in .svg or .png" in done.stderr
