"""Redirects, and servers that make a fetch last: what bounds them, and where they may lead."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from mtaudit.config import Settings
from mtaudit.core import Failure
from mtaudit.ingest import read
from tests.support.inputs import PAGE, articles
from tests.support.server import serving

SOON = 8
"""Seconds within which a fetch must have ended; the servers here would go on for far longer."""


class Slow(BaseHTTPRequestHandler):
    """Sends a redirect whose body, or headers that, go on for half a minute, a little at a time."""

    protocol_version = "HTTP/1.1"
    over = threading.Event()

    def do_GET(self) -> None:
        path, _, target = self.path.partition("?to=")
        try:
            if path == "/dripping-headers":
                self._drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")
            elif path == "/dripping-redirect":
                self._drip(b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 9999999\r\n\r\n", b"x")
            elif path == "/huge-redirect":
                self._drip(b"HTTP/1.1 302 Found\r\nLocation: /page\r\nConnection: close\r\n\r\n", b"x" * 100_000)
            elif path == "/unending":
                self._drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"word ")
            elif target:
                self._send(302, b"", "Location", target)
            else:
                self._send(200, PAGE.encode(), "Content-Type", "text/html; charset=utf-8")
        except OSError:
            self.close_connection = True

    def _send(self, status: int, body: bytes, name: str, value: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, start: bytes, piece: bytes) -> None:
        self.close_connection = True
        self.wfile.write(start)
        for _ in range(1500):
            self.wfile.write(piece)
            if self.over.wait(0.02):
                break

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    Slow.over.clear()
    with serving(Slow) as address:
        yield address
        Slow.over.set()


@pytest.fixture
def secure_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with serving(Slow, tls) as address:
        yield address


@pytest.mark.parametrize("path", ["/dripping-redirect", "/huge-redirect"])
def test_the_body_of_a_redirect_is_not_read(site: str, path: str) -> None:
    began = time.monotonic()
    (found,) = articles(list(read([site + path], Settings())), 1)
    assert found.id == site + path
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("path", ["/dripping-headers", "/unending", "/x?to=/dripping-headers", "/x?to=/unending"])
def test_one_bound_on_time_holds_for_all_of_a_fetch(site: str, path: str) -> None:
    began = time.monotonic()
    (found,) = read([site + path], Settings(timeout=0.2))
    assert isinstance(found, Failure)
    assert "too slowly" in found.message
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("path", ["/dripping-headers", "/unending"])
def test_the_bound_on_time_holds_under_tls(secure_site: str, path: str) -> None:
    began = time.monotonic()
    (found,) = read([secure_site + path], Settings(timeout=0.2))
    assert isinstance(found, Failure)
    assert "too slowly" in found.message
    assert time.monotonic() - began < SOON


def test_a_redirect_may_lead_to_https_and_not_from_it(site: str, secure_site: str) -> None:
    upward, onward, downward = (
        f"{site}/x?to={secure_site}/page",
        f"{secure_site}/x?to=/page",
        f"{secure_site}/x?to={site}",
    )
    *followed, refused = read([upward, onward, downward], Settings(allow_private=True))  # their ports are two
    assert [one.id for one in articles(followed, 2)] == [upward, onward]
    assert isinstance(refused, Failure)
    assert "from https to http" in refused.message
    assert "save the page and give the file" in refused.message


def test_as_many_redirects_as_are_allowed_are_followed(site: str) -> None:
    (found,) = articles(list(read([site + "/x?to=" * 5 + "/page"], Settings())), 1)
    assert found.part == "page"
    (failed,) = read([site + "/x?to=" * 6 + "/page"], Settings())
    assert isinstance(failed, Failure)
    assert "more than 5 times" in failed.message
