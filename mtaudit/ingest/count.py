"""Estimates how many articles the inputs hold, so that a progress bar can show how much is left."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice

from mtaudit.config import Settings
from mtaudit.core import Failure
from mtaudit.errors import InputError
from mtaudit.ingest.files import Files, Found, StandardInput
from mtaudit.ingest.http import Web
from mtaudit.ingest.interface import Resource
from mtaudit.ingest.jsonl import holds_articles
from mtaudit.ingest.parquet import rows_of
from mtaudit.ingest.sniff import Content, recognise

PIECE = 1 << 20
LOOKED, PACKED = 16, 3
"""Pieces of a web archive that are looked at, and how many times smaller gzip makes one."""
_RECORD = re.compile(rb"(?m)^WARC-Type: *(?:response|resource|conversion)\b")
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")


def count(inputs: Sequence[str]) -> int | None:
    """About how many articles the inputs hold; None where that cannot be known without fetching or using them up.

    Lines of JSON Lines and entries of feeds are counted without being parsed.
    """
    elsewhere = (StandardInput(None), Web(Settings()))
    if any(retriever.accepts(name) for retriever in elsewhere for name in inputs):
        return None
    files = [found for name in inputs for found in Files().find(name) if isinstance(found, Found)]
    if not all(file.path.is_file() for file in files):  # a pipe can be read only once, and that is for the audit
        return None
    return sum(
        _articles(resource, file.path.stat().st_size * (PACKED if file.path.suffix == ".gz" else 1))
        for file in files
        for resource in file.opened()
        if not isinstance(resource, Failure)
    )


def _articles(resource: Resource, size: int) -> int:
    try:
        content, opened = recognise(resource)
        pieces = iter(lambda: opened.stream.read(PIECE), b"")
        if content is Content.JSON_LINES:
            first = next(pieces, b"")
            if not resource.named and not holds_articles(first.partition(b"\n")[0]):
                return 0
            return first.count(b"\n") + sum(piece.count(b"\n") for piece in pieces) or 1
        if content is Content.FEED:
            return sum(len(_ENTRY.findall(piece)) for piece in pieces) or 1
        if content is Content.WARC:
            return _records(pieces, size)
        if content is Content.PARQUET:
            return rows_of(opened)
    except (InputError, OSError, EOFError, zlib.error):
        return 0
    return 1


def _records(pieces: Iterator[bytes], size: int) -> int:
    """The pages of a web archive of `size` bytes, as the first pieces let expect: all of it may be far too much."""
    looked = list(islice(pieces, LOOKED))
    found = sum(len(_RECORD.findall(piece)) for piece in looked)
    return found if len(looked) < LOOKED else max(found, found * size // (LOOKED * PIECE))
