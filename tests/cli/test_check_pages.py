"""A page of which most was not found does not pass a gate, and every format says what was audited of it."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.support.commands import mtaudit
from tests.support.server import serving

pytestmark = pytest.mark.model

PROSE = (
    "The harbour board voted on Monday to close the north quay, which has not been safe since the spring floods.",
    "Fishing boats will use the south quay until the work is done, and the board will pay for the longer way.",
    "The quay was built ninety years ago, and nobody on the board could say when it was last looked at.",
)
STUB = (
    "<html lang=en><body><h1>Quay to close</h1><article><p>Read all of it here.</p></article>"
    + "".join(f"<span>Ward {n}, Pier {n}, Dock {n}</span><hr>" for n in range(200))
    + f"<menu><li>{'<li>'.join(PROSE * 2)}</menu></body></html>"
)
WHOLE = f"<html lang=en><body><h1>Quay to close</h1><article><p>{'</p><p>'.join(PROSE)}</p></article></body></html>"
CAUTION = "Most of the page’s text could not be extracted"


class Page(BaseHTTPRequestHandler):
    """The page, unchanged from one request to the next. Nothing is logged."""

    def do_GET(self) -> None:
        known = self.headers["If-None-Match"] == '"1"'
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(0 if known else len(STUB)))
        self.end_headers()
        self.wfile.write(b"" if known else STUB.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTAUDIT_SELECT", "calque")  # it loads no model
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "minor")
    Path("stub.html").write_text(STUB)
    Path("whole.html").write_text(WHOLE)


def test_a_stub_is_not_passed() -> None:
    assert mtaudit("check", "whole.html").returncode == 0
    done = mtaudit("check", "whole.html", "stub.html", "--exit-zero")
    assert done.returncode == 2
    assert "stub.html: not fully audited" in done.stderr


def test_a_stub_that_has_not_changed_is_not_passed_either() -> None:
    with serving(Page) as address:
        runs = [mtaudit("check", f"{address}/page", "--state", "state.db") for _ in range(2)]
    assert [done.returncode for done in runs] == [2, 2]


def test_an_audit_says_how_little_it_read() -> None:
    done = mtaudit("audit", "stub.html", "-f", "jsonl", "-f", "html=out")
    assert done.returncode == 0
    assert json.loads(done.stdout)["cautions"][0].startswith(CAUTION)
    pages = {path.name: path.read_text("utf-8") for path in Path("out").glob("*.html")}
    assert "part of the page only" in pages.pop("index.html")
    (report,) = pages.values()
    assert CAUTION in report
    assert "0 of 122 words of prose" in report
