"""Follows redirects: a bounded number of them, none from https to http, none to where one may not go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any

from mtaudit.errors import InputError
from mtaudit.ingest.deadline import Deadline
from mtaudit.ingest.guard import HTTP, HTTPS, Guard, Server

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
SCHEMES = "only http and https addresses are fetched; give a path for a file"


@dataclass(frozen=True, slots=True)
class Way:
    """What holds on the way to a response.

    Attributes:
        own: names of headers that go to the first server alone.
        guard: notified of each connection, and each server.
        deadline: notified of each connection.
        permit: asked of each address; it raises InputError where one may not be fetched.
    """

    own: Set[str]
    guard: Guard
    deadline: Deadline
    _: KW_ONLY
    permit: Callable[[str], None]

    def trace_to(self, server: Server) -> Callable[[str, Mapping[str, Any]], None]:
        """What httpx calls for each step of a request to the server."""

        def trace(event: str, info: Mapping[str, Any]) -> None:
            self.deadline.trace(event, info)
            self.guard.trace(event, info, server)

        return trace


@contextmanager
def arrive(client: httpx.Client, request: httpx.Request, way: Way) -> Iterator[httpx.Response]:
    """The response at the end of the redirects, open. Bodies on the way are not read: nothing bounds their size.

    Raises:
        InputError: if there are too many redirects, or one leads where none may.
    """
    for _ in range(REDIRECTS + 1):
        server = server_of(request.url)
        way.guard.check(server)
        way.permit(str(request.url))
        request.extensions = {**request.extensions, "trace": way.trace_to(server)}
        with closing(client.send(request, stream=True)) as response:
            onward = response.next_request
            if onward is None:
                yield response
                return
            _check_redirect(request.url, onward.url)
            for name in way.own if _origin(request.url) != _origin(onward.url) else ():
                onward.headers.pop(name, None)
            request = onward
    raise InputError(f"it redirects more than {REDIRECTS} times; check the address in a browser")


def server_of(url: httpx.URL) -> Server:
    """The server that a request to the address goes to."""
    return Server(url.host, url.port or (HTTPS if url.scheme == "https" else HTTP))


def _origin(url: httpx.URL) -> tuple[str, Server]:
    return url.scheme, server_of(url)


def _check_redirect(origin: httpx.URL, target: httpx.URL) -> None:
    if target.scheme not in ("http", "https"):
        raise InputError(SCHEMES)
    if (origin.scheme, target.scheme) == ("https", "http"):
        raise InputError(
            "it redirects from https to http, where the page could be tampered with in transit; "
            "open it in a browser, save the page and give the file"
        )
