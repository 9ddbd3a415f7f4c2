"""Parses JSON Lines, one article a line, without ever holding more than a line."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.encoding import mark_of
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
    for number, line in enumerate(_lines(resource.stream, settings.max_bytes), 1):
        if line is not None and not line.strip():
            continue
        failed = f"{resource.name} line {number}"
        try:
            found: Article | Failure = article(_row(line, settings.max_bytes))
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
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _id(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise InputError(f'it has no "id" that is a string or a number; {_WANTED}')
    return str(value)


def _row(line: bytes | None, limit: int) -> object:
    if line is None:
        raise InputError(too_large(limit))
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"it is not UTF-8 (at byte {error.start + 1}), as JSON must be") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"it is not JSON ({error.msg.removesuffix(' at')} at character {error.pos + 1}); {_WANTED}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is JSON with numbers too long or nesting too deep to read") from error


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Every line; None for one that is longer than `limit` bytes, which is read past piece by piece."""
    first = True
    while line := stream.readline(limit + 1):
        if first and mark_of(line)[0] not in (None, "utf-8"):
            raise InputError("it is UTF-16 or UTF-32, and JSON Lines is UTF-8; save it as UTF-8")
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(_SKIP)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.removeprefix(BOM_UTF8) if first else line
        first = False
