"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from mtaudit.auditor.analyze import read_all
from mtaudit.compare.original import set_against
from mtaudit.compare.originals import original_of
from mtaudit.config import Settings
from mtaudit.core import Analysis, Article, Need, Twin, WordFluency
from mtaudit.models import Encoders
from mtaudit.models.store.catalogue import E5
from mtaudit.rules.text.phrases import sentences_of
from mtaudit.verdict import decide


def read(
    text: str,
    title: str = "",
    evidence: Mapping[str, str] | None = None,
    needs: frozenset[Need] = frozenset(),
    original: str = "",
    source: str | None = None,
) -> Analysis:
    """The reading of an article, with what a detector needs of the encoders, set against an original and a source."""
    article = Article(id="example", text=text, title=title, evidence=evidence or {}, source=source)
    settings = Settings(multilingual_encoder=E5.name)
    (analysis,) = read_all([article], settings, _encoders(), needs | ({Need.MULTILINGUAL} if source else set()), None)
    analysis = decide(analysis, (), settings) if analysis.machine else analysis
    return replace(analysis, twin=_twin(analysis, original)) if original else analysis


def with_words(analysis: Analysis, words: Sequence[WordFluency]) -> Analysis:
    """The analysis with other words, and decided anew."""
    changed = replace(analysis, fluency=tuple(words))
    return decide(replace(changed, sentences=tuple(sentences_of(changed))), (), Settings())


def _twin(analysis: Analysis, text: str) -> Twin:
    ours = [analysis.text_of(s) for s in analysis.prose]
    original = original_of(Article(id="original", text=text))
    encode = _encoders().embeddings.encode
    return set_against(ours, encode(ours), original, encode([s.of(text) for s in original.sentences]))


@cache
def _encoders() -> Encoders:
    return Encoders(Settings(multilingual_encoder=E5.name))
