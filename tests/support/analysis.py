"""Articles as the detectors see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from mtaudit.auditor.analyze import analyze_all
from mtaudit.compare.original import set_against
from mtaudit.compare.originals import original_of
from mtaudit.config import Settings
from mtaudit.core import Analysis, Article, Comparison, Need, WordFluency
from mtaudit.models import Models
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
    """The reading of an article, with what a rule needs of the models, set against an original and a source."""
    article = Article(id="example", text=text, title=title, evidence=evidence or {}, source=source)
    settings = Settings(multilingual_encoder=E5.name)
    (analysis,) = analyze_all([article], settings, _models(), needs | ({Need.MULTILINGUAL} if source else set()), None)
    analysis = decide(analysis, (), settings) if analysis.machine else analysis
    return replace(analysis, twin=_twin(analysis, original)) if original else analysis


def with_words(analysis: Analysis, words: Sequence[WordFluency]) -> Analysis:
    """The analysis with other words, and decided anew."""
    changed = replace(analysis, fluency=tuple(words))
    return decide(replace(changed, sentences=tuple(sentences_of(changed))), (), Settings())


def _twin(analysis: Analysis, text: str) -> Comparison:
    article_side = [analysis.text_of(s) for s in analysis.prose]
    original = original_of(Article(id="original", text=text))
    encode = _models().embeddings.encode
    return set_against(article_side, encode(article_side), original, encode([s.of(text) for s in original.sentences]))


@cache
def _models() -> Models:
    return Models(Settings(multilingual_encoder=E5.name))
