"""Parses RSS 0.9x, 1.0 and 2.0 and Atom."""

from __future__ import annotations

import calendar
import logging
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.attributes import check_count
from mtaudit.ingest.encoding import read_markup
from mtaudit.ingest.entry import Copy, Entry, articles, plain, with_cautions
from mtaudit.ingest.feed_breaks import breaks_in
from mtaudit.ingest.interface import Resource
from mtaudit.ingest.parse_time import bounded

logger = logging.getLogger(__name__)
DEEPEST = 200
"""Elements within each other, at most."""
_AGAIN = "fetch it again, or ask its publisher for all of it"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PROSE = _HTML | {"text/plain"}


@bounded
def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the entries, in the feed's order, and a failure for what is lost of one that is cut short or broken.

    Raises:
        InputError: if the feed has no entry, or none that can be read.
    """
    decoded = read_markup(resource, settings.max_bytes)
    markup = decoded.text
    is_well_formed = _refuse_shape(markup)
    parsed = _feedparser(markup)
    entries = [_entry(entry, parsed.feed.get("language"), resource.url) for entry in parsed.entries]
    if parsed.bozo and not any(entry.title or entry.copies for entry in entries):
        raise InputError(f"the feed is broken and no entry can be read ({_fault(parsed.bozo_exception)}); validate it")
    if not entries:
        raise InputError("the feed has no entries; check that it is the right one")
    found = entries if is_well_formed else _with_failures(resource.name, markup, entries)
    yield from with_cautions(articles(resource.name, found), decoded)


def _with_failures(name: str, markup: str, entries: Sequence[Entry]) -> Iterator[Entry | Failure]:
    """The entries, with a failure in place of each that lost text, and one at the end of a feed that is cut off.

    From where feedparser finds other entries than there are, no more than the first failure can be placed.
    """
    breaks = breaks_in(markup)
    broken = sorted(breaks.broken)
    placed = broken if breaks.entries == len(entries) else broken[:1]
    for number, entry in enumerate(entries, 1):
        if number not in placed:
            yield entry
        elif number == breaks.entries and breaks.is_cut:
            yield Failure(f"{name} entry {number}", f"the feed is cut short in the middle of it; {_AGAIN}")
        else:
            yield Failure(f"{name} entry {number}", "a text in it is not closed, and is lost; validate the feed")
    if breaks.entries != len(entries) and broken:
        yield Failure(name, f"entries are lost, because a text in entry {broken[0]} is not closed; validate the feed")
    elif breaks.is_cut and breaks.entries not in broken:
        yield Failure(name, f"the feed is cut short after entry {breaks.entries}; {_AGAIN}")


def _refuse_shape(markup: str) -> bool:
    """Refuse a feed that nests deeper than any does, or has more attributes on a tag, as far as it is XML.

    Returns whether all of it is.

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
    try:
        parser.Parse(markup.encode("utf-8", "replace"), True)
    except expat.ExpatError:  # what it cannot read, feedparser may
        return False
    return True


def _feedparser(markup: str) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}  # it was decoded here, by the right encoding
    try:
        return feedparser.parse(
            markup.encode("utf-8"), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever escapes on malformed markup is this feed's failure, not the batch's
        logger.info("feedparser failed", exc_info=True)
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
