"""The evidence for an article's state, in numbers, and what is inferred from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `[first, last]` of a sentence that may be a garbled phrase, and the signs of it.

    Attributes:
        gain: nats that its best repair gains; 0 if none gains enough.
        cluster: how strongly improbable words cluster in it, 0 (they do not) to 1.
        quoted: whether it begins inside quotation marks: speech is freer than prose.
    """

    first: int
    last: int
    gain: float = 0.0
    _: KW_ONLY
    cluster: float = 0.0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """A sentence of running prose, or a headline, as the tagger reads it.

    Attributes:
        first: the position of its first word among the words of the article.
        scores: the garble score of each of its words, 0..1; at least one.
        machine: log odds that a machine translated it.
        candidates: the phrases of it that may be garbled, in order, no two sharing a word.
        headline: whether it is a headline, which has its own grammar and is no evidence for the article.
        article: whether it holds “a”, “an” or “the”, which a journalist's headline mostly leaves out.
    """

    first: int
    scores: tuple[float, ...]
    machine: float
    _: KW_ONLY
    candidates: tuple[Candidate, ...] = ()
    headline: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All the evidence of the joint decision on an article and its words.

    Attributes:
        sentences: in order.
        scores: the garble scores of all words that were read, those of lists and captions too.
        style: the rates and lengths that its register is inferred from, as `verdict.register.style` measures them.
        findings: log(1 + MQM weight in 1,000 words) of the findings of all rules but `garbled`.
    """

    sentences: tuple[SentenceEvidence, ...]
    scores: tuple[float, ...]
    style: tuple[float, ...]
    _: KW_ONLY
    findings: float = 0.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is inferred of an article: the states of it and of its passages, and what follows for its words.

    Attributes:
        states: probability of each state that the article may be in, by name; they add up to 1.
        register: log odds that the article's register is far from news: talk, speech, a court.
        garbled: for each sentence, the probability that it is a garbled one.
        words: for each word, the probability that an editor would mend it, given the article.
        confidences: for each sentence and each of its candidates, the probability that an editor would mend at least a
            part of it, given the article.
    """

    states: Mapping[str, float] = field(default_factory=dict)
    register: float = 0.0
    garbled: tuple[float, ...] = ()
    _: KW_ONLY
    words: tuple[float, ...] = ()
    confidences: tuple[tuple[float, ...], ...] = ()
