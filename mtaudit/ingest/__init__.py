"""From what the user named to articles: retrieve, look, parse. Lazy, in order, and never stopped by a bad input."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest import feed, html, json_document, jsonl, text
from mtaudit.ingest.files import Files, StandardInput
from mtaudit.ingest.http import Web
from mtaudit.ingest.interface import Parser, Resource, Retriever, UnsuitableError
from mtaudit.ingest.sniff import Content, recognise
from mtaudit.model import Article, Failure

__all__ = ["read"]

_PARSERS: dict[Content, Parser] = {
    Content.TEXT: text.parse,
    Content.HTML: html.parse,
    Content.FEED: feed.parse,
    Content.JSON: json_document.parse,
    Content.JSON_LINES: jsonl.parse,
}


def read(inputs: Sequence[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """Yield every article of the inputs, and a failure for every input, line or entry that cannot be read.

    Args:
        inputs: paths, folders, patterns, http and https addresses, and "-" for standard input.
        settings: `timeout` and `max_bytes` bound what is read.
        stdin: what "-" stands for, if not the standard input of the process.
    """
    retrievers: tuple[Retriever, ...] = (StandardInput(stdin), Web(settings), Files())
    for name in inputs:
        retriever = next(r for r in retrievers if r.accepts(name))
        for found in retriever.retrieve(name):
            yield from [found] if isinstance(found, Failure) else _parse(found, settings)


def _parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    try:
        content, opened = recognise(resource)
        yield from _PARSERS[content](opened, settings)
    except UnsuitableError as error:
        yield Failure(resource.name, str(error), passed_over=not resource.named)
    except InputError as error:
        yield Failure(resource.name, str(error))
    except (EOFError, zlib.error):
        yield Failure(resource.name, "its gzip data is broken or cut short; make the file again")
    except OSError as error:
        yield Failure(resource.name, f"it cannot be read ({error.strerror or error}); check the file")
