"""Parses web archives: the pages of a WARC file, and the plain texts of a WET file, one article a record."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import RAY_EXTRA, InputError, fault
from mtaudit.ingest import html, text
from mtaudit.ingest.interface import Resource, too_large
from mtaudit.ingest.unpacking import unpack

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

logger = logging.getLogger(__name__)
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of every record that holds a page or a text, by the address that it was fetched from.

    What is no page (a picture, an error, a redirect) is left out; a page without an article, or one that is
    cut short, is reported and no fault.

    Raises:
        InputError: if it cannot be read as an archive, or fastwarc is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError(f"reading web archives needs fastwarc; run {RAY_EXTRA}") from error
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream = cast("BinaryIO", _Counted(resource.stream))
    try:
        # What a record is packed in is seen to here: fastwarc would not find the next one where that is broken.
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="none"):
            if _holds_page(record):
                yield from _article(record, settings)
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


def _holds_page(record: WarcRecord) -> bool:
    http = record.http_headers
    return bool(_address(record)) and not (http and http.status_code != 200) and _kind(record) in (*_PAGES, _PLAIN)


def _address(record: WarcRecord) -> str:
    """The address of a record, without the angle brackets that some crawlers put around it."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _kind(record: WarcRecord) -> str:
    media_type = record.http_content_type if record.http_headers else record.headers.get("Content-Type")
    return (media_type or "").partition(";")[0].strip().lower()


def _article(record: WarcRecord, settings: Settings) -> Iterator[Article | Failure]:
    """The article of one record; whatever is wrong with it costs no other.

    Raises:
        InputError: if the archive ends in the middle of it.
    """
    address, limit = _address(record), settings.max_bytes
    packed = record.reader.read(limit + 1)
    if len(packed) > limit:
        yield Failure(address, too_large(limit))
        return
    if len(packed) < record.content_length:
        raise InputError(f"it is cut short in the middle of {address}; what came before was read")
    parser = text.parse if _kind(record) == _PLAIN else html.parse
    url = address if address.startswith(("http://", "https://")) else None
    charset = record.http_charset if record.http_headers else None
    try:
        page = Resource(
            address, io.BytesIO(_unpacked(record, packed, limit)), url, content_type=_kind(record), charset=charset
        )
        for found in parser(page, settings):
            if isinstance(found, Failure):  # a crawler cuts pages that are too long for it
                yield replace(found, passed_over=True)
            else:
                yield replace(found, ignores=())  # what a page of the web asks for does not count
    except InputError as error:
        yield Failure(address, str(error), passed_over=True)
    except Exception as error:  # a fault in a parser must cost one page, not the archive
        logger.exception("reading %r failed", address)
        yield Failure(address, fault(error, "page"))


def _unpacked(record: WarcRecord, packed: bytes, limit: int) -> bytes:
    """The body of a record out of what HTTP packed it in."""
    from fastwarc.stream_io import ChunkedReader

    headers = record.http_headers
    if not headers:
        return packed
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        try:
            packed = ChunkedReader(io.BytesIO(packed)).read(limit)
        except OSError as error:
            raise InputError(f"its chunks are broken ({error})") from error
    return unpack(packed, headers.get("Content-Encoding") or "", limit)
