"""Tells what a resource is by looking at it. Its name and media type decide only where the look leaves a doubt."""

from __future__ import annotations

import gzip
import io
import re
from dataclasses import replace
from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from mtaudit.errors import InputError
from mtaudit.ingest.encoding import BINARY, codec_for, mark_of, too_many
from mtaudit.ingest.interface import Resource, UnsuitableError
from mtaudit.ingest.prolog import read_prolog

if TYPE_CHECKING:
    from _typeshed import SupportsRead, WriteableBuffer

LOOK = 1 << 16
"""Bytes that are looked at."""


class Content(Enum):
    """What a parser is chosen by."""

    TEXT = auto()
    HTML = auto()
    FEED = auto()
    JSON = auto()
    JSON_LINES = auto()
    WARC = auto()
    PARQUET = auto()


_GZIP, _PARQUET = b"\x1f\x8b\x08", b"PAR1"
_WARC = re.compile(rb"WARC/[01]\.")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c\x1d\x7f]")
_CONTROL_SHARE = 0.05

_FEEDS = frozenset({"rss", "rdf", "feed"})
_FRAGMENT = re.compile(r"head|title|meta|body|main|article|section|header|div|p|h[1-3]|figure|table|font|span")
_MARKDOWN = frozenset({".md", ".markdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_XML = frozenset({".xml", ".rss", ".atom"})

_JSON_FEED = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_OBJECT = re.compile(r'\{\s*["}]')
_ARRAY = re.compile(r"\[\s*[{\]]")
_CONTINUED = re.compile(r'[^\n]*\n\s*["}\]]')
"""A second line that goes on with the object of the first: a document, where JSON Lines would begin a new object."""


def recognise(resource: Resource) -> tuple[Content, Resource]:
    """What the resource is, and the resource to read, from its start and out of its gzip wrapping.

    Raises:
        InputError: if it is empty, defines XML entities, or is Parquet that comes as a stream.
        UnsuitableError: if it is binary, or XML of another kind.
    """
    head, stream = _look(resource.stream)
    if head.startswith(_PARQUET) and b"\0" in head:
        if not resource.stream.seekable():
            raise InputError("Parquet is read from its end, so it must be a file; save it as one")
        resource.stream.seek(0)
        return Content.PARQUET, resource
    if head.startswith(_GZIP):
        head, stream = _look(gzip.GzipFile(fileobj=stream))
    content = Content.WARC if _WARC.match(head) else _content(head, resource)
    return content, replace(resource, stream=stream)


def _look(stream: SupportsRead[bytes]) -> tuple[bytes, BinaryIO]:
    head = stream.read(LOOK)
    return head, io.BufferedReader(_Rejoined(head, stream))


class _Rejoined(io.RawIOBase):
    """A stream with its head, which was read for a look, put back."""

    def __init__(self, head: bytes, rest: SupportsRead[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


def _content(head: bytes, resource: Resource) -> Content:
    text = _glance(head, resource.charset)
    if not text.strip():
        raise InputError("it is empty")
    nuls = text.count("\0")
    if too_many(nuls, len(text)) or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnsuitableError(BINARY)
    suffix = PurePath(resource.name.lower().removesuffix(".gz")).suffix
    content = _json(text, suffix, resource.content_type) or _markup(text, suffix, resource.content_type)
    if nuls and not content:
        raise UnsuitableError(BINARY)
    return content or Content.TEXT


def _glance(head: bytes, charset: str | None) -> str:
    """The head as text good enough to see markup in: all the encodings of files share ASCII, but UTF-16 and UTF-32."""
    marked, skip = mark_of(head)
    declared = codec_for(charset) or ""
    codec = marked or (declared if declared.startswith(("utf-16", "utf-32")) else "latin-1")
    return head[skip:].decode(codec, "ignore")


def _json(text: str, suffix: str, media_type: str) -> Content | None:
    start = text.lstrip()
    opens = start.startswith(("{", "["))
    if suffix in (".jsonl", ".ndjson") or "ndjson" in media_type or "jsonl" in media_type:
        # Named JSON Lines, it is read so even where a line is broken, but not where it is another thing altogether.
        return None if start.startswith("<") else Content.JSON_LINES
    if _ARRAY.match(start) or _JSON_FEED.search(start):
        return Content.JSON if opens else None
    if _OBJECT.match(start):
        return Content.JSON if _CONTINUED.match(start) else Content.JSON_LINES
    return Content.JSON if opens and (suffix == ".json" or "json" in media_type) else None


def _markup(text: str, suffix: str, media_type: str) -> Content | None:
    prolog = read_prolog(text)
    if prolog.root in _FEEDS:
        return Content.FEED
    if "html" in (prolog.root, prolog.doctype) or "html" in media_type or suffix in _PAGES:
        return Content.HTML
    if prolog.xml or prolog.doctype:
        raise UnsuitableError(f"it is XML ({prolog.root or 'without an element'}), but neither a feed nor a web page")
    if _FRAGMENT.fullmatch(prolog.root) and suffix not in _MARKDOWN:
        return Content.HTML
    return Content.FEED if "xml" in media_type or suffix in _XML else None
