"""Parses web archives: the pages of a WARC file, and the plain texts of a WET file, one article a record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest import html, text
from mtaudit.ingest.interface import Resource
from mtaudit.model import Article, Failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

EXTRA = "pip install 'mtaudit[ray]'"
"""What brings the libraries that read archives."""
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of every record that holds a page or a text, by the address that it was fetched from.

    What is no page (a picture, an error, a redirect) is left out; a page without an article is told and no fault.

    Raises:
        InputError: if it cannot be read as an archive, or fastwarc is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError(f"to read web archives takes fastwarc; run {EXTRA}") from error
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        stream = cast("BinaryIO", _Counted(resource.stream))
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
            if page := _page(record, settings.max_bytes):
                yield from _article(page, settings)
    except OSError as error:
        raise InputError(f"the archive is broken or cut short ({error}); what came before was read") from error


class _Counted:
    """A stream that knows where it is, which fastwarc asks it, and cannot be sought in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def _page(record: WarcRecord, limit: int) -> Resource | None:
    """The page that a record holds, read no further than shows that it is too large."""
    address = record.headers.get("WARC-Target-URI") or ""
    http = record.http_headers
    kind = (record.http_content_type if http else record.headers.get("Content-Type") or "") or ""
    kind = kind.partition(";")[0].strip().lower()
    if not address or (http and http.status_code != 200) or kind not in (*_PAGES, _PLAIN):
        return None
    body = io.BytesIO(record.reader.read(limit + 1))
    return Resource(address, body, url=address, content_type=kind, charset=record.http_charset if http else None)


def _article(page: Resource, settings: Settings) -> Iterator[Article | Failure]:
    parser = text.parse if page.content_type == _PLAIN else html.parse
    try:
        for found in parser(page, settings):
            yield replace(found, ignores=())  # what a page of the web asks for does not count
    except InputError as error:
        yield Failure(page.name, str(error), passed_over=True)
