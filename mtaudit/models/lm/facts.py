"""What the language model makes of each word of an article; taggers and rules rest on it."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Expected, Repair, Span
from mtaudit.models.lm.changes import Changes, changes_in
from mtaudit.models.lm.passes import PassCoroutine
from mtaudit.models.lm.surprisal import FluencyModel, Window, plan
from mtaudit.models.lm.word_tokens import WordTokens, word_tokens
from mtaudit.models.prose import Prose

RAREST = 1e-9
"""Frequency given to a word that wordfreq does not know; the rarest that it does know stand at 1e-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFacts:
    """What the language model makes of one word, with the sentences before it as context.

    Attributes:
        span: the word.
        surprisal: -log p(word | context), in nats.
        unigram: -log p(word) regardless of context, in nats.
        entropy: of the model's expectation at the word's first token, in nats.
        rank: how many of the model's candidates are likelier than the word's first token, 0 to EXPECTED.
        tokens: how many tokens carry the word, at least 1.
        repair: the best local change found, or None.
        expected: the word expected in its place, if what follows becomes likelier with it; else None.
    """

    span: Span
    surprisal: float
    unigram: float
    entropy: float
    rank: int
    tokens: int
    repair: Repair | None
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class LmFacts:
    """What the language model makes of an article.

    Attributes:
        words: the words of each segment; a word without a token is left out.
        states: float16 (words of all segments, len(DEPTHS) x width), the hidden states after the last token of each
            word, which has read the whole word and all before it.
    """

    words: tuple[tuple[WordFacts, ...], ...]
    states: NDArray[np.float16]


def facts_of(
    model: FluencyModel, prose: Prose, *, repairs: bool = True, thorough: bool = False
) -> PassCoroutine[LmFacts]:
    """Read an article, window by window: of what a window holds for each token, only what `LmFacts` names is kept.

    Args:
        repairs: whether to look for repairs and expected words; without them, each word has None.
        thorough: whether every repair is read to its end, even if it wins little at first (see `gains`).
    """
    tokens = model.tokenize(prose.text, prose.segments)
    words = list(word_tokens(tokens, prose.words))
    found: list[list[WordFacts]] = [[] for _ in prose.segments]
    states = [np.zeros((0, 0), np.float16)]
    for bounds in plan(len(tokens.ids), tokens.starts):
        window = yield from model.window(tokens, *bounds)
        first = bisect_left(words, window.fresh, key=lambda word: word.begin)
        after = bisect_left(words, window.end, key=lambda word: word.begin)
        fresh = range(first, after)
        changes = Changes()
        if repairs:
            changes = yield from changes_in(model, prose.text, tokens, window, words, fresh, not thorough)
        for i in fresh:
            found[words[i].segment].append(_facts(prose.text, window, words[i], changes, i))
        if fresh:
            states.append(window.hidden[[words[i].within(window)[1] - 1 for i in fresh]])
    return LmFacts(tuple(map(tuple, found)), np.concatenate(states[1:] or states))


def _facts(text: str, window: Window, word: WordTokens, changes: Changes, index: int) -> WordFacts:
    surprisal, entropy = word.surprise(window)
    first, stop = word.within(window)
    own = -window.surprisal[first]
    return WordFacts(
        span=word.span,
        surprisal=surprisal,
        unigram=unigram(word.span.of(text)),
        entropy=entropy,
        rank=int((window.likelihood[first] > own + 1e-4).sum()),
        tokens=stop - first,
        repair=changes.repairs.get(index),
        expected=changes.expected.get(index),
    )


def unigram(word: str) -> float:
    """-log p(word) in English at large, in nats (wordfreq: Speer 2022), between about 3 and 21."""
    from wordfreq import word_frequency

    return -math.log(max(word_frequency(word.lower(), "en"), RAREST))
