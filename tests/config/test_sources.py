"""Where settings come from, which source wins, and what a user is told of a mistake."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from mtaudit.config import FailOn, Settings, load
from mtaudit.core import Severity
from mtaudit.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder two below the one that settings lie in, and the working directory."""
    below = tmp_path / "desk" / "wire"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    return tmp_path


def test_a_flag_beats_the_environment_beats_the_file_beats_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = '[[feeds]]\nurl = "f"\nfail-on = "minor"\nmax-findings = 1\nmax-share = 0.5\n'
    (folder / "mtaudit.toml").write_text(f'fail-on = "minor"\nmax-findings = 3\nmin-words = 40\n{table}')
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "major")
    monkeypatch.setenv("MTAUDIT_MAX_FINDINGS", "5")
    loaded = load({"fail_on": "suspect", "select": None})
    assert (loaded.settings.fail_on, loaded.settings.max_findings) == (FailOn.SUSPECT, 5)
    assert (loaded.settings.min_words, loaded.settings.timeout) == (40, Settings().timeout)
    (feed,) = loaded.settings.feeds
    assert (feed.fail_on, feed.max_findings, feed.max_share) == (None, None, 0.5)
    assert loaded.origins["fail_on"] == "--fail-on"
    assert loaded.origins["max_findings"] == "MTAUDIT_MAX_FINDINGS"
    assert loaded.origins["min_words"] == str(folder / "mtaudit.toml")
    assert loaded.origins["select"] == "default"


def test_the_nearest_file_counts_and_a_project_without_a_table_is_passed_by(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.mtaudit]\nmin-words = 7\n")
    (folder / "desk" / "pyproject.toml").write_text("[project]\nname = 'desk'\n")
    assert load({}).settings.min_words == 7
    (folder / "desk" / "mtaudit.toml").write_text("min-words = 8\n")
    assert load({}).settings.min_words == 8


def test_isolated_reads_neither_file_nor_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "mtaudit.toml").write_text("this is no TOML")
    monkeypatch.setenv("MTAUDIT_MIN_WORDS", "many")
    assert load({}, isolated=True).settings == Settings()


@pytest.mark.parametrize("name", [f.name for f in fields(Settings) if "Path |" in str(f.type)])
def test_a_path_in_a_file_starts_at_the_file(name: str, folder: Path) -> None:
    (folder / "mtaudit.toml").write_text(f'{name} = "mine"\n')
    assert getattr(load({}).settings, name) == folder / "mine"


def test_the_decision_is_named_by_file_variable_and_flag(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "mtaudit.toml").write_text('decision = "mine.toml"\n')
    assert load({}).settings.decision == folder / "mine.toml"
    monkeypatch.setenv("MTAUDIT_DECISION", "ours.toml")
    assert load({}).settings.decision == Path("ours.toml")
    assert load({"decision": Path("theirs.toml")}).origins["decision"] == "--decision"


def test_lists_in_the_environment_are_parted_by_commas(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_IGNORE", "MT3, calque,")
    assert load({}).settings.ignore == ("MT3", "calque")


def test_tables_are_read_with_keys_in_either_spelling(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text(
        '[per-path-ignores]\n"sport-*/x_y" = ["MT103"]\n'
        '[[feeds]]\nurl = "https://a.example/feed"\nfail_on = "major"\nheaders = {X-Api-Key = "s3cret"}\n'
        '[[paths]]\nmatch = "wire/*"\nmin-severity = "critical"\n'
    )
    settings = load({}).settings
    assert settings.per_path_ignores == {"sport-*/x_y": ("MT103",)}
    assert settings.feeds[0].headers == {"X-Api-Key": "s3cret"}
    assert settings.feeds[0].fail_on is FailOn.MAJOR
    assert settings.paths[0].min_severity is Severity.CRITICAL


def test_what_is_in_force_is_shown_with_its_origin_and_without_secrets(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text('[[feeds]]\nurl = "https://a.example/feed"\nheaders = {Token = "s3cret"}\n')
    shown = "\n".join(load({"min_words": 9}).lines())
    assert "min-words = 9  # --min-words" in shown
    assert "offline = false  # default" in shown
    assert "Token" in shown
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("min-wrods = 3", "did you mean 'min-words'"),
        ("max-share = 1.5", "'max-share' should be less than or equal to 1"),
        ('fail-on = "majr"', "'minor', 'major', 'critical', 'suspect', 'machine' or 'never'"),
        ('select = "MT1"', "'select' should be a valid list"),
        ("[[feeds]]\nname = 'x'", "'feeds.0.url' is missing"),
        ("[[feeds]]\nurl = 'x'\nfailon = 'never'", "did you mean 'fail-on'"),
        ("feeds = 3", "'feeds' should be a valid list"),
        ("min-words = ", "is not valid TOML"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_the_file_and_what_would_do(text: str, told: str, folder: Path) -> None:
    (folder / "mtaudit.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        load({})
    assert told in str(caught.value)
    assert "mtaudit.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "told"),
    [("MTAUDIT_MIN_WRODS", "did you mean 'min-words'"), ("MTAUDIT_FEEDS", "only a file can hold 'feeds'")],
)
def test_a_mistake_in_the_environment_names_the_variable(
    variable: str, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "3")
    with pytest.raises(UsageError, match=variable) as caught:
        load({})
    assert told in str(caught.value)


def test_a_named_file_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load({}, folder / "none.toml")
