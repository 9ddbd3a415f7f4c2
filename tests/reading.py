"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from mtaudit.config import Settings
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.catalogue import E5
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import Prose, read_words
from mtaudit.model import Article, Kind, Twin
from mtaudit.originals import original_of
from mtaudit.segment import segment, words
from mtaudit.translation import against_source
from mtaudit.twins.twin import set_against


def read(
    text: str,
    title: str = "",
    evidence: Mapping[str, str] | None = None,
    needs: frozenset[str] = frozenset(),
    original: str = "",
    source: str | None = None,
) -> Reading:
    """The reading of an article, with what a detector needs of the encoders, set against an original and a source."""
    article = Article(id="example", text=text, title=title, evidence=evidence or {}, source=source)
    segments = segment(article)
    prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
    runs = [tuple(words(text, s.span)) for s in prose]
    encoders = _encoders()
    found = FluencyReading()
    if "fluency" in needs:
        (found,) = read_words(encoders.fluency, encoders.tagger, [Prose(text, prose, runs)])
    vectors = encoders.embeddings.encode([s.span.of(text) for s in segments]) if "embeddings" in needs else None
    reading = Reading(article, segments, found.words, vectors, found.phrases, found.machine)
    twin = _twin(reading, original) if original else None
    return replace(reading, twin=twin, source=against_source(reading, encoders, 10_000) if source else None)


def _twin(reading: Reading, text: str) -> Twin:
    ours = [reading.text_of(s) for s in reading.prose]
    original = original_of(Article(id="original", text=text))
    encode = _encoders().embeddings.encode
    return set_against(ours, encode(ours), original, encode([s.of(text) for s in original.sentences]))


@cache
def _encoders() -> Encoders:
    return Encoders(Settings(multilingual_encoder=E5.name))
