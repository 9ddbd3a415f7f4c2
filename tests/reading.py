"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mtaudit.config import Settings
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import read_words
from mtaudit.model import Article, Kind
from mtaudit.segment import segment, words


def read(
    text: str,
    title: str = "",
    evidence: Mapping[str, str] | None = None,
    needs: frozenset[str] = frozenset(),
) -> Reading:
    """The reading of an article, with as much of the encoders' output as a detector needs."""
    article = Article(id="example", text=text, title=title, evidence=evidence or {})
    segments = segment(article)
    prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
    runs = [tuple(words(text, s.span)) for s in prose]
    encoders = _encoders()
    found = FluencyReading()
    if "fluency" in needs:
        found = read_words(encoders.fluency, encoders.tagger, text, prose, runs)
    vectors = encoders.embeddings.encode([s.span.of(text) for s in segments]) if "embeddings" in needs else None
    return Reading(article, segments, found.words, vectors, found.phrases, found.machine)


@cache
def _encoders() -> Encoders:
    return Encoders(Settings())
