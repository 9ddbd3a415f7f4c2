"""Parses JSON Lines, one article a line, without ever holding more than a line.

It is UTF-8 by its definition. A line that is not is decoded as other inputs are, by itself: what is bad in it costs no
other line anything.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.encoding import Decoded, above_ascii, codec_for, decode_unmarked, mark_of
from mtaudit.ingest.interface import Resource, UnsuitableError, too_large

_WANTED = 'an article is an object such as {"id": "a1", "text": "..."}'
_OPTIONAL = ("title", "url", "language", "published")
_BESIDE = ("source", "reference")
"""Names that other data has too, for things of another kind; a value that is no text is passed over."""
MEMBERS = ("id", "text", *_OPTIONAL, *_BESIDE)
"""What an article may be given."""
_OTHER = 'none of its rows has a "text"'
_SKIP = 1 << 16
TEXTLESS = 100
"""Rows without a text after which a file that was found in a folder is taken for data of another kind."""


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield an article or a failure for every line that is not blank.

    Raises:
        InputError: if there is no such line.
        UnsuitableError: if none of the first rows of a file found in a folder has a text: it is data of another kind.
    """
    seen = False
    textless: list[Failure] = []
    decode = _Decoder(resource.charset)
    for number, (start, line) in enumerate(_lines(resource.stream, settings.max_bytes), 1):
        if line is not None and not line.strip():
            continue
        failed = f"{resource.name} line {number}"
        try:
            if line is None:
                raise InputError(too_large(settings.max_bytes))
            decoded = decode(line, start)
            found: Article | Failure = replace(article(_row(decoded)), cautions=decoded.cautions())
        except UnsuitableError as error:
            if not (resource.named or seen):
                textless.append(Failure(failed, str(error)))
                if len(textless) == TEXTLESS:
                    raise UnsuitableError(_OTHER) from error
                continue
            found = Failure(failed, str(error))
        except InputError as error:
            found = Failure(failed, str(error))
        yield from textless
        yield found
        textless, seen = [], True
    if textless:
        raise UnsuitableError(_OTHER)
    if not seen:
        raise InputError("it is empty")


def article(row: object) -> Article:
    """The article in one decoded JSON object. Its text is kept exactly.

    Raises:
        InputError: if a member is missing or of the wrong type; the message names it.
        UnsuitableError: if it has no text at all.
    """
    if not isinstance(row, dict):
        raise InputError(f"it is not an object; {_WANTED}")
    if "text" not in row:
        raise UnsuitableError(f'it has no "text"; {_WANTED}')
    if not isinstance(row["text"], str):
        raise InputError('"text" must be a string')
    optional = {name: row[name] for name in _OPTIONAL if row.get(name) is not None}
    for name, value in optional.items():
        if not isinstance(value, str):
            raise InputError(f'"{name}" must be a string')
    beside = {name: row[name] for name in _BESIDE if isinstance(row.get(name), str)}
    return Article(id=_id(row.get("id")), text=row["text"], **optional, **beside)


def holds_articles(line: bytes) -> bool:
    """Whether a line holds an article, as far as its members tell."""
    try:
        row = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _id(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise InputError(f'it has no "id" that is a string or a number; {_WANTED}')
    return str(value)


class _Decoder:
    """Decodes the lines of one resource, which share their encoding, and knows what the lines before were."""

    def __init__(self, charset: str | None) -> None:
        # In UTF-16 and UTF-32 a line would not end with the byte that it ended with.
        self._declared = None if (codec_for(charset) or "").startswith(("utf-16", "utf-32")) else charset
        self._sound = 0

    def __call__(self, line: bytes, start: int) -> Decoded:
        """The text of the line that begins at the offset `start`.

        Raises:
            InputError: if it is none.
        """
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            return self._not_utf_8(line, start)
        self._sound += above_ascii(text)
        return Decoded(text)

    def _not_utf_8(self, line: bytes, start: int) -> Decoded:
        try:
            return decode_unmarked(line, [self._declared], start, self._sound)
        except UnsuitableError as error:  # which would speak of the file
            raise InputError("it is binary data; give JSON in UTF-8") from error


def _row(decoded: Decoded) -> object:
    try:
        return json.loads(decoded.text)
    except json.JSONDecodeError as error:
        fault = f"it is not JSON ({error.msg.removesuffix(' at')} at character {error.pos + 1}); {_WANTED}"
        raise InputError(f"{fault}. {decoded.caution}" if decoded.caution else fault) from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is JSON with numbers too long or nesting too deep to read") from error


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Every line and its offset; None for one of more than `limit` bytes, which is read past piece by piece."""
    start, first = 0, True
    while line := stream.readline(limit + 1):
        size = len(line)
        if first and mark_of(line)[0] not in (None, "utf-8"):
            raise InputError("it is UTF-16 or UTF-32, and JSON Lines is UTF-8; save it as UTF-8")
        if size > limit and not line.endswith(b"\n"):
            while rest := stream.readline(_SKIP):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield start, None
        else:
            bare = line.removeprefix(BOM_UTF8) if first else line
            yield start + size - len(bare), bare
        start, first = start + size, False
