"""What the language model expected in the place of a phrase's words, and how an editor is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtaudit.encoders.closed_class import FUNCTION_WORDS, alternatives
from mtaudit.encoders.interface import Repair, WordFluency

SURPRISED = 5.0
"""Nats by which an open-class word must surprise beyond the model's uncertainty before another is named for it."""
SHOWN = 3
"""Words for which a message says what was expected."""


def expected_for(text: str, words: Sequence[WordFluency]) -> dict[str, list[str]]:
    """For each word whose place the model would fill otherwise, the words that it expected, likeliest first."""
    return {w.span.of(text): list(w.expected) for w in words if _offers_another(text, w)}


def change(text: str, repair: Repair, expected: Mapping[str, Sequence[str]]) -> str:
    """The change that mends a phrase, as a sentence."""
    old, new = repair.span.of(text), repair.replacement
    if not new:
        return f"Without “{old}” the sentence reads far more naturally."
    if repair.inserts:
        return f"A word seems to be missing before “{old}”, such as “{new}”."
    said = f"English would have “{new}” here where the text has “{old}”"
    others = instead({word: options for word, options in expected.items() if word != old})
    return f"{said}, and a reader expects {others}." if others else f"{said}."


def instead(expected: Mapping[str, Sequence[str]]) -> str:
    """What a reader expects, as part of a sentence; empty where nothing is named."""
    return ", ".join([f"“{options[0]}” rather than “{word}”" for word, options in expected.items()][:SHOWN])


def _offers_another(text: str, word: WordFluency) -> bool:
    """Whether the model's first choice differs from the word and is of its kind, so that it tells the reader much."""
    own = word.span.of(text).lower()
    first = word.expected[0].lower() if word.expected else own
    if first == own:
        return False
    others = alternatives(own)
    if others:
        return first in others
    return first not in FUNCTION_WORDS and word.surprisal - word.entropy > SURPRISED
