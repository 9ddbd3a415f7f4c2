"""How a server is asked: again after a while, not past what robots may read, and never inside a private network."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest import read
from mtaudit.ingest.guard import Guard, Server
from tests.support.inputs import PAGE, RSS, articles
from tests.support.server import serving


class Moody(BaseHTTPRequestHandler):
    """Fails as often as the path says before it answers; keeps what it was asked for. Nothing is logged."""

    asked: ClassVar[Counter[str]] = Counter()
    robots: ClassVar[tuple[int, str]] = (404, "")
    host: ClassVar[str] = ""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.asked[path] += 1
        if path == "/robots.txt":
            time.sleep(0 if self.robots[0] else 1)
            self._send(self.robots[0] or 200, self.robots[1], **({"Location": path} if self.robots[0] == 302 else {}))
        elif path == "/to":
            self._send(302, "", Location=query)
        elif path == "/feed":
            host = self.host or self.headers["Host"]
            links = {"https://news.example/1": f"http://{host}{query or '/story'}"}
            self._send(200, next(RSS.replace(old, new) for old, new in links.items()))
        elif path == "/cut-once" and self.asked[path] == 1:
            self._send(200, PAGE[:100], Content_Length="5000")
            self.close_connection = True
        elif path.startswith("/fail/"):
            _, _, status, times, after = path.split("/")
            headers = {"Retry-After": query.replace("+", " ") or after} if after != "-" else {}
            self._send(int(status) if self.asked[path] <= int(times) else 200, PAGE, **headers)
        else:
            self._send(200, PAGE)

    def _send(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        kept = {"Content-Length": str(len(body.encode()))} | {n.replace("_", "-"): v for n, v in headers.items()}
        for name, value in kept.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Reached:
    """A connection that leads to this machine."""

    def get_extra_info(self, name: str) -> tuple[str, int]:
        """Its other end."""
        return "127.0.0.1", 1

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def site() -> Iterator[str]:
    Moody.asked.clear()
    Moody.robots = (404, "")
    with serving(Moody) as address:
        yield address


def fetched(address: str, **settings: object) -> list[Article | Failure]:
    return list(read([address], Settings.from_mapping(settings)))


@pytest.mark.parametrize("path", ["/fail/500/2/-", "/fail/503/1/0", "/fail/429/2/1"])
def test_what_fails_for_the_moment_is_asked_for_again(site: str, path: str) -> None:
    began = time.monotonic()
    articles(fetched(site + path), 1)
    assert Moody.asked[path] == int(path.split("/")[3]) + 1
    waits = {"/fail/500/2/-": 1.5, "/fail/503/1/0": 0.0, "/fail/429/2/1": 2.0}
    assert waits[path] <= time.monotonic() - began < waits[path] + 2


def test_a_part_that_was_not_asked_for_is_not_taken_for_the_whole(site: str) -> None:
    (failed,) = fetched(f"{site}/fail/206/9/-")
    assert isinstance(failed, Failure)
    assert "HTTP 206" in failed.message
    assert "only a part" in failed.message


def test_a_body_that_breaks_off_is_asked_for_again(site: str) -> None:
    articles(fetched(f"{site}/cut-once"), 1)
    assert Moody.asked["/cut-once"] == 2


def test_a_server_that_names_a_date_is_asked_after_it(site: str) -> None:
    began = time.monotonic()
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True).replace(" ", "+")
    articles(fetched(f"{site}/fail/503/1/date?{soon}"), 1)
    assert 0.5 < time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("path", "settings", "times"),
    [
        ("/fail/500/9/-", {"retries": 1}, 2),
        ("/fail/500/9/-", {"retries": 0}, 1),
        ("/fail/503/1/3600", {}, 1),
        ("/fail/404/1/-", {}, 1),
        ("/fail/503/1/-1", {"retries": 0}, 1),
    ],
)
def test_a_server_is_not_asked_for_ever(site: str, path: str, settings: dict[str, object], times: int) -> None:
    began = time.monotonic()
    (failed,) = fetched(site + path, **settings)
    assert isinstance(failed, Failure)
    assert Moody.asked[path] == times
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])  # a port of the server that was named, and another name
def test_a_redirect_into_a_private_network_is_not_followed(site: str, host: str) -> None:
    with serving(Moody) as inside:
        inside = inside.replace("127.0.0.1", host)
        Moody.asked.clear()
        (failed,) = fetched(f"{site}/to?{inside}/page")
        assert isinstance(failed, Failure)
        assert "--allow-private" in failed.message
        assert Moody.asked["/page"] == 0
        articles(fetched(f"{site}/to?{inside}/page", allow_private=True), 1)


@pytest.mark.parametrize("address", ["http://10.255.0.1/", "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/x"])
def test_a_private_address_behind_a_redirect_is_refused_unasked(site: str, address: str) -> None:
    began = time.monotonic()
    (failed,) = fetched(f"{site}/to?{address}")
    assert isinstance(failed, Failure)
    assert "private network" in failed.message
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("name", ["plain.example", "xn--mller-kva.example", "müller.example"])
def test_a_name_that_resolves_into_a_private_network_is_refused(
    site: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more))
    (failed,) = fetched(site.replace("127.0.0.1", name) + "/page", retries=0)
    assert isinstance(failed, Failure)
    assert "private network" in failed.message
    assert Moody.asked["/page"] == 0


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("[::1]", True),
        ("fe80::1%eth0", True),
        ("::ffff:10.0.0.1", True),
        ("::7f00:1", True),
        ("64:ff9b::a9fe:a9fe", True),
        ("2002:7f00:1::", True),
        ("93.184.216.34", False),
        ("2606:2800:220:1:248:1893:25c8:1946", False),
        ("64:ff9b::5db8:d822", False),
        ("localhost.example", False),
    ],
)
def test_an_address_is_private_whatever_it_is_dressed_in(host: str, private: bool) -> None:
    guard = Guard(allow_private=False)
    if private:
        with pytest.raises(InputError):
            guard.check(Server(host, 80))
    else:
        guard.check(Server(host, 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3"])
def test_the_users_word_on_a_private_server_is_for_that_port_or_https_in_place_of_http(host: str) -> None:
    for named, allowed in ((80, {80, 443}), (8000, {8000}), (443, {443})):
        guard = Guard(False, Server(host, named))
        for port in (22, 80, 443, 8000, 9200):
            answer = {"return_value": Reached()}
            if port in allowed:
                guard.trace("connection.connect_tcp.complete", answer, Server(host, port))
            else:
                with pytest.raises(InputError, match="--allow-private"):
                    guard.trace("connection.connect_tcp.complete", answer, Server(host, port))


def test_a_date_past_all_dates_is_no_wait(site: str) -> None:
    (found, *_) = fetched(f"{site}/fail/503/1/x?Fri,+31+Dec+99999999999999999999999+23:59:59+GMT")
    assert isinstance(found, Article)


def test_robots_are_asked_for_again_where_a_page_redirects(site: str) -> None:
    Moody.robots = (200, "User-agent: *\nDisallow: /story")
    found = fetched(f"{site}/feed?/to?/story", fetch_pages=True, allow_private=True)
    assert Moody.asked["/to"] == 1
    assert Moody.asked["/story"] == 0
    assert [getattr(one, "part", "failure") for one in found] == ["failure", "summary"]


def test_the_page_behind_a_summary_is_audited_in_its_place(site: str) -> None:
    (summary,) = articles(fetched(f"{site}/feed"), 1)
    (page,) = articles(fetched(f"{site}/feed", fetch_pages=True, allow_private=True), 1)
    assert (summary.part, page.part) == ("summary", "page")
    assert (page.id, page.feed, page.published) == (summary.id, summary.feed, summary.published)
    assert page.url == "https://news.example/bridge"  # as the page itself says
    assert len(page.text) > len(summary.text)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ((200, "User-agent: *\nDisallow: /story"), False),
        ((200, "User-agent: mtaudit\nDisallow: /"), False),
        ((200, "User-agent: other\nDisallow: /"), True),
        ((404, "none"), True),
        ((403, ""), True),
    ],
)
def test_robots_that_a_server_shuts_out_stay_out(site: str, robots: tuple[int, str], allowed: bool) -> None:
    Moody.robots = robots
    found = fetched(f"{site}/feed", fetch_pages=True, allow_private=True, retries=0)
    assert Moody.asked["/story"] == allowed
    assert [getattr(one, "part", "failure") for one in found] == (["page"] if allowed else ["failure", "summary"])
    assert all(
        "does not allow it to be read" in one.message and one.passed_over for one in found if isinstance(one, Failure)
    )


@pytest.mark.parametrize("outage", ["500", "503", "refused", "slow", "private", "redirects"])
def test_robots_that_cannot_be_asked_for_are_an_outage_and_no_shut_door(
    site: str, outage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Moody.robots = (int(outage) if outage.isdigit() else {"slow": 0, "redirects": 302}.get(outage, 200), "")
    if outage == "refused":
        with socket.create_server(("127.0.0.1", 0)) as unused:
            monkeypatch.setattr(Moody, "host", f"127.0.0.1:{unused.getsockname()[1]}")
    if outage == "private":
        resolve = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more))
        monkeypatch.setattr(Moody, "host", site.replace("http://127.0.0.1", "name.example"))
    found = fetched(f"{site}/feed", fetch_pages=True, allow_private=outage != "private", retries=0, timeout=0.3)
    failed, summary = found
    assert isinstance(failed, Failure)
    assert not failed.passed_over
    assert "/robots.txt" in failed.message
    assert "unreachable" in failed.message
    assert "does not allow" not in failed.message
    assert isinstance(summary, Article)
    assert summary.part == "summary"
    assert Moody.asked["/story"] == 0


def test_a_link_into_a_private_network_is_not_followed_though_the_feed_is_in_one(site: str) -> None:
    failed, summary = fetched(f"{site}/feed", fetch_pages=True)
    assert isinstance(failed, Failure)
    assert isinstance(summary, Article)
    assert Moody.asked["/story"] == 0
