"""Where originals come from and how an article is set against them: composes ingest, segment, encoders and twins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from mtaudit.config import Settings
from mtaudit.encoders import Encoders
from mtaudit.encoders.embeddings import width_of
from mtaudit.encoders.resolve import embeddings_folder, weights_hash
from mtaudit.model import Article, Failure, Kind, Original, Segment
from mtaudit.segment import segment
from mtaudit.twins.index import Originals

BATCH = 256
"""Sentences that are embedded at once, at least."""


@contextmanager
def opened(folder: Path, settings: Settings) -> Iterator[Originals]:
    """The index in a folder, made where there is none; what was added is saved where nothing went wrong.

    Raises:
        UsageError: if it cannot be used.
        ModelError: if the embedding model cannot be had.
    """
    model = embeddings_folder(settings)
    index = Originals(folder, weights_hash(model)[:12], width_of(model))
    try:
        yield index
        index.save()
    finally:
        index.close()


def prose_of(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that say something: all but page furniture."""
    return [s for s in segments if s.kind is not Kind.BOILERPLATE]


def original_of(article: Article) -> Original:
    """An article as an original: its prose, sentence by sentence. Its id is its own, or its URL where it has one."""
    spans = tuple(s.span for s in prose_of(segment(article)))
    return Original(article.url or article.known_as, article.title, article.url, article.text, spans)


def add_originals(
    items: Iterable[Article | Failure],
    index: Originals,
    encoders: Encoders,
    done: Callable[[Original | Failure], None] = lambda item: None,
) -> None:
    """Embed what comes and keep it, a batch of sentences at a time; what cannot be read is handed to `done` alone.

    Raises:
        ModelError: if the embedding model cannot be had.
    """
    waiting: list[Original] = []
    for item in items:
        if isinstance(item, Failure):
            done(item)
            continue
        waiting.append(original_of(item))
        if sum(len(o.sentences) for o in waiting) >= BATCH:
            _embed(waiting, index, encoders, done)
            waiting = []
    _embed(waiting, index, encoders, done)


def _embed(
    originals: list[Original], index: Originals, encoders: Encoders, done: Callable[[Original | Failure], None]
) -> None:
    vectors = encoders.embeddings.encode([o.sentence(i) for o in originals for i in range(len(o.sentences))])
    starts = np.cumsum([len(o.sentences) for o in originals])[:-1]
    for original, own in zip(originals, np.split(vectors, starts), strict=True):
        index.add(original, own)
        done(original)
