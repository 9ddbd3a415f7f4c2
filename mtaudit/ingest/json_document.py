"""Parses JSON that is read whole: a JSON Feed, one article, or an array of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.encoding import read_text
from mtaudit.ingest.entry import Copy, Entry, articles, with_cautions
from mtaudit.ingest.interface import Resource, UnsuitableError
from mtaudit.ingest.json_prefix import whole_values
from mtaudit.ingest.jsonl import article
from mtaudit.ingest.parse_time import bounded

_TEXTS = frozenset({"text", "content_html", "content_text", "summary", "title"})


@bounded
def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles, and a failure for every item of an array or feed that is none, or where it breaks off.

    Raises:
        InputError: if it is not JSON before its first item either, or a feed without items.
        UnsuitableError: if it is JSON about other things.
    """
    decoded = read_text(resource, settings.max_bytes)
    try:
        document = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        yield from with_cautions(_before_the_break(resource, decoded.text, error), decoded)
        return
    except (ValueError, RecursionError) as error:
        raise InputError("it is JSON with numbers too long or nesting too deep to read") from error
    yield from with_cautions(_found(resource, document), decoded)


def _before_the_break(resource: Resource, text: str, error: json.JSONDecodeError) -> Iterator[Article | Failure]:
    """The articles of the items that are whole, and a failure for the rest.

    Raises:
        InputError: if no item is.
    """
    document = whole_values(text)
    items = document.get("items") if isinstance(document, dict) and _is_feed(document) else document
    fault = f"it is not JSON ({error.msg}, line {error.lineno})"
    if not isinstance(items, list) or not any(isinstance(item, dict) and _TEXTS & item.keys() for item in items):
        raise InputError(fault)
    yield from _found(resource, document)
    message = f"{fault}, and what comes after item {len(items)} is lost; fetch or create it again"
    yield Failure(resource.name, message)


def _found(resource: Resource, document: object) -> Iterator[Article | Failure]:
    if isinstance(document, dict):
        yield from _feed(resource.name, document) if _is_feed(document) else iter([article(document)])
    elif isinstance(document, list) and document:
        yield from _array(resource, document)
    else:
        raise UnsuitableError(
            'it holds no article; give {"id": "a1", "text": "..."}, an array of such objects, or a feed'
        )


def _array(resource: Resource, rows: list[object]) -> Iterator[Article | Failure]:
    if not resource.named and not any(isinstance(row, dict) and "text" in row for row in rows):
        raise UnsuitableError('none of its items has a "text"')
    for number, row in enumerate(rows, 1):
        try:
            yield article(row)
        except InputError as error:
            yield Failure(f"{resource.name} item {number}", str(error))


def _is_feed(document: dict[str, Any]) -> bool:
    return "jsonfeed.org/version/" in str(document.get("version", ""))[:100]


def _feed(name: str, feed: dict[str, Any]) -> Iterator[Article | Failure]:
    """The entries of a JSON Feed, https://www.jsonfeed.org/version/1.1/"""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise InputError("the feed has no entries; check that it is the right one")
    language = _string(feed, "language")
    yield from articles(
        name,
        [
            _entry(item, language)
            if isinstance(item, dict)
            else Failure(f"{name} item {number}", "it is not an object; validate the feed")
            for number, item in enumerate(items, 1)
        ],
    )


def _entry(item: dict[str, Any], feed_language: str | None) -> Entry:
    copies = (
        Copy("content", _string(item, "content_html") or "", is_html=True),
        Copy("content", _string(item, "content_text") or "", is_html=False),
        Copy("summary", _string(item, "summary") or "", is_html=False),
    )
    number = item.get("id")
    return Entry(
        id=str(number) if isinstance(number, str | int) else "",
        title=_string(item, "title") or "",
        copies=tuple(copy for copy in copies if copy.value),
        link=_string(item, "url") or "",
        language=_string(item, "language") or feed_language,
        published=_string(item, "date_published") or _string(item, "date_modified"),
    )


def _string(mapping: dict[str, Any], name: str) -> str | None:
    value = mapping.get(name)
    return value if isinstance(value, str) and value else None
