"""Retrieves pages and feeds over HTTP, bounded in size, time and redirects; no redirect leaves https for http."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import count
from time import sleep
from typing import TYPE_CHECKING

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.config.addresses import without_credentials
from mtaudit.core import Failure
from mtaudit.errors import InputError
from mtaudit.ingest.deadline import Deadline
from mtaudit.ingest.guard import Guard
from mtaudit.ingest.interface import Memory, Resource, Unchanged, Validators, too_large
from mtaudit.ingest.redirects import SCHEMES, Way, arrive, server_of
from mtaudit.ingest.unpacking import OFFERED, unpack

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)
PATIENCE = 10
"""A fetch, from the first request to the last byte and redirects among it, may take so many times the timeout."""

BACKOFF, LONGEST_WAIT = 0.5, 30.0
"""Seconds before the first new try, twice as many before each after it; and the most that a server is waited for."""
MOMENTARY = frozenset({429, 500, 502, 503, 504})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_HEADERS = {
    "User-Agent": f"mtaudit/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": OFFERED,
}
_SLOW = "the server sends too slowly; try again later"
_ADVICE = {
    HTTPStatus.PARTIAL_CONTENT: "the server sent only a part of it; save the page and give the file",
    HTTPStatus.UNAUTHORIZED: "it asks for a login; save the page and give the file",
    HTTPStatus.FORBIDDEN: "the server refuses; save the page and give the file",
    HTTPStatus.NOT_FOUND: "there is no such page; check the address",
    HTTPStatus.GONE: "the page was taken away; check the address",
    HTTPStatus.TOO_MANY_REQUESTS: "the server was asked too often; try again later",
}


class FetchError(InputError):
    """A server could not be reached, or did not give what was asked for.

    Attributes:
        status: the status that it answered with, 0 where it did not.
        momentary: whether it may be well a little later.
        after: seconds that the server asks to wait, None where it asks for none.
    """

    def __init__(self, message: str, status: int = 0, momentary: bool = False, *, after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.momentary = momentary
        self.after = after


class Web:
    """An http or https address."""

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        self._settings = settings
        self._memory = memory

    def accepts(self, name: str) -> bool:
        """Any address with a scheme, so that ftp:// is refused by its name and not as a missing file."""
        return _SCHEME.match(name) is not None

    def retrieve(self, name: str) -> Iterator[Resource | Unchanged | Failure]:
        """Yield the body of the response, read whole, or that it is what it was."""
        shown = without_credentials(name)
        known = self._memory.validators(shown) if self._memory else None
        try:
            yield self.fetch(name, known=known)
        except InputError as error:
            if known and isinstance(error, FetchError) and error.status == HTTPStatus.NOT_MODIFIED:
                yield Unchanged(shown)
            else:
                yield Failure(shown, str(error))

    def fetch(
        self,
        name: str,
        named: bool = True,
        known: Validators | None = None,
        permit: Callable[[str], None] = lambda address: None,
    ) -> Resource:
        """The body of the response, read whole; what fails for the moment is tried again, a little later each time.

        Args:
            named: whether the user named the address, and not a feed.
            known: the version that is there already.
            permit: asked of the address and of each that it redirects to; it raises InputError where one may not be.

        Raises:
            FetchError: if the server cannot be reached or gives nothing else than is known.
            InputError: if it cannot be had for another reason.
        """
        for attempt in count():
            try:
                return self._fetch(name, named, known, permit)
            except FetchError as error:
                wait = BACKOFF * 2**attempt if error.after is None else error.after
                if not error.momentary or attempt == self._settings.retries or wait > LONGEST_WAIT:
                    raise
                logger.info("%r: %r; trying again in %.1f s", without_credentials(name), str(error), wait)
                sleep(wait)
        raise AssertionError

    def _fetch(self, address: str, named: bool, known: Validators | None, permit: Callable[[str], None]) -> Resource:
        import httpx

        with Deadline(PATIENCE * self._settings.timeout) as deadline, self._client() as client:
            try:
                own = next((feed.headers for feed in self._settings.feeds if feed.url == address), {})
                headers = {**(known.headers if known else {}), **own}
                request = client.build_request("GET", address, headers=headers)
                guard = Guard(self._settings.allow_private, server_of(request.url) if named else None)
                with arrive(client, request, Way(frozenset(own), guard, deadline, permit=permit)) as response:
                    logger.info("%r: HTTP %d", without_credentials(str(response.url)), response.status_code)
                    _check(response)
                    return Resource(
                        name=without_credentials(address),
                        stream=io.BytesIO(self._body(response, deadline)),
                        url=without_credentials(str(response.url)),
                        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                        charset=response.charset_encoding,
                        validators=Validators(response.headers.get("ETag"), response.headers.get("Last-Modified")),
                    )
            except httpx.TimeoutException as error:
                seconds = f"{self._settings.timeout:g} s"
                raise InputError(f"the server did not answer within {seconds}; try again later") from error
            except httpx.UnsupportedProtocol as error:
                raise InputError(SCHEMES) from error
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                if deadline.passed:
                    raise InputError(_SLOW) from error
                momentary = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
                message = f"it cannot be fetched ({error}); check the address and the connection"
                raise FetchError(message, momentary=momentary) from error

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
        return unpack(bytes(packed), response.headers.get("Content-Encoding", ""), limit)


def _check(response: httpx.Response) -> None:
    status = response.status_code
    if response.is_success and status != HTTPStatus.PARTIAL_CONTENT:  # no part of a page was asked for
        return
    fallback = "the server failed; try again later" if status >= 500 else "check the address in a browser"
    advice = next((text for known, text in _ADVICE.items() if known == status), fallback)
    message = f"HTTP {status} {response.reason_phrase}".rstrip() + f": {advice}"
    raise FetchError(message, status, status in MOMENTARY, after=_after(response))


def _after(response: httpx.Response) -> float | None:
    """How many seconds the server asks to wait, by its Retry-After, which is a number or a date; None where by none."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):  # it is no date, or one without a zone
        return None
