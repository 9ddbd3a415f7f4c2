"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtaudit.config import Settings
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import WordFluency
from mtaudit.encoders.words import read_words
from mtaudit.model import Article, Kind, Segment
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
    return Reading(article, segments, *_encoded(article, segments, needs))


def _encoded(
    article: Article, segments: Sequence[Segment], needs: frozenset[str]
) -> tuple[tuple[WordFluency, ...], NDArray[np.float32] | None]:
    """What the encoders make of an article, done as in an audit."""
    prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
    runs = [tuple(words(article.text, s.span)) for s in prose]
    fluency = tuple(read_words(_encoders().fluency, article.text, prose, runs)) if "fluency" in needs else ()
    sentences = [s.span.of(article.text) for s in segments]
    return fluency, _encoders().embeddings.encode(sentences) if "embeddings" in needs else None


@cache
def _encoders() -> Encoders:
    return Encoders(Settings())
