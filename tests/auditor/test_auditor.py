"""A batch: every article keeps its own report, and a fault costs the article that trips it and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mtaudit.auditor import Auditor
from mtaudit.config import Sensitivity, Settings
from mtaudit.core import Article, ArticleReport, Failure, Skipped
from mtaudit.models import Models
from mtaudit.runs.batch import run
from mtaudit.runs.engines import Alone, Recipe
from mtaudit.verdict.parameters import PACKAGED, fingerprint

pytestmark = pytest.mark.model

TEXT = "The council said on Tuesday that the bridge would be repaired before the winter. " * 8


class Recorder:
    """A format that keeps what it is given."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def article(self, report: ArticleReport) -> None:
        self.ids.append(report.article.id)

    def finish(self, audit: object) -> None:
        pass


SETTINGS = Settings(select=("repetition",))


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(SETTINGS, Models(SETTINGS))


def test_ids_that_are_taken_are_numbered_until_they_are_free() -> None:
    recorder = Recorder()
    articles = [Article(id=name, text=TEXT) for name in ("a", "a", "a#2", "a")]
    run(articles, Alone(Recipe(SETTINGS)), [recorder], lambda item: None)
    assert recorder.ids == ["a", "a#2", "a#2#2", "a#3"]


def test_a_fault_costs_one_article_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    told: list[object] = []
    sound = Auditor.audit_all

    def tripping(auditor: Auditor, articles: Sequence[Article]) -> list[ArticleReport]:
        if any(article.id == "bad" for article in articles):
            raise ZeroDivisionError("division by zero")
        return sound(auditor, articles)

    monkeypatch.setattr(Auditor, "audit_all", tripping)
    articles = [Article(id=name, text=TEXT) for name in ("first", "bad", "last")]
    audit = run(articles, Alone(Recipe(SETTINGS)), [recorder], told.append)
    assert recorder.ids == ["first", "last"]
    assert [failure.input for failure in audit.failures] == ["bad"]
    assert "ZeroDivisionError" in audit.failures[0].message
    assert any(isinstance(item, Failure) for item in told)


def test_a_fault_of_loading_the_models_is_not_laid_to_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError("of loading")

    monkeypatch.setattr(Auditor, "__init__", failing)
    with pytest.raises(ZeroDivisionError, match="of loading"):
        list(Alone(Recipe(SETTINGS)).reports([Article("a", TEXT), Article("b", TEXT)]))


def test_what_is_known_makes_no_auditor(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Failure("a", "cannot be read")
    monkeypatch.setattr(Recipe, "auditor", None)
    assert list(Alone(Recipe(SETTINGS)).reports([known, known])) == [known, known]


def test_the_signature_names_the_parameters_of_the_verdict(auditor: Auditor, tmp_path: Path) -> None:
    other = tmp_path / "decision.toml"
    other.write_bytes(PACKAGED.read_bytes() + b"# fitted anew\n")
    assert f"|decision:{fingerprint()}|" in auditor.signature
    assert fingerprint(other) != fingerprint()


@pytest.mark.parametrize("change", [{"thorough": True}, {"sensitivity": Sensitivity.HIGH}, {"prior": 0.5}])
def test_the_signature_distinguishes_settings_that_change_a_report(auditor: Auditor, change: dict[str, Any]) -> None:
    settings = replace(SETTINGS, **change)
    assert Auditor(settings, Models(settings)).signature != auditor.signature


def test_text_without_spaces_is_bounded_too(auditor: Auditor) -> None:
    report = auditor.audit(Article(id="dump", text="government,minister,bridge," * 25_000))
    assert isinstance(report.outcome, Skipped)
    assert report.outcome.reason.startswith("too long")


def test_findings_do_not_hang_on_the_order_in_which_python_hashes() -> None:
    code = """
from mtaudit.rules.fluency.repetition import Repetition
from mtaudit.rules.consistency._spelling import same_sound
from tests.support.analysis import read
a = "The council said on Tuesday that the old stone bridge would be closed for repairs."
text = " ".join([a, a.replace("old ", ""), "It rained in the north of the county all week.", a.replace("stone ", "")])
print(list(Repetition().detect(read(text, "", None, frozenset()))), same_sound("mykolaiv", "nikolaev"))
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed in "012345"
    ]
    assert len({done.stdout for done in runs}) == 1
    assert "printed before" in runs[0].stdout
    assert runs[0].stdout.strip().endswith("True")
