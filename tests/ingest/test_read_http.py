"""Pages and feeds from a real server, and servers that misbehave."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import brotli
import pytest

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read
from tests.support.inputs import PAGE, RSS, articles
from tests.support.server import serving

HTML = "text/html; charset=utf-8"
QUOTED = PAGE.replace("the mayor said", "“the mayor” said")
JSONL = b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'


class Site(BaseHTTPRequestHandler):
    """Answers by path. Nothing is logged."""

    protocol_version = "HTTP/1.1"
    pages: ClassVar[dict[str, tuple[str, bytes, dict[str, str]]]] = {
        "/page": (HTML, PAGE.encode(), {}),
        "/feed": ("application/rss+xml", RSS.encode(), {}),
        "/feed-as-text": ("text/plain", RSS.encode(), {}),
        "/rows": ("application/octet-stream", JSONL, {}),
        "/rows.jsonl.gz": ("application/gzip", gzip.compress(JSONL), {}),
        "/gzip": (HTML, gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"}),
        "/twice.gz": ("application/gzip", gzip.compress(gzip.compress(JSONL)), {"Content-Encoding": "gzip"}),
        "/bomb": (HTML, gzip.compress(b"word " * 1_000_000), {"Content-Encoding": "gzip"}),
        "/bad-gzip": (HTML, b"no gzip", {"Content-Encoding": "gzip"}),
        "/brotli": (HTML, brotli.compress(PAGE.encode()), {"Content-Encoding": "br"}),
        "/brotli-bomb": (HTML, brotli.compress(b"word " * 1_000_000), {"Content-Encoding": "br"}),
        "/cut-brotli": (HTML, brotli.compress(PAGE.encode())[:-9], {"Content-Encoding": "br"}),
        "/zstd": (HTML, b"x", {"Content-Encoding": "zstd"}),
        "/large": ("text/plain", b"word " * 100_000, {}),
        "/latin": ("text/html; charset=iso-8859-1", QUOTED.encode("cp1252"), {}),
        "/over-meta": (
            "text/html; charset=windows-1251",
            PAGE.replace("<head>", '<head><meta charset="utf-8">').replace("mayor", "мэр").encode("cp1251"),
            {},
        ),
        "/mislabelled": ("text/html; charset=iso-8859-1", QUOTED.encode(), {}),
        "/wrong": ("text/html; charset=utf-8", QUOTED.encode("cp1252"), {}),
        "/utf-16": ("text/plain; charset=utf-16le", "The mayor said so.".encode("utf-16-le"), {}),
        "/empty": (HTML, b"", {}),
        "/image": ("image/png", b"\x89PNG\r\n\x1a\n\0\0", {}),
    }
    agents: ClassVar[list[str]] = []
    tokens: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.tokens.append((self.headers["Host"], self.headers["X-Token"]))
        path = self.path.partition("?")[0]
        if path.startswith("/status/"):
            self._send(int(path[8:]), HTML, b"<p>Sorry.</p>", {})
        elif path == "/loop":
            self._send(302, HTML, b"", {"Location": "/loop"})
        elif path == "/moved":
            self._send(301, HTML, b"", {"Location": "/page?from=moved"})
        elif path == "/elsewhere":
            self._send(302, HTML, b"", {"Location": self.path.partition("?")[2]})
        elif path == "/to-file":
            self._send(302, HTML, b"", {"Location": "file:///etc/hostname"})
        elif path == "/slow":
            time.sleep(0.6)
            self._send(200, HTML, PAGE.encode(), {})
        elif path == "/trickle":
            self._trickle()
        elif path == "/cut":
            self._send(200, HTML, PAGE.encode()[:100], {"Content-Length": "5000"})
            self.close_connection = True
        else:
            self._send(200, *self.pages[path])

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"x")
                time.sleep(0.01)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


@pytest.fixture
def fetch(site: str) -> Callable[..., list[Article | Failure]]:
    def fetched(path: str, **settings: object) -> list[Article | Failure]:
        return list(read([site + path], Settings.from_mapping(settings)))

    return fetched


Fetch = Callable[..., list[Article | Failure]]


def test_a_page_is_fetched(fetch: Fetch, site: str) -> None:
    (found,) = articles(fetch("/page"), 1)
    assert found.id == f"{site}/page"
    assert found.url == "https://news.example/bridge"
    assert found.text.startswith("Council approves new bridge\n\n")
    assert Site.agents[-1] == f"mtaudit/{__version__}"


@pytest.mark.parametrize("path", ["/feed", "/feed-as-text"])
def test_a_feed_is_told_by_its_content(fetch: Fetch, site: str, path: str) -> None:
    (found,) = articles(fetch(path), 1)
    assert (found.id, found.feed, found.url) == ("g1", site + path, "https://news.example/1")


@pytest.mark.parametrize("path", ["/rows", "/rows.jsonl.gz", "/twice.gz"])
def test_json_lines_are_fetched(fetch: Fetch, path: str) -> None:
    assert [one.id for one in articles(fetch(path), 2)] == ["a", "b"]


def test_a_redirect_is_followed(fetch: Fetch, site: str) -> None:
    (found,) = articles(fetch("/moved"), 1)
    assert found.id == f"{site}/moved"


def test_gzip_is_unpacked(fetch: Fetch) -> None:
    assert "the mayor said" in articles(fetch("/gzip"), 1)[0].text


@pytest.mark.parametrize("path", ["/latin", "/mislabelled", "/wrong"])
def test_the_encoding_is_the_declared_one_unless_it_cannot_be(fetch: Fetch, path: str) -> None:
    assert "“the mayor” said" in articles(fetch(path), 1)[0].text


def test_the_servers_word_on_the_encoding_goes_first(fetch: Fetch) -> None:
    assert "the мэр said" in articles(fetch("/over-meta"), 1)[0].text
    assert articles(fetch("/utf-16"), 1)[0].text == "The mayor said so."


@pytest.mark.parametrize(
    ("path", "settings", "says"),
    [
        ("/status/404", {}, "HTTP 404 Not Found: there is no such page"),
        ("/status/403", {}, "save the page"),
        ("/status/418", {}, "HTTP 418"),
        ("/status/500", {"retries": 0}, "HTTP 500 Internal Server Error: the server failed; try again later"),
        ("/loop", {}, "redirects more than 5 times"),
        ("/to-file", {}, "only http and https"),
        ("/large", {"max_bytes": 100_000}, "larger than 100,000 bytes"),
        ("/bomb", {"max_bytes": 100_000}, "larger than 100,000 bytes"),
        ("/bad-gzip", {}, "broken gzip"),
        ("/zstd", {}, "'zstd'"),
        ("/cut-brotli", {}, "broken brotli"),
        ("/brotli-bomb", {"max_bytes": 100_000}, "larger than 100,000 bytes"),
        ("/slow", {"timeout": 0.1}, "within 0.1 s"),
        ("/trickle", {"timeout": 0.2}, "too slowly"),
        ("/cut", {}, "cannot be fetched"),
        ("/empty", {}, "is empty"),
        ("/image", {}, "binary"),
    ],
)
def test_what_goes_wrong_is_told_with_what_to_do(
    fetch: Fetch, site: str, path: str, settings: dict[str, object], says: str
) -> None:
    (found,) = fetch(path, **settings)
    assert isinstance(found, Failure)
    assert found.input == site + path
    assert says in found.message
    assert "raise" not in found.message


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9", "ALL_PROXY"),
        ("HTTP_PROXY", "gopher://127.0.0.1:9", "HTTP_PROXY"),
        ("HTTP_PROXY", "http://127.0.0.1:nine", "HTTP_PROXY"),
        ("SSL_CERT_FILE", "no-such-file.pem", "SSL_CERT_FILE"),
    ],
)
def test_an_environment_that_allows_no_connection_is_told(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    (found,) = fetch("/page")
    assert isinstance(found, Failure)
    assert "no connection can be set up" in found.message
    assert says in found.message


def test_a_server_that_is_not_there_is_told_and_the_next_input_goes_on(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}/"
        failed, found = read([nowhere, f"{site}/page"], Settings(timeout=5))
    assert isinstance(failed, Failure)
    assert "check the address and the connection" in failed.message
    assert isinstance(found, Article)


@pytest.mark.parametrize(
    "address", ["ftp://news.example/a", "http://", "http://[::1", "https://a:b@:99999/", "x-y://z"]
)
def test_an_address_that_makes_no_sense_is_told(address: str) -> None:
    (found,) = read([address], Settings(timeout=1))
    assert isinstance(found, Failure)


def test_a_password_in_the_address_is_not_shown(site: str) -> None:
    secret = site.replace("//", "//user:hunter2@")
    found, failed = read([f"{secret}/page", f"{secret}/status/404"], Settings())
    assert "hunter2" not in repr([found, failed])
    assert isinstance(found, Article)
    assert found.id == f"{site}/page"


def test_a_feed_s_own_headers_go_to_its_server_and_to_no_other(site: str) -> None:
    other = site.replace("127.0.0.1", "localhost")
    feeds = [{"url": f"{site}/elsewhere?{other}/feed", "headers": {"X-Token": "s3cret"}}]
    settings = Settings.from_mapping({"feeds": feeds, "allow-private": True})
    Site.tokens.clear()
    (found,) = articles(list(read([str(feeds[0]["url"])], settings)), 1)
    assert found.origin == feeds[0]["url"]
    assert [token for _, token in Site.tokens] == ["s3cret", None]
    list(read([f"{site}/feed"], settings))
    assert Site.tokens[-1][1] is None
