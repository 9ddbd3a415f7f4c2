"""Retrieves pages and feeds over HTTP, bounded in size, time and redirects; no redirect leaves https for http."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest.deadline import Deadline
from mtaudit.ingest.interface import Resource, too_large
from mtaudit.model import Failure

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
PATIENCE = 10
"""A fetch, from the first request to the last byte and redirects among it, may take so many times the timeout."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_HEADERS = {
    "User-Agent": f"mtaudit/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": "gzip",  # the one encoding that is unpacked here, within bounds
}
_SCHEMES = "only http and https addresses are fetched; give a path for a file"
_SLOW = "the server sends too slowly; try again later"
_ADVICE = {
    HTTPStatus.UNAUTHORIZED: "it asks for a login; save the page and give the file",
    HTTPStatus.FORBIDDEN: "the server refuses; save the page and give the file",
    HTTPStatus.NOT_FOUND: "there is no such page; check the address",
    HTTPStatus.GONE: "the page was taken away; check the address",
    HTTPStatus.TOO_MANY_REQUESTS: "the server was asked too often; try again later",
}


class Web:
    """An http or https address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def accepts(self, name: str) -> bool:
        """Any address with a scheme, so that ftp:// is refused by its name and not as a missing file."""
        return _SCHEME.match(name) is not None

    def retrieve(self, name: str) -> Iterator[Resource | Failure]:
        """Yield the body of the response, read whole."""
        shown = without_credentials(name)
        try:
            resource = self._fetch(name, shown)
        except InputError as error:
            yield Failure(shown, str(error))
        else:
            yield resource

    def _fetch(self, address: str, shown: str) -> Resource:
        import httpx

        with Deadline(PATIENCE * self._settings.timeout) as deadline, self._client() as client:
            try:
                request = client.build_request("GET", address, extensions={"trace": deadline.trace})
                with self._arrive(client, request) as response:
                    _check(response)
                    return Resource(
                        name=shown,
                        stream=io.BytesIO(self._body(response, deadline)),
                        url=without_credentials(str(response.url)),
                        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                        charset=response.charset_encoding,
                    )
            except httpx.TimeoutException as error:
                seconds = f"{self._settings.timeout:g} s"
                raise InputError(f"the server did not answer within {seconds}; try again later") from error
            except httpx.UnsupportedProtocol as error:
                raise InputError(_SCHEMES) from error
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                if deadline.passed:
                    raise InputError(_SLOW) from error
                raise InputError(f"it cannot be fetched ({error}); check the address and the connection") from error

    def _client(self) -> httpx.Client:
        """A client that leaves redirects to be followed here.

        Raises:
            InputError: if the environment names a proxy or a certificate file that cannot be used.
        """
        import httpx

        try:
            return httpx.Client(headers=_HEADERS, timeout=self._settings.timeout, follow_redirects=False)
        except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
            reason = (isinstance(error, OSError) and error.strerror) or str(error)
            raise InputError(
                f"no connection can be set up ({reason}); check the environment variables for proxies (ALL_PROXY, "
                "HTTP_PROXY, HTTPS_PROXY) and certificates (SSL_CERT_FILE, SSL_CERT_DIR)"
            ) from error

    @contextmanager
    def _arrive(self, client: httpx.Client, request: httpx.Request) -> Iterator[httpx.Response]:
        """The response at the end of the redirects, open. Bodies on the way are not read: nothing bounds their size.

        Raises:
            InputError: if there are too many redirects, or one leads where none may.
        """
        for _ in range(REDIRECTS + 1):
            with closing(client.send(request, stream=True)) as response:
                if response.next_request is None:
                    yield response
                    return
                _check_redirect(request.url, response.next_request.url)
                request = response.next_request
        raise InputError(f"it redirects more than {REDIRECTS} times; check the address in a browser")

    def _body(self, response: httpx.Response, deadline: Deadline) -> bytes:
        """The body, unpacked. Neither what comes over the wire nor what it unpacks to exceeds `max_bytes`."""
        limit = self._settings.max_bytes
        packed = bytearray()
        for chunk in response.iter_raw():
            packed += chunk
            if len(packed) > limit:
                raise InputError(too_large(limit))
        if deadline.passed:  # without a length, a body that was cut off here looks whole
            raise InputError(_SLOW)
        return _unpack(bytes(packed), response.headers.get("Content-Encoding", ""), limit)


def without_credentials(address: str) -> str:
    """The address as it may be shown: a user name and password in it are left out."""
    try:
        parts = urlsplit(address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else address
    except ValueError:
        return address


def _check_redirect(origin: httpx.URL, target: httpx.URL) -> None:
    if target.scheme not in ("http", "https"):
        raise InputError(_SCHEMES)
    if (origin.scheme, target.scheme) == ("https", "http"):
        raise InputError(
            "it redirects from https to http, where the page could be changed on its way; "
            "open it in a browser, save the page and give the file"
        )


def _check(response: httpx.Response) -> None:
    if response.is_success:
        return
    status = response.status_code
    fallback = "the server failed; try again later" if status >= 500 else "check the address in a browser"
    advice = next((text for known, text in _ADVICE.items() if known == status), fallback)
    raise InputError(f"HTTP {status} {response.reason_phrase}".rstrip() + f": {advice}")


def _unpack(packed: bytes, encoding: str, limit: int) -> bytes:
    match encoding.strip().lower():
        case "" | "identity":
            return packed
        case "gzip" | "x-gzip":
            try:
                data = gzip.GzipFile(fileobj=io.BytesIO(packed)).read(limit + 1)
            except (OSError, EOFError, zlib.error) as error:
                raise InputError("the server sent broken gzip data; try again later") from error
            if len(data) > limit:
                raise InputError(too_large(limit))
            return data
        case other:
            raise InputError(f"the server answers in {other!r} though only gzip was offered; save the page as a file")
