"""Parses RSS 0.9x, 1.0 and 2.0 and Atom."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest.attributes import check_count
from mtaudit.ingest.encoding import read_markup
from mtaudit.ingest.entry import Copy, Entry, articles, plain, with_cautions
from mtaudit.ingest.interface import Resource
from mtaudit.ingest.parse_time import bounded
from mtaudit.model import Article, Failure

DEEPEST = 200
"""Elements within each other, at most."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PROSE = _HTML | {"text/plain"}


@bounded
def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the entries, in the feed's order. A feed that breaks off yields those before the break.

    Raises:
        InputError: if the feed has no entry, or none that can be read.
    """
    decoded = read_markup(resource, settings.max_bytes)
    markup = decoded.text
    _refuse_shape(markup)
    parsed = _feedparser(markup)
    entries = [_entry(entry, parsed.feed.get("language"), resource.url) for entry in parsed.entries]
    if parsed.bozo and not any(entry.title or entry.copies for entry in entries):
        raise InputError(f"the feed is broken and no entry can be read ({_fault(parsed.bozo_exception)}); validate it")
    if not entries:
        raise InputError("the feed has no entries; check that it is the right one")
    yield from with_cautions(articles(resource.name, entries), decoded)


def _refuse_shape(markup: str) -> None:
    """Refuse a feed that nests deeper than any does, or has more attributes on a tag, as far as it is XML.

    Raises:
        InputError: if it does.
    """
    depth = 0

    def begin(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        check_count(attributes)
        depth += 1
        if depth > DEEPEST:
            raise InputError("its elements are nested too deeply to be read; validate the feed")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    with suppress(expat.ExpatError):  # what it cannot read, feedparser may
        parser.Parse(markup.encode("utf-8", "replace"), True)


def _feedparser(markup: str) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}  # it was decoded here, by the right encoding
    try:
        return feedparser.parse(
            markup.encode("utf-8"), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever escapes on malformed markup is this feed's failure, not the batch's
        raise InputError(f"the feed cannot be parsed ({type(error).__name__}); validate it") from error


def _fault(error: Exception) -> str:
    line = getattr(error, "getLineNumber", lambda: None)()
    message = str(getattr(error, "getMessage", lambda: error)())
    return f"{message}, line {line}" if line else message


def _entry(entry: Any, feed_language: str | None, base: str | None) -> Entry:
    content = [c for c in entry.get("content", ()) if c.get("type") in _PROSE and c.get("value")]
    content.sort(key=lambda c: len(c["value"]), reverse=True)
    copies = [Copy("content", c["value"], c["type"] in _HTML) for c in content]
    if summary := entry.get("summary"):
        copies.append(Copy("summary", summary, _is_html(entry, "summary")))
    spoken = next((c.get("language") for c in content), None) or entry.get("title_detail", {}).get("language")
    return Entry(
        id=str(entry.get("id") or ""),
        title=plain(entry.get("title") or "", _is_html(entry, "title")),
        copies=tuple(copies),
        link=_joined(base, entry.get("link")),
        language=spoken or feed_language,
        published=_published(entry),
    )


def _joined(base: str | None, link: str | None) -> str:
    try:
        return urljoin(base or "", link or "") if link else ""
    except ValueError:
        return ""


def _is_html(entry: Any, name: str) -> bool:
    return entry.get(f"{name}_detail", {}).get("type") in _HTML


def _published(entry: Any) -> str | None:
    """When the entry was published, else updated: ISO 8601 in UTC, or as it stands where it is no known form."""
    for name in ("published", "updated"):
        if name in entry:  # asked first: feedparser warns when one date has to stand in for the other
            moment: time.struct_time | None = entry.get(f"{name}_parsed")
            if moment is None:
                return str(entry[name])
            try:
                return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat().replace("+00:00", "Z")
            except (ValueError, OverflowError, OSError):  # before the year 1 or after 9999
                return str(entry[name])
    return None
