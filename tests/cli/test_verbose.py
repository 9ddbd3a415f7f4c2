"""What is logged for those who ask: the traceback of a fault, and what was done; nothing for all others."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from mtaudit.auditor import Auditor
from mtaudit.cli import check as check_module
from mtaudit.cli.logs import LEVELS, configure
from mtaudit.cli.progress import audit_progress
from mtaudit.core import Article, ArticleReport
from tests.support.commands import CALQUES, check, in_process
from tests.support.reports import wire_story
from tests.support.server import serving

LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ (DEBUG|INFO|WARNING|ERROR|CRITICAL) mtaudit[\w.]*\[\d+\]: ", re.MULTILINE)
HOSTILE = "on purpose \x1b[2J\nINFO mtaudit"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working directory with an article that is checked without a model; afterwards nothing is shown any more."""
    (tmp_path / "calques.txt").write_text(CALQUES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTAUDIT_SELECT", "calque")
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "minor")
    yield tmp_path
    monkeypatch.delenv("MTAUDIT_LOG_LEVEL", raising=False)
    configure(False)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the audit."""

    def audit_all(self: Auditor, articles: Sequence[Article]) -> list[ArticleReport]:
        raise RuntimeError(HOSTILE)

    monkeypatch.setattr(Auditor, "audit_all", audit_all)


def test_log_lines_are_all_that_verbose_adds() -> None:
    silent, told = check("calques.txt", "-q"), check("calques.txt", "-q", "--verbose")
    assert (told.stdout, told.returncode) == (silent.stdout, silent.returncode)
    assert not LINE.search(silent.stderr)
    lines = told.stderr.splitlines(keepends=True)
    assert any(LINE.match(line) for line in lines)
    assert "".join(line for line in lines if not LINE.match(line)) == silent.stderr
    assert LINE.search(in_process("--verbose", "check", "calques.txt").stderr)
    assert not LINE.search(check("calques.txt").stderr)


@pytest.mark.parametrize("flags", [("--verbose",), ("--verbose", "-q")])
def test_verbose_shows_the_traceback_of_a_fault_in_an_article(flags: tuple[str, ...], broken: None) -> None:
    told = check("calques.txt", *flags)
    assert told.returncode == 2
    assert "the audit of 'calques.txt' failed" in told.stderr
    assert "in audit_all" in told.stderr
    assert "RuntimeError: on purpose" in told.stderr
    assert "\x1b" not in told.stderr
    silent = check("calques.txt")
    assert silent.returncode == 2
    assert "Traceback" not in silent.stderr


def test_verbose_shows_the_traceback_of_a_fault_that_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_early(*arguments: object, **options: object) -> None:
        raise RuntimeError(HOSTILE)

    monkeypatch.setattr(check_module, "refuse_early", refuse_early)
    told, silent = check("calques.txt", "--verbose"), check("calques.txt")
    assert told.returncode == silent.returncode == 2
    assert "in refuse_early" in told.stderr
    assert "Traceback" not in silent.stderr
    assert told.stderr.endswith(silent.stderr)


@pytest.mark.parametrize("level", ["debug", "INFO", "warning", "error"])
def test_the_environment_sets_the_level(level: str, broken: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_LOG_LEVEL", level)
    told = check("calques.txt")
    assert "in audit_all" in told.stderr
    shown = {LEVELS[name.lower()] for name in LINE.findall(told.stderr)}
    assert min(shown) >= LEVELS[level.lower()]
    assert (logging.INFO in shown) == (level in ("debug", "INFO"))


def test_of_flag_and_environment_the_more_detailed_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_LOG_LEVEL", "critical")
    assert "INFO" in LINE.findall(check("calques.txt", "--verbose").stderr)
    monkeypatch.setenv("MTAUDIT_LOG_LEVEL", "debug")
    assert "DEBUG" in LINE.findall(check("calques.txt", "--verbose", "--select", "calqe").stderr)


def test_an_unknown_level_is_an_error_that_lists_the_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_LOG_LEVEL", "loud")
    told = check("calques.txt")
    assert told.returncode == 2
    assert "MTAUDIT_LOG_LEVEL: 'loud' is not a log level; use debug, info, warning, error, critical" in told.stderr
    monkeypatch.setenv("MTAUDIT_LOG_LEVEL", "")
    assert check("calques.txt", "-q").stderr == ""


class Wire(BaseHTTPRequestHandler):
    """A feed, once it has been asked twice."""

    asked = 0

    def do_GET(self) -> None:
        Wire.asked += 1
        self.send_response(200 if Wire.asked > 1 else 503)
        self.end_headers()
        self.wfile.write(CALQUES.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_fetches_are_told_with_their_status_and_without_credentials() -> None:
    Wire.asked = 0
    with serving(Wire) as server:
        named = server.replace("://", "://user:s3cret@")
        told = check(f"{named}/wire.txt", "--verbose", "-f", "jsonl").stderr
    assert f"'{server}/wire.txt': HTTP 503" in told
    assert "trying again in 0.5 s" in told
    assert f"'{server}/wire.txt': HTTP 200" in told
    assert "s3cret" not in told


def test_what_the_cache_knew_is_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_CACHE_SIZE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    assert "cache: 0 reports found, 1 not" in check("calques.txt", "--verbose").stderr
    assert "cache: 1 reports found, 0 not" in check("calques.txt", "--verbose").stderr


def test_a_log_line_and_a_progress_bar_leave_each_other_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, as far as rich can tell
    monkeypatch.setenv("TERM", "xterm")
    configure(True)
    with redirect_stderr(io.StringIO()) as stderr, audit_progress(3, quiet=False) as done:
        done(wire_story())
        logging.getLogger("mtaudit.test").info("something %s", "done")
    told = re.sub(r"\x1b\[[\d;?]*[A-Z]|\r", "\n", re.sub(r"\x1b\[[\d;]*m", "", stderr.getvalue()))
    assert "auditing" in told
    (line,) = (line for line in told.splitlines() if "something" in line)
    assert LINE.match(line)
    assert line.rstrip().endswith("something done")
