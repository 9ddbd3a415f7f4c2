"""Unpacks what a server packed, within bounds."""

from __future__ import annotations

import gzip
import io
import zlib

from mtaudit.errors import InputError
from mtaudit.ingest.interface import too_large

OFFERED = "gzip, br"
"""The value of Accept-Encoding: the encodings that are offered to servers."""


def unpack(packed: bytes, encoding: str, limit: int) -> bytes:
    """The body that a server sent in a Content-Encoding.

    Raises:
        InputError: if it is broken, of an encoding that was not offered, or larger than `limit` bytes.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return packed
        case "gzip" | "x-gzip":
            data = _gunzip(packed, limit)
        case "br":
            data = _unbrotli(packed, limit)
        case other:
            raise InputError(f"the server answers in {other!r}, which was not offered; save the page as a file")
    if len(data) > limit:
        raise InputError(too_large(limit))
    return data


def _gunzip(packed: bytes, limit: int) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(packed)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("the server sent broken gzip data; try again later") from error


def _unbrotli(packed: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        data = bytes(unpacker.process(packed, output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise InputError("the server sent broken brotli data; try again later") from error
    if len(data) <= limit and not unpacker.is_finished():
        raise InputError("the server sent broken brotli data; try again later")
    return data
