"""`mtaudit check --state` as a cron job runs it, against a real server, killed and run twice at once."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import CompletedProcess
from typing import ClassVar

import pytest

from mtaudit.auditor.stamp import stamp
from mtaudit.config import Settings, load
from mtaudit.core import Article, ArticleReport, Label, Verdict
from mtaudit.ingest import read
from mtaudit.store import opened
from tests.support.commands import check as in_this_process
from tests.support.commands import mtaudit
from tests.support.server import serving

pytestmark = pytest.mark.model

SOUND = "The council met on Tuesday and agreed on a budget. Work on the bridge begins in May, the mayor said."
CALQUES = "The two ministers met in the frame of the summit on Tuesday. Hundreds of people came to the ceremony."


class Wire(BaseHTTPRequestHandler):
    """A feed with a set number of entries, and an ETag. Nothing is logged."""

    entries: ClassVar[list[str]] = []
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.asked.append(self.headers["If-None-Match"])
        items = "".join(
            f"<item><guid>e{i}</guid><description>{t}</description></item>" for i, t in enumerate(self.entries)
        )
        body = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()
        tag = f'"{hash(body)}"'
        known = self.headers["If-None-Match"] == tag
        self.send_response(304 if known else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(0 if known else len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Lines(BaseHTTPRequestHandler):
    """JSON Lines of set rows, with an ETag. Nothing is logged."""

    rows: ClassVar[list[tuple[str, str]]] = []
    answered: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        body = "\n".join(json.dumps({"id": name, "text": text}) for name, text in self.rows).encode()
        tag = f'"{hash(body)}"'
        self.answered.append(304 if self.headers["If-None-Match"] == tag else 200)
        self.send_response(self.answered[-1])
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Content-Length", str(len(body) if self.answered[-1] == 200 else 0))
        self.end_headers()
        if self.answered[-1] == 200:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTAUDIT_SELECT", "calque")  # it loads no model
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "minor")


@pytest.fixture
def feed() -> Iterator[str]:
    Wire.asked.clear()
    with serving(Wire) as address:
        yield f"{address}/feed"


@pytest.fixture
def lines() -> Iterator[str]:
    Lines.answered.clear()
    with serving(Lines) as address:
        yield f"{address}/lines"


def check(feed: str) -> CompletedProcess[str]:
    return mtaudit("check", feed, "--state", "state.db")


def audits() -> list[str]:
    with sqlite3.connect("state.db", timeout=30) as base:
        return [json.loads(row[0]) for row in base.execute("SELECT id FROM history")]


def test_an_unchanged_feed_is_asked_for_once_and_repeats_its_outcome(feed: str) -> None:
    Wire.entries = [SOUND, CALQUES]
    first, second = check(feed), check(feed)
    assert (first.returncode, second.returncode) == (1, 1)
    assert len(Wire.asked) == 2
    assert Wire.asked[0] is None
    assert Wire.asked[1] is not None
    assert audits() == ["e0", "e1"]
    told = " ".join(second.stdout.split())
    assert "is unchanged: 2 articles repeat their last outcome" in told
    assert "FAILED: 1 of 2 articles failed" in told


def test_two_entries_of_one_id_are_two_whether_or_not_the_feed_is_fetched_again(lines: str) -> None:
    Lines.rows = [("a1", SOUND), ("a1", CALQUES), ("a1", CALQUES)]
    done = [check(lines) for _ in range(3)]
    assert [one.returncode for one in done] == [1, 1, 1]
    assert Lines.answered == [200, 304, 304]
    for one in done:
        assert "FAILED: 2 of 3 articles failed" in " ".join(one.stdout.split())
    assert audits() == ["a1"] * 3


def test_what_a_state_knows_never_changes_an_outcome(lines: str) -> None:
    """Whatever a feed holds next, ids that are equal or nearly so included, it ends as without a state."""
    ids, texts = ("e", "E", "\u00e9", "e\u0301", "e#2"), (SOUND, CALQUES, CALQUES + " It is done.")
    drawn = random.Random(5)
    for _ in range(12):
        Lines.rows = [(drawn.choice(ids), drawn.choice(texts)) for _ in range(drawn.randint(1, 5))]
        expected = outcomes(lines)
        for _ in range(2):
            assert outcomes(lines, "--state", "state.db") == expected
    assert Lines.answered.count(304) >= 12


def test_two_files_of_a_folder_may_share_an_id_and_a_text() -> None:
    Path("wire").mkdir()
    for name in ("a", "b"):
        Path(f"wire/{name}.jsonl").write_text(json.dumps({"id": "1", "text": CALQUES}))
    Path("mtaudit.toml").write_text('per-path-ignores = {"a.jsonl" = ["MT501"]}')
    for _ in range(2):
        assert [found for *_, found in outcomes("wire", "--state", "state.db")[1]] == [0, 1]


def outcomes(*arguments: str) -> tuple[int, list[tuple[str, str, int]]]:
    done = in_this_process(*arguments, "-q", "-f", "jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, [(one["id"], one["text"], len(one["findings"])) for one in records]


def poll(feed: str, *flags: str) -> tuple[int, str]:
    done = in_this_process(feed, "--state", "state.db", "--only-new", "-q", *flags)
    return done.returncode, " ".join(done.stdout.split())


def test_what_was_reported_is_not_reported_again_and_fails_no_gate(lines: str) -> None:
    Lines.rows = [("a", SOUND), ("b", CALQUES)]
    status, told = poll(lines)
    assert (status, told.count("FAILS:")) == (1, 1)
    for _ in range(2):  # unchanged, and nothing more is said
        status, told = poll(lines)
        assert (status, "FAILS:" in told) == (0, False)
        assert "passed: nothing new to report" in told
        assert "reported before and left out: 2" in told
    Lines.rows += [("b", CALQUES.replace("Tuesday", "Friday")), ("c", SOUND)]
    status, told = poll(lines)
    assert (status, told.count("FAILS:")) == (1, 1)
    assert "FAILED: 1 of 2 articles failed" in told
    assert "Friday" in told
    assert poll(lines)[0] == 0
    assert in_this_process(lines, "--state", "state.db", "-q").returncode == 1  # without the flag all of it counts


def test_what_fails_only_now_or_says_more_is_reported(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Lines.rows = [("b", CALQUES + " He assisted to the ceremony.")]
    monkeypatch.setenv("MTAUDIT_VOCABULARY", "assisted to the ceremony")
    assert poll(lines, "--fail-on", "critical")[0] == 0
    assert poll(lines)[0] == 1
    assert poll(lines)[0] == 0
    monkeypatch.delenv("MTAUDIT_VOCABULARY")
    assert poll(lines)[0] == 1
    monkeypatch.setenv("MTAUDIT_VOCABULARY", "assisted to the ceremony")  # it says less than it did
    assert poll(lines)[0] == 0


def test_no_format_holds_what_was_reported(lines: str) -> None:
    Lines.rows = [("a", SOUND), ("b", CALQUES)]
    files = {name: Path(f"out.{name}") for name in ("jsonl", "sarif", "junit", "gitlab", "github")}
    flags = [part for name, file in files.items() for part in ("-f", f"{name}={file}")]
    assert poll(lines, *flags)[0] == 1
    assert [name for name, file in files.items() if "“in the frame of the”" in file.read_text()] == [*files][1:]
    Lines.rows.append(("c", SOUND))
    assert poll(lines, *flags)[0] == 0
    assert [name for name, file in files.items() if "“in the frame of the”" in file.read_text()] == []
    assert [json.loads(line)["id"] for line in Path("out.jsonl").read_text().splitlines()] == ["c"]


def test_a_report_that_could_not_be_written_is_made_again(lines: str) -> None:
    Lines.rows = [("b", CALQUES)]
    Path("there").mkdir()
    assert poll(lines, "-f", "sarif=there")[0] == 2
    assert poll(lines)[0] == 1


def test_a_feed_that_cannot_be_had_is_reported_every_time(feed: str) -> None:
    gone = feed.replace("/feed", ":0/feed")
    assert [poll(gone)[0] for _ in range(2)] == [2, 2]


def test_only_what_is_new_or_another_is_audited(feed: str) -> None:
    Wire.entries = [SOUND, CALQUES]
    check(feed)
    Wire.entries = [SOUND, SOUND, SOUND + " It is done."]
    done = check(feed)
    assert done.returncode == 0
    assert audits() == ["e0", "e1", "e1", "e2"]
    assert "audited before: 1 article repeats its last outcome" in " ".join(done.stdout.split())


def test_another_setting_that_changes_what_is_found_audits_everything_anew(
    feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Wire.entries = [CALQUES]
    assert check(feed).returncode == 1
    monkeypatch.setenv("MTAUDIT_VOCABULARY", "in the frame of the")
    assert check(feed).returncode == 0
    assert audits() == ["e0", "e0"]
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "never")  # where it fails is no matter of what is found
    assert check(feed).returncode == 0
    assert audits() == ["e0", "e0"]


def test_what_was_too_long_is_audited_once_the_limit_is_raised(feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Wire.entries = [CALQUES]
    monkeypatch.setenv("MTAUDIT_MAX_WORDS", "10")
    first = check(feed)
    assert first.returncode == 2
    assert "too long" in " ".join((first.stdout + first.stderr).split())
    monkeypatch.setenv("MTAUDIT_MAX_WORDS", "50000")
    second = check(feed)
    assert second.returncode == 1
    assert "too long" not in " ".join((second.stdout + second.stderr).split())
    assert "in the frame of the" in second.stdout
    assert audits() == ["e0", "e0"]


def test_the_pages_behind_entries_are_another_way_to_read_a_feed(feed: str) -> None:
    Wire.entries = [SOUND]
    check(feed)
    mtaudit("check", feed, "--state", "state.db", "--fetch-pages")
    check(feed)
    assert [known is None for known in Wire.asked] == [True, True, False]


def started(feed: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mtaudit", "check", feed, "--state", "state.db", "-q"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_run_that_is_killed_loses_no_finished_article(feed: str) -> None:
    Wire.entries = [f"{CALQUES} This is number {i}." for i in range(400)]
    process = started(feed)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not Path("state.db").is_file() or len(finished()) < 5):
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = finished()
    assert 5 <= len(before) < 400
    Wire.entries = Wire.entries[: len(before) + 3]
    assert check(feed).returncode == 1
    assert audits() == [f"e{i}" for i in range(len(before) + 3)]


def finished() -> list[str]:
    try:
        return audits()
    except sqlite3.OperationalError:  # the tables are not made yet
        return []


def test_two_runs_at_once_share_a_state(feed: str) -> None:
    Wire.entries = [f"{CALQUES} This is number {i}." for i in range(40)]
    both = [started(feed), started(feed)]
    assert [process.wait(timeout=120) for process in both] == [1, 1]
    assert set(audits()) == {f"e{i}" for i in range(40)}
    with sqlite3.connect("state.db") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("SELECT count(*) FROM article").fetchone() == (40,)
    assert check(feed).returncode == 1
    assert Wire.asked[-1] is not None


def test_a_feed_that_fails_now_is_a_failure_whatever_was_known(feed: str) -> None:
    Wire.entries = [SOUND]
    assert check(feed).returncode == 0
    assert mtaudit("check", feed, feed.replace("/feed", ":0/feed"), "--state", "state.db").returncode == 2


def test_a_file_that_is_no_state_is_told() -> None:
    Path("state.db").write_text("notes " * 500)
    done = check("story.txt")
    assert done.returncode == 2
    assert "--state" in done.stderr


def test_the_history_tells_the_feed_and_writes_a_page_for_it(feed: str) -> None:
    Wire.entries = [SOUND, CALQUES]
    check(feed)
    done = mtaudit("history", "--state", "state.db", "--out", "pages")
    assert done.returncode == 0
    assert "MT501" in done.stdout
    assert len(list(Path("pages").glob("*.html"))) == 2
    assert feed in next(p for p in Path("pages").glob("*.html") if p.name != "index.html").read_text("utf-8")
    missing = mtaudit("history", "--state", "none.db")
    assert missing.returncode == 2
    assert "mtaudit check --state none.db" in missing.stderr


def test_a_poll_of_an_unchanged_feed_loads_no_model(feed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTAUDIT_SELECT")
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "machine")
    Wire.entries = [f"{SOUND} This is number {i}." for i in range(100)]
    entries = list(read([feed], Settings()))
    clean = Verdict(Label.CLEAN, 0.1)
    with opened(tmp_path / "state.db") as store:
        store.keep_signature(stamp(load({}).settings), "s")
        for entry in entries:
            assert isinstance(entry, Article)
            store.keep(
                ArticleReport(entry, "en", clean, segments=(), segment_scores=(), findings=(), words=(), signature="s"),
                "s",
            )
    assert check(feed).returncode == 0  # every article is known, and the server's word on the feed is kept
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    done = check(feed)
    assert done.returncode == 0
    assert "100 articles repeat their last outcome" in " ".join(done.stdout.split())
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    assert "mtaudit.store" in imported
    assert not imported & {"torch", "transformers", "sentence_transformers", "matplotlib", "trafilatura"}
