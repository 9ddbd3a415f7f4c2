"""Two signs of garble from the language model alone: a small change mends the phrase, or its words clash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtaudit.core import Phrase, WordFluency

GAIN = 7.3
"""Nats that a repair must win."""
BASE = 5.0
"""Nats by which a word's surprisal must exceed the model's uncertainty before the word counts as a peak."""
REPELLED = -2.0
"""Least surprisal over unigram surprisal, in nats, of a peak: a word that is merely rare falls below."""
RAREST = 14.0
"""Unigram surprisal, in nats, past which a word is too rare for the model to be trusted on it."""
REACH = 10
"""Words among which the peaks of a cluster lie."""
PEAKS = 3
EXCESS = 12.0
"""Nats above BASE that the peaks of a cluster must add up to."""


def repairs(words: Sequence[WordFluency]) -> Iterator[Phrase]:
    """A phrase that one closed-class word would mend: from that word to the one that was surprising."""
    for i, word in enumerate(words):
        repair = word.repair
        if repair is None or repair.gain < GAIN or i == 0:
            continue
        first = next(j for j in range(i, -1, -1) if words[j].span.start <= repair.span.start)
        yield Phrase(max(first, 1) if repair.replacement else first, i, repair=repair)


def clusters(text: str, words: Sequence[WordFluency]) -> Iterator[Phrase]:
    """A phrase several of whose common words are far less likely than expected."""
    excess = [_excess(text, word) if i else 0.0 for i, word in enumerate(words)]
    first = 0
    while first < len(words):
        peaks = [i for i in range(first, min(first + REACH, len(words))) if excess[i]]
        total = sum(excess[i] for i in peaks)
        if excess[first] and len(peaks) >= PEAKS and total >= EXCESS:
            yield Phrase(first, peaks[-1], min(0.85, 0.5 + 0.04 * (total - EXCESS)))
            first = peaks[-1]
        first += 1


def _excess(text: str, word: WordFluency) -> float:
    """The height of a peak in nats; 0 if the word is none, or is a name, a number, a coinage or a rare word."""
    common = word.span.of(text).isalpha() and word.span.of(text).islower() and word.unigram < RAREST
    if not common or word.surprisal - word.unigram < REPELLED:
        return 0.0
    return max(0.0, word.surprisal - word.entropy - BASE)
