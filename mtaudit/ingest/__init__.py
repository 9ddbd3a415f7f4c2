"""From what the user named to articles: retrieve, look, parse. Lazy, in order, and never stopped by a bad input."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, TypeVar

from mtaudit.config import Settings
from mtaudit.config.addresses import without_credentials
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError, MtauditError, fault
from mtaudit.ingest import feed, html, json_document, jsonl, parquet, text, warc
from mtaudit.ingest.files import Files, Found, StandardInput
from mtaudit.ingest.http import Web
from mtaudit.ingest.interface import Memory, Parser, Resource, Retriever, Unchanged, UnsuitableError
from mtaudit.ingest.pages import Pages
from mtaudit.ingest.sniff import Content, recognise

__all__ = ["read", "read_file"]

T = TypeVar("T")
logger = logging.getLogger(__name__)

_PARSERS: dict[Content, Parser] = {
    Content.TEXT: text.parse,
    Content.HTML: html.parse,
    Content.FEED: feed.parse,
    Content.JSON: json_document.parse,
    Content.JSON_LINES: jsonl.parse,
    Content.WARC: warc.parse,
    Content.PARQUET: parquet.parse,
}


def read(
    inputs: Sequence[str], settings: Settings, stdin: BinaryIO | None = None, memory: Memory | None = None
) -> Iterator[Article | Failure]:
    """Yield every article of the inputs, and a failure for every input, line or entry that cannot be read.

    Args:
        inputs: paths, folders, patterns, http and https addresses, and "-" for standard input.
        settings: `timeout` and `max_bytes` bound what is read.
        stdin: what "-" stands for, if not the standard input of the process.
        memory: what earlier runs know; an address that is what it was gives the articles that it gave.
    """
    web = Web(settings, memory)
    retrievers: tuple[Retriever, ...] = (StandardInput(stdin), web, Files())
    pages = Pages(web, settings)
    for name in inputs:
        shown = without_credentials(name)
        retriever = next(r for r in retrievers if r.accepts(name))
        for found in _survived(shown, retriever.retrieve(name)):
            if isinstance(found, Unchanged):
                yield from memory.recall(shown) if memory else ()
                continue
            whole = True
            for item in _articles(found, shown, pages, settings):
                whole = whole and (isinstance(item, Article) or item.passed_over)
                yield item
            if memory and isinstance(found, Resource) and whole:
                memory.keep(shown, found.validators)


def read_file(file: Found, origin: str, settings: Settings) -> Iterator[Article | Failure]:
    """Yield what `read` yields of one file, which was found under the name that the user gave as an input."""
    pages = Pages(Web(settings), settings)
    for found in _survived(origin, file.opened()):
        yield from _articles(found, origin, pages, settings)


def _articles(found: Resource | Failure, origin: str, pages: Pages, settings: Settings) -> Iterator[Article | Failure]:
    if isinstance(found, Failure):
        yield found
        return
    for item in _survived(found.name, _with_pages(_parse(found, settings), pages, settings)):
        yield item if isinstance(item, Failure) else _placed(item, origin, found)


def _survived(name: str, found: Iterable[T]) -> Iterator[T | Failure]:
    """What was found, with a failure for a fault in mtaudit itself, which must cost one input and not the batch."""
    try:
        yield from found
    except MtauditError:
        raise
    except Exception as error:
        logger.exception("reading %r failed", name)
        yield Failure(name, fault(error, "input"))


def _with_pages(found: Iterable[Article | Failure], pages: Pages, settings: Settings) -> Iterator[Article | Failure]:
    """What was found, with the page in place of an entry of which the feed has a summary only, if that is wanted."""
    for item in found:
        if settings.fetch_pages and isinstance(item, Article) and item.part == "summary" and item.url:
            yield from pages.behind(item)
        else:
            yield item


def _placed(article: Article, origin: str, found: Resource) -> Article:
    """The article with where it is from. A comment that asks for something counts only in what lies here."""
    if found.url is None:
        return replace(article, origin=origin, file=None if found.name == "-" else found.name)
    return replace(article, origin=origin, ignores=())


def _parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    try:
        content, opened = recognise(resource)
        yield from _PARSERS[content](opened, settings)
    except UnsuitableError as error:
        yield Failure(resource.name, str(error), passed_over=not resource.named)
    except InputError as error:
        yield Failure(resource.name, str(error))
    except (EOFError, zlib.error):
        yield Failure(resource.name, "its gzip data is broken or cut short; compress the file again")
    except OSError as error:
        yield Failure(resource.name, f"it cannot be read ({error.strerror or error}); check the file")
