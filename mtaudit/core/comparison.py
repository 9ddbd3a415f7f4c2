"""What an article is set against: an original, sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mtaudit.core.span import Span

DOUBTFUL = 0.35
"""Median adequacy below which nothing is made of a source."""


class TwinKind(StrEnum):
    """What an article is to the text that it is set against."""

    VERBATIM = "verbatim copy"
    EDITED = "edited copy"
    ROUND_TRIP = "paraphrase or round trip"
    REPORT = "separate report"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Original:
    """A text that an article may have been made from; `sentences` are spans of `text`, in order.

    `language` is an ISO 639-1 code, or "und" where it cannot be told. `holder` is the feed or file in which it is one
    of several, beside which its id means something; or "".
    """

    id: str
    title: str
    url: str | None
    text: str
    sentences: tuple[Span, ...]
    language: str = "en"
    holder: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the text, in hexadecimal, as of an article's."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def sentence(self, place: int) -> str:
        """The text of one sentence."""
        return self.sentences[place].of(self.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that say the same, by their places: `ours` among the article's prose, `theirs` in the original.

    Without `theirs` the article added them, without `ours` it dropped them; `similarity` (cosine, -1..1) and `chrf`
    (0..100) are then 0.
    """

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    similarity: float = 0.0
    chrf: float = 0.0


@dataclass(frozen=True, slots=True)
class Twin:
    """An original and the article that is set against it, aligned.

    Attributes:
        pairs: every sentence of both, once, in order.
        probability: that the article was made from the original by machine, 0..1; None of a source, as that is not
            asked.
        measures: what kind and probability rest on, by name.
    """

    original: Original
    pairs: tuple[Pair, ...]
    kind: TwinKind
    probability: float | None
    measures: Mapping[str, float]

    @property
    def is_doubtful(self) -> bool:
        """Whether a source is so far off that it may be another text's, or in a language that nobody read."""
        return self.kind is TwinKind.TRANSLATION and self.measures["typical"] < DOUBTFUL

    @property
    def role(self) -> str:
        """What the text is to the article: "source" or "original"."""
        return "source" if self.kind is TwinKind.TRANSLATION else "original"
