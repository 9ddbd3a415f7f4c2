"""Phrases that may be garbled, and the sentences that they are in."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from mtaudit.core.evidence import Candidate, SentenceEvidence
from mtaudit.core.fluency import Repair, WordFluency


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `[first, last]` of a sentence that may be a garbled phrase.

    Attributes:
        cluster: how strongly improbable words cluster there, 0 (they do not) to .85.
        repair: the change that would mend it; None if none gains enough.
        quoted: whether it begins inside quotation marks.
    """

    first: int
    last: int
    cluster: float = 0.0
    _: KW_ONLY
    repair: Repair | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of running prose or a headline, and the phrases of it that may be garbled.

    Attributes:
        first: the position of its first word among the words of the analysis.
        words: at least one.
        machine: log odds that a machine translated it.
        phrases: in order, no two sharing a word.
        headline: whether it is a headline.
        article: whether it holds “a”, “an” or “the”.
    """

    first: int
    words: tuple[WordFluency, ...]
    machine: float
    phrases: tuple[Phrase, ...]
    headline: bool
    article: bool

    @property
    def evidence(self) -> SentenceEvidence:
        """The sentence as the numbers that the decision rests on."""
        candidates = tuple(
            Candidate(p.first, p.last, p.repair.gain if p.repair else 0.0, cluster=p.cluster, quoted=p.quoted)
            for p in self.phrases
        )
        scores = tuple(word.score for word in self.words)
        return SentenceEvidence(
            self.first, scores, self.machine, candidates=candidates, headline=self.headline, article=self.article
        )
