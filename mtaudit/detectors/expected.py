"""Which word a reader expected in the place of another, and how an editor is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtaudit.encoders.interface import Repair, WordFluency

MARGIN = 1.5
"""Nats by which an expected word must make what follows it likelier before it is named."""
SHOWN = 3
"""Words for which a message says what was expected."""


def expected_for(text: str, words: Sequence[WordFluency]) -> dict[str, list[str]]:
    """For each word in whose place another reads better, a list of that word."""
    return {w.span.of(text): [w.expected.word] for w in words if w.expected and w.expected.gain >= MARGIN}


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
