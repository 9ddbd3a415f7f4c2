"""The output of the language model and the tagger on the words of a text."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from mtaudit.core.span import Span

ERROR_KINDS = frozenset({"grammar", "word choice", "awkward", "punctuation", "spelling", "terminology"})
"""The kinds of error that a tagger can name."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A small change after which the rest of the sentence reads far more likely.

    Attributes:
        span: the word that is replaced or dropped, or before which another is inserted.
        replacement: the new word; empty if the word is dropped.
        inserts: whether the replacement goes before the word, which stays.
        gain: how many nats likelier the sentence becomes, from the change to the sentence's end.
    """

    span: Span
    replacement: str
    inserts: bool
    _: KW_ONLY
    gain: float


@dataclass(frozen=True, slots=True)
class Expected:
    """Another word of the same class, which the model expected in a word's place and which was tried there.

    Attributes:
        word: the word, in lower case.
        probability: that the model gave it before it read the word that is there, 0..1.
        gain: how many nats likelier what follows it becomes, to the sentence's end; the word itself does not count.
    """

    word: str
    probability: float
    gain: float


@dataclass(frozen=True, slots=True)
class WordFluency:
    """One word as the fluency model reads it, with the preceding sentences as context.

    Attributes:
        span: the word, without surrounding punctuation.
        surprisal: -log p(word | context), in nats.
        unigram: -log p(word) regardless of context, in nats; surprisal above it means that the context repels the word.
        entropy: of the model's expectation at the word's first token, in nats.
        expected: the word expected in its place, if what follows becomes likelier with it; else None.
        repair: the best local change found, or None.
        score: garble score, 0..1, as the tagger gives it.
        kind: the kind of error that the word would be, one of ERROR_KINDS; "" if the tagger names none.
    """

    span: Span
    surprisal: float
    unigram: float
    _: KW_ONLY
    entropy: float
    expected: Expected | None
    repair: Repair | None
    score: float = 0.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TaggedProse:
    """The output of the fluency model and the tagger on segments of an article.

    Attributes:
        words: every word, in order.
        machine: for each segment that was read, the log odds that a machine translated it.
    """

    words: tuple[WordFluency, ...] = ()
    machine: tuple[float, ...] = ()
