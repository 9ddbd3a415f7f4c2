"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from mtaudit.analysis import prose_in, segmented
from mtaudit.compare.original import set_against
from mtaudit.compare.originals import original_of
from mtaudit.compare.parallel_texts import against_source
from mtaudit.config import Settings
from mtaudit.core import Analysis, Article, FluencyFacts, Twin
from mtaudit.decision import decided
from mtaudit.models import Encoders
from mtaudit.models.store.catalogue import E5
from mtaudit.models.tagging.words import read_words


def read(
    text: str,
    title: str = "",
    evidence: Mapping[str, str] | None = None,
    needs: frozenset[str] = frozenset(),
    original: str = "",
    source: str | None = None,
) -> Analysis:
    """The reading of an article, with what a detector needs of the encoders, set against an original and a source."""
    article = Article(id="example", text=text, title=title, evidence=evidence or {}, source=source)
    plain = segmented(article)
    article = plain.article
    encoders = _encoders()
    found = FluencyFacts()
    if "fluency" in needs:
        (found,) = read_words(encoders.fluency, encoders.tagger, [prose_in(article, plain.english, plain.asides)])
    vectors = encoders.embeddings.encode([plain.text_of(s) for s in plain.segments]) if "embeddings" in needs else None
    analysis = replace(plain, fluency=found.words, vectors=vectors, machine=found.machine)
    if analysis.machine:
        analysis = decided(analysis, (), Settings())
    twin = _twin(analysis, original) if original else None
    return replace(analysis, twin=twin, source=against_source(analysis, encoders, 10_000) if source else None)


def _twin(analysis: Analysis, text: str) -> Twin:
    ours = [analysis.text_of(s) for s in analysis.prose]
    original = original_of(Article(id="original", text=text))
    encode = _encoders().embeddings.encode
    return set_against(ours, encode(ours), original, encode([s.of(text) for s in original.sentences]))


@cache
def _encoders() -> Encoders:
    return Encoders(Settings(multilingual_encoder=E5.name))
