"""What the recurrent tagger is given of each word: hidden states of the language model, and a few numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mtaudit.models.lm.facts import LmFacts, WordFacts

NUMBERS = 6
"""Numbers that stand after the hidden states: surprisal, entropy, log rank, excess, Zipf frequency, tokens."""
SCALE = np.array([10.0, 4.0, 4.0, 6.0, 4.0, 2.0], dtype=np.float32)
"""Each number is divided by its usual size, so that none outweighs the rest before anything is learnt."""


def features_of(text: str, facts: LmFacts) -> Iterator[NDArray[np.float16]]:
    """The features of the words of each segment of a text, float16 (words, states + NUMBERS); (0, 0) without words."""
    first = 0
    for words in facts.words:
        states = facts.states[first : first + len(words)]
        first += len(words)
        if words:
            numbers = np.array([_numbers(text, word) for word in words], np.float32) / SCALE
            yield np.concatenate([states, numbers.astype(np.float16)], axis=1)
        else:
            yield np.zeros((0, 0), np.float16)


def _numbers(text: str, word: WordFacts) -> tuple[float, ...]:
    """The NUMBERS numbers of a word.

    They are its surprisal (nats), the entropy of what was expected in its place (nats), the log of its first token's
    rank (0 to log EXPECTED + 1; past the kept candidates it is not known), surprisal less entropy, the word's Zipf
    frequency (0 to 8), and how many tokens it takes.
    """
    from wordfreq import zipf_frequency

    rarity = zipf_frequency(word.span.of(text), "en")
    return word.surprisal, word.entropy, float(np.log1p(word.rank)), word.surprisal - word.entropy, rarity, word.tokens
