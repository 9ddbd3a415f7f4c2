"""All that the rules see of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from mtaudit.core.article import Article
from mtaudit.core.comparison import Comparison
from mtaudit.core.composition import Composition
from mtaudit.core.enums import UNREADABLE
from mtaudit.core.evidence import Posterior
from mtaudit.core.fluency import WordFluency
from mtaudit.core.mended import Mended
from mtaudit.core.metric import Reference
from mtaudit.core.phrase import Sentence
from mtaudit.core.segment import Aside, Segment, prose_of
from mtaudit.core.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Bars:
    """The confidences, 0..1, from which a garbled phrase is reported.

    Attributes:
        headline: that confidence for a phrase in a headline.
        major: the confidence from which it counts as major.
    """

    least: float = 0.5
    headline: float = 0.5
    major: float = 0.6


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article as the rules see it: what the segmenter, the models and the comparison make of it.

    Attributes:
        segments: every segment, in order; `prose` leaves the boilerplate out, and `english` other languages too.
        fluency: what the fluency model made of each word in `english`, in order; empty if no detector needs it.
        machine: for each segment of `english`, the log odds that a machine translated it; empty with `fluency`.
        vectors: unit sentence embeddings, float32 of shape (len(segments), dimension), or None if not needed.
        sentences: the sentences and headlines of `english`, with phrases that may be garbled; empty with `fluency`.
        twin: the comparison with the nearest original, or None; its pairs hold positions in the prose.
        source: the comparison with the text that the article was translated from, likewise.
        reference: the article scored against the reference that it was given with.
        foreign: the segments of the prose that are not in English, by index: the code of their language, or
            `UNREADABLE` where they are in none.
        title: the analysis of the article's title, where its text does not hold it; its one segment is that title.
        posterior: what was inferred jointly of the article and its words.
        bars: the confidences from which its garbled phrases are reported.
        mended: how the text of `article` maps to the text as given; None if the two are equal.
        given: the article as given; None if `article` equals it.
        asides: the pieces of the text that are not prose, in order: code, tables, markup and link targets.
    """

    article: Article
    segments: tuple[Segment, ...]
    fluency: tuple[WordFluency, ...] = ()
    _: KW_ONLY
    vectors: NDArray[np.float32] | None = None
    machine: tuple[float, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    twin: Comparison | None = None
    source: Comparison | None = None
    reference: Reference | None = None
    foreign: Mapping[int, str] = field(default_factory=dict)
    title: Analysis | None = None
    posterior: Posterior = field(default_factory=Posterior)
    bars: Bars = field(default_factory=Bars)
    mended: Mended | None = None
    given: Article | None = None
    asides: tuple[Aside, ...] = ()

    @property
    def prose(self) -> tuple[Segment, ...]:
        """The segments that are audited: title, body and captions."""
        return prose_of(self.segments)

    @property
    def english(self) -> tuple[Segment, ...]:
        """The segments that the verdict is on: the prose, without foreign and illegible segments."""
        return tuple(s for s in self.prose if s.index not in self.foreign)

    @property
    def composition(self) -> Composition:
        """How much of the prose is English, how much in other languages, and how much illegible."""
        prose = self.prose
        unreadable = [s for s in prose if self.foreign.get(s.index) == UNREADABLE]
        size = sum(s.span.end - s.span.start for s in prose)
        return Composition(
            words=sum(len(self.text_of(s).split()) for s in self.english),
            sentences=len(prose),
            foreign=len(self.foreign) - len(unreadable),
            unreadable=len(unreadable),
            unreadable_share=sum(s.span.end - s.span.start for s in unreadable) / size if size else 0.0,
        )

    def in_given(self, span: Span) -> Span:
        """A span of the text as read, mapped to the text as given."""
        return self.mended.in_given(span) if self.mended else span

    def text_of(self, segment: Segment) -> str:
        """The text of one segment."""
        return segment.span.of(self.article.text)
