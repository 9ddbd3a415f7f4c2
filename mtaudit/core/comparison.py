"""The comparison of an article with an original or a source, sentence by sentence."""

from __future__ import annotations

import hashlib
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from mtaudit.core.span import Span

DOUBTFUL = 0.35
"""Median adequacy below which a source is doubtful and no finding rests on it."""


class ComparisonKind(StrEnum):
    """What an article is to the text that it is compared with."""

    VERBATIM = "verbatim copy"
    EDITED = "edited copy"
    ROUND_TRIP = "paraphrase or round trip"
    REPORT = "separate report"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Original:
    """A text that an article may have been made from; `sentences` are spans of `text`, in order.

    `language` is an ISO 639-1 code, or "und" if it is unknown. `holder` is the feed or file that holds it among others,
    and within which its id is unique; or "".
    """

    id: str
    title: str
    url: str | None
    _: KW_ONLY
    text: str
    sentences: tuple[Span, ...]
    language: str = "en"
    holder: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text, in hexadecimal, as `Article.sha256`."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def sentence(self, position: int) -> str:
        """The text of the sentence at a position."""
        return self.sentences[position].of(self.text)


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Sentences that say the same, by their positions in the article's prose and in the other text.

    Without `other_side` the article added them, without `article_side` it dropped them; `similarity` (cosine, -1..1)
    and `chrf` (0..100) are then 0.
    """

    article_side: tuple[int, ...]
    other_side: tuple[int, ...]
    similarity: float = 0.0
    _: KW_ONLY
    chrf: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalMeasures:
    """How an article and its original differ.

    Attributes:
        kept: share of the article's words that have a counterpart in the original, 0..1.
        used: share of the original's words that have one in the article, 0..1.
        verbatim: share of the article's words in sentences that are the original's own, 0..1.
        similarity: mean cosine similarity of the pairs, by words, 0..1.
        chrf, ter: of the article's side of the pairs against the original's, 0..100 and 0 up (sacrebleu).
        length: words of the article's side of the pairs over those of the original's.
        names, numbers: share that both have of those that either has, 0..1; 1 where there are none.
    """

    kept: float
    used: float
    verbatim: float
    similarity: float
    chrf: float
    ter: float
    length: float
    names: float
    numbers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMeasures:
    """How much of its source an article conveys.

    Attributes:
        adequacy: its mean over the article's words, 0..1; what has no counterpart counts for 0.
        typical: its median over the pairs, 0..1; 0 where there are none.
        kept, used: share of the article's characters, and of the source's, that have a counterpart.
    """

    adequacy: float
    typical: float
    kept: float
    used: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """An original or a source and the article that is compared with it, aligned.

    Attributes:
        pairs: every sentence of both, once, in order.
        probability: that the article was made from the original by machine, 0..1; None for a source.
        measures: what kind and probability rest on.
    """

    original: Original
    pairs: tuple[SentencePair, ...]
    kind: ComparisonKind
    _: KW_ONLY
    probability: float | None
    measures: OriginalMeasures | SourceMeasures

    @property
    def is_doubtful(self) -> bool:
        """Whether a source is so different that it may be another article's, or in an unsupported language."""
        return isinstance(self.measures, SourceMeasures) and self.measures.typical < DOUBTFUL

    @property
    def role(self) -> str:
        """What the text is to the article: "source" or "original"."""
        return "source" if self.kind is ComparisonKind.TRANSLATION else "original"
