"""`mtaudit check` over real feeds of every kind and every fault: it fails closed."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest

from tests.support.commands import mtaudit
from tests.support.server import serving

pytestmark = pytest.mark.model

SOUND = "The council met on Tuesday and agreed on a budget. Work on the bridge begins in May, the mayor said."
CALQUES = "The two ministers met in the frame of the summit on Tuesday. Hundreds of people came to the café."
GARBLED = "The bridge of the river in the frame"
RSS = '<rss version="2.0"><channel><title>Wire</title><item><guid>a</guid><description>{}</description></item>'
RSS += "</channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>a</id><content>{}</content></entry></feed>'
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "content_text": "{}"}]})


class Wire(BaseHTTPRequestHandler):
    """Answers by path. Nothing is logged."""

    asked: ClassVar[Counter[str]] = Counter()
    feeds: ClassVar[dict[str, tuple[bytes, dict[str, str]]]] = {
        "/rss": (RSS.format(SOUND).encode(), {}),
        "/bad-rss": (RSS.format(CALQUES).encode(), {}),
        "/atom": (ATOM.format(CALQUES).encode(), {}),
        "/json": (JSON_FEED.replace("{}", CALQUES).encode(), {"Content-Type": "application/feed+json"}),
        "/latin": (RSS.format(CALQUES).encode("latin-1"), {"Content-Type": "application/rss+xml; charset=utf-8"}),
        "/cut": (RSS.format(CALQUES).encode()[:-16], {}),
        "/cut-in": (RSS.format(CALQUES).encode()[:-16] + f"<item><guid>z</guid><title>{GARBLED[:20]}".encode(), {}),
        "/cut-json": (JSON_FEED.replace("{}", CALQUES).encode()[:-2] + b', {"id": "z', {}),
        "/cut-lines": (json.dumps({"id": "a", "text": CALQUES}).encode() + b'\n{"id": "z", "text": "The', {}),
        "/cut-page": (f"<html><body><article><p>{CALQUES}</p><p>{GARBLED[:20]}".encode(), {}),
        "/broken": (b"<rss version='2.0'><channel><item><ti", {}),
        "/empty": (b"<rss version='2.0'><channel><title>W</title></channel></rss>", {}),
        "/german": (RSS.format("Der Stadtrat hat am Dienstag getagt und den Haushalt beschlossen. " * 3).encode(), {}),
        "/deep": (b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>", {}),
        "/entities": (b"<!DOCTYPE r [<!ENTITY a 'b'>]>" + RSS.format("&a;").encode(), {}),
        "/bomb": (gzip.compress(RSS.format("word " * 2_000_000).encode()), {"Content-Encoding": "gzip"}),
        "/moved": (b"", {"Location": "/bad-rss"}),
        "/inward": (b"", {"Location": "http://10.255.0.1/feed"}),
        "/round": (b"", {"Location": "/round"}),
    }

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        kind, _, status = self.path.strip("/").partition("-")
        if kind == "status":
            self._send(int(status), b"", {"Retry-After": "0"})
        elif kind == "busy" and self.asked[self.path] == 1:
            self._send(429, b"", {"Retry-After": "1"})
        elif kind == "busy":
            self._send(200, *self.feeds["/bad-rss"])
        elif kind == "slow":
            time.sleep(1.5)
            self._send(200, *self.feeds["/rss"])
        elif kind == "endless":
            self._drip()
        else:
            body, headers = self.feeds[self.path]
            self._send(302 if "Location" in headers else 200, body, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"<item>" * 10_000)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Wire) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/rss", 0, "passed: 0 of 1 article failed"),
        ("/bad-rss", 1, "FAILED: 1 of 1 article failed"),
        ("/atom", 1, "FAILED: 1 of 1 article failed"),
        ("/json", 1, "FAILED: 1 of 1 article failed"),
        ("/latin", 1, "FAILED: 1 of 1 article failed"),
        ("/cut", 2, "cut short after entry 1"),
        ("/cut-in", 2, "entry 2: the feed is cut short in the middle of it"),
        ("/cut-json", 2, "what comes after item 1 is lost"),
        ("/cut-lines", 2, "line 2: it is not JSON"),
        ("/cut-page", 2, "the page is cut short"),
        ("/moved", 1, "FAILED: 1 of 1 article failed"),
        ("/busy", 1, "FAILED: 1 of 1 article failed"),
        ("/broken", 2, "the feed is broken"),
        ("/empty", 2, "no entries"),
        ("/german", 2, "nothing of it could be audited: written in German"),
        ("/deep", 2, "nested too deeply"),
        ("/entities", 2, "XML entities"),
        ("/bomb", 2, "larger than 1,000,000 bytes"),
        ("/endless", 2, "larger than 1,000,000 bytes"),
        ("/slow", 2, "did not answer within 1 s"),
        ("/inward", 2, "private network"),
        ("/round", 2, "redirects more than"),
        ("/status-404", 2, "HTTP 404"),
        ("/status-500", 2, "HTTP 500"),
    ],
)
def test_every_feed_has_its_exit_status_and_its_reason(
    site: str, path: str, status: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mtaudit.toml").write_text('select = ["calque"]\nfail-on = "minor"\ntimeout = 1\nmax-bytes = 1_000_000\n')
    Wire.asked.clear()
    done = mtaudit("check", site + path, "--exit-zero") if status == 2 else mtaudit("check", site + path)
    assert told in " ".join((done.stdout + done.stderr).split())
    assert done.returncode == status
    assert Wire.asked[path] == {"/busy": 2, "/status-500": 3, "/round": 6}.get(path, 1)
