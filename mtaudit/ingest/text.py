"""Parses plain text and Markdown, which are audited as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from mtaudit.config import Settings
from mtaudit.core import Article
from mtaudit.ingest.comments import ignores
from mtaudit.ingest.encoding import read_text
from mtaudit.ingest.headline import headline_of
from mtaudit.ingest.interface import Resource


def parse(resource: Resource, settings: Settings) -> Iterator[Article]:
    """Yield the one article. Its text is the file's, to the character, so that offsets hold in the file."""
    decoded = read_text(resource, settings.max_bytes)
    text = decoded.text
    yield Article(
        id=resource.name,
        text=text,
        title=headline_of(text),
        url=resource.url,
        ignores=ignores(text),
        cautions=decoded.cautions(),
    )
