"""Distinguishes a slip such as "the the" from a double that English allows, such as "had had"."""

from __future__ import annotations

from collections.abc import Sequence

from mtaudit.models.lm.closed_class import FUNCTION_WORDS
from mtaudit.rules.text.tables import lexicon
from mtaudit.rules.text.words import Word

PARTICLES = frozenset(
    {
        "about",
        "along",
        "around",
        "away",
        "back",
        "by",
        "down",
        "in",
        "off",
        "on",
        "out",
        "over",
        "through",
        "under",
        "up",
    }
)
RELATIVE = frozenset({"who", "what", "that", "which", "those", "whatever", "whoever", "where", "all", "everything"})
"""After these a verb may end a clause and the same verb begin the next: "what matters matters"."""
REACH = 3
"""How many words back a relative word is looked for."""
COMMON = 3.5
"""Zipf frequency below which a doubled content word may be a name or a borrowed double ("gado gado")."""


def is_slip(words: Sequence[Word], at: int) -> bool:
    """Whether the words `at` and `at + 1`, which are equal but for their case, are one word written twice."""
    first, second = words[at], words[at + 1]
    word = second.folded
    if not second.text.islower() or not (first.text.islower() or at == 0):
        return False  # a name ("Duran Duran"), an acronym, or the first word of a title ("in In the Heights")
    if word in lexicon("doubled_words") or not word.isalpha():
        return False
    before = [w.folded for w in words[max(0, at - REACH) : at]]
    if word in PARTICLES:
        return bool(before) and not _ends_a_clause(before[-1])
    return word in FUNCTION_WORDS or (_is_common(word) and RELATIVE.isdisjoint(before))


def _ends_a_clause(word: str) -> bool:
    """Whether `word` and a particle may end a clause, so that the particle's double is a preposition of the next."""
    return "'" in word or word in FUNCTION_WORDS or word in lexicon("particle_verbs")


def _is_common(word: str) -> bool:
    from wordfreq import zipf_frequency

    return len(word) > 3 and zipf_frequency(word, "en") >= COMMON
