"""The file of the decision: bound to its tagger, and refused where it is none."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from mtaudit.auditor import Auditor
from mtaudit.cli import main
from mtaudit.config import Settings
from mtaudit.core import Article, ArticleReport
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.store.resolve import file_hash
from mtaudit.models.tagging.load import PACKAGED as TAGGER
from mtaudit.runs.engines import Processes, Recipe
from mtaudit.training.labelled import ModelFiles, Text, read_texts
from mtaudit.verdict.parameters import PACKAGED, parameters
from tests.support.other_tagger import decision_on, other_tagger

pytestmark = pytest.mark.model

TEXT = (
    "The sanctions cut off a source of revenue estimated by hundreds of millions of US officials, the ministry said. "
    "The group has been accused of robbing banks in at least nine countries over the past three years."
)


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return other_tagger(tmp_path_factory.mktemp("other") / "tagger.safetensors")


@pytest.fixture(scope="module")
def decision(tagger: Path) -> Path:
    """A decision that names that tagger."""
    path = tagger.with_name("decision.toml")
    path.write_text(decision_on(file_hash(tagger)), "utf-8")
    return path


def audit(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["mtaudit", "audit", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    told = [(stream.flush(), stream.buffer.getvalue().decode("utf-8"))[1] for stream in (out, err)]
    return int(ended.value.code or 0), " ".join(told[0].split()), " ".join(told[1].split())


def test_the_packaged_decision_was_fitted_on_the_packaged_tagger() -> None:
    assert parameters().tagger == file_hash(TAGGER)


def test_a_decision_is_used_with_its_tagger_only(tagger: Path, decision: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(TEXT)
    common = [story, "-q", "-f", "jsonl", "--select", "garbled", "--isolated", "--no-cache", "-j", "1"]
    status, out, err = audit(*common, "--tagger", tagger)
    assert (status, out) == (2, "")
    assert f"mtaudit train decision --tagger {tagger}" in err
    status, out, err = audit(*common, "--decision", decision)
    assert (status, out) == (2, "")
    assert str(decision) in err
    assert "leave out --decision" in err
    (_, plain, _), (status, out, err) = audit(*common), audit(*common, "--tagger", tagger, "--decision", decision)
    assert (status, err) == (0, "")
    article_side, other_side = json.loads(plain), json.loads(out)
    assert article_side["findings"]
    assert article_side["findings"] == other_side["findings"]
    assert article_side["signature"] != other_side["signature"]


def test_other_processes_are_told_of_the_decision(tagger: Path, decision: Path) -> None:
    settings = Settings(select=("garbled",), tagger=tagger, decision=decision, workers=1)
    with Processes(Recipe(settings), 1) as engine:
        (report,) = engine.reports([Article("a", TEXT)])
    assert isinstance(report, ArticleReport)
    assert report.findings
    foreign = Settings(select=("garbled",), tagger=tagger)
    with Processes(Recipe(foreign), 1) as engine, pytest.raises(ModelError, match="was fitted on another tagger"):
        list(engine.reports([Article("a", TEXT)]))


def test_where_the_tagger_does_not_run_it_need_not_be_that_of_the_decision(tagger: Path) -> None:
    settings = Settings(select=("calque",), tagger=tagger)
    assert Auditor(settings, Models(settings)).audit(Article("a", TEXT)).outcome


def test_articles_are_read_for_a_decision_on_a_new_tagger(models: Models, tagger: Path, tmp_path: Path) -> None:
    models = ModelFiles(models.fluency_folder, tagger)
    (read,) = read_texts([Text("native", "a", TEXT)], models, tmp_path, 1, lambda done, of: None)
    assert len(read.bad) == 2


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[phrases]", "[phrases", "holds no parameters"),
        ("\nrate = 0.9000", "", "no 'rate'"),
        ("slope = 1.6082", "slope = nan", "no finite number"),
        ("slope = 1.6082", 'slope = "steep"', "'steep'"),
        ("[chains.garbled]", "[chains.other]", "no "),
        ("mean = [2.9167, ", "mean = [", "18 measures of style"),
        ("[least]", "[most]", "'least'"),
    ],
)
def test_a_file_that_is_no_decision_is_told(before: str, after: str, told: str, tmp_path: Path) -> None:
    text = PACKAGED.read_text("utf-8")
    assert before in text
    path = tmp_path / "decision.toml"
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(ModelError, match=told) as caught:
        parameters(path)
    assert str(path) in str(caught.value)
    assert "mtaudit train decision" in str(caught.value)


def test_a_decision_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    for path in (tmp_path, tmp_path / "missing.toml", tmp_path / "binary.toml"):
        with pytest.raises(ModelError, match="mtaudit train decision"):
            parameters(path)
        with pytest.raises(ModelError, match="mtaudit train decision"):
            Auditor(Settings(select=("garbled",), decision=path), Models(Settings()))
