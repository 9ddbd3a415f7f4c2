"""`mtaudit check --fetch-pages` when the server of the pages is down for a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import CompletedProcess
from typing import ClassVar

import pytest

from tests.support.commands import mtaudit
from tests.support.server import serving

pytestmark = pytest.mark.model

SUMMARY = "The council met on Tuesday and agreed on a budget. Work on the bridge begins in May, the mayor said."
STORY = "<p>The two ministers met in the frame of the summit on Tuesday. Hundreds of people came to the ceremony.</p>"


class Wire(BaseHTTPRequestHandler):
    """A feed with an ETag whose one entry links to a page here. Nothing is logged."""

    down: ClassVar[str] = ""
    robots: ClassVar[str] = ""
    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        if self.path == self.down:
            self._send(500, "")
        elif self.path == "/robots.txt":
            self._send(200 if self.robots else 404, self.robots)
        elif self.path == "/story":
            self._send(200, f"<html><body><article><h1>Bridge</h1>{STORY}</article></body></html>")
        else:
            known = self.headers["If-None-Match"] == '"1"'
            link = f"http://{self.headers['Host']}/story"
            entry = f"<item><guid>a</guid><link>{link}</link><description>{SUMMARY}</description></item>"
            self._send(304 if known else 200, "" if known else f"<rss version='2.0'><channel>{entry}</channel></rss>")

    def _send(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.chdir(tmp_path)
    Path("mtaudit.toml").write_text('select = ["calque"]\nfail-on = "minor"\nretries = 0\nallow-private = true\n')
    monkeypatch.setattr(Wire, "asked", Counter())
    with serving(Wire) as address:
        yield f"{address}/feed"


def check(feed: str) -> CompletedProcess[str]:
    return mtaudit("check", feed, "--state", "state.db", "--fetch-pages")


@pytest.mark.parametrize(("down", "told"), [("/robots.txt", "unreachable"), ("/story", "HTTP 500")])
def test_an_outage_is_a_failure_and_its_page_is_asked_for_again_though_the_feed_is_as_it_was(
    feed: str, monkeypatch: pytest.MonkeyPatch, down: str, told: str
) -> None:
    monkeypatch.setattr(Wire, "down", down)
    for _ in range(2):
        done = check(feed)
        assert done.returncode == 2
        assert told in " ".join(done.stdout.split())
        assert "does not allow" not in done.stdout + done.stderr
    assert Wire.asked[down] == 2
    monkeypatch.setattr(Wire, "down", "")
    done = check(feed)
    assert done.returncode == 1  # by what is in the page and not in the summary
    asked = Wire.asked["/story"]
    done = check(feed)
    assert done.returncode == 1
    assert "is unchanged" in " ".join(done.stdout.split())
    assert Wire.asked["/story"] == asked


def test_a_site_that_shuts_robots_out_is_no_failure(feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "robots", "User-agent: *\nDisallow: /")
    done = check(feed)
    assert done.returncode == 0
    assert "does not allow it to be read" in done.stderr
    assert Wire.asked["/story"] == 0
