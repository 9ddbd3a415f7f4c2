"""How many articles the inputs hold, told beforehand, so that a progress bar can say how much is left."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from mtaudit.errors import InputError
from mtaudit.ingest.files import Files
from mtaudit.ingest.interface import Resource
from mtaudit.ingest.jsonl import holds_articles
from mtaudit.ingest.sniff import Content, recognise
from mtaudit.model import Failure

PIECE = 1 << 20
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")


def count(inputs: Sequence[str]) -> int | None:
    """About how many articles the inputs hold; None where that cannot be known without fetching or using them up.

    Lines of JSON Lines and entries of feeds are counted without being parsed.
    """
    if any(name == "-" or name.startswith(("http://", "https://")) for name in inputs):
        return None
    found = (resource for name in inputs for resource in Files().retrieve(name))
    return sum(_articles(resource) for resource in found if not isinstance(resource, Failure))


def _articles(resource: Resource) -> int:
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
    except (InputError, OSError, EOFError, zlib.error):
        return 0
    return 1
