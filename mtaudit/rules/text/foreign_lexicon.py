"""Which language a word belongs to, by how often English and the others use it (wordfreq: Speer 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mtaudit.rules.text.tables import table

KNOWN = 3.0
"""The least Zipf frequency of a word that belongs to a language."""
FOREIGN = 1.0
"""How much commoner than in English, on the Zipf scale, a word must be in a language to belong to it."""
ALWAYS = 5.0
"""Zipf frequency from which a word is taken for English, unless it is one of a language's function words."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language written in Latin letters, by its wordfreq code, with its most frequent function words."""

    code: str
    name: str
    words: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether a word (lower case) is of this language rather than English."""
        from wordfreq import zipf_frequency

        if word in self.words:
            return True
        english = zipf_frequency(word, "en")
        return english < ALWAYS and zipf_frequency(word, self.code, wordlist="small") >= max(KNOWN, english + FOREIGN)


@cache
def languages() -> Mapping[str, Language]:
    """The languages that are known, by code."""
    rows = table("function_words").items()
    return {code: Language(code, row["name"], frozenset(row["words"].split())) for code, row in rows}
