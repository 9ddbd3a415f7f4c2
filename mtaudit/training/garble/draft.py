"""A sentence while it is being damaged: its words, and which of them are no longer sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

_BEFORE, _AFTER = re.compile(r"^\W+"), re.compile(r"\W+$")


@dataclass(frozen=True, slots=True)
class Garbled:
    """A damaged sentence, which of its words (as white space separates them) are bad, and the operations applied."""

    text: str
    bad: tuple[bool, ...]
    operations: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """Words as white space separates them, punctuation attached, and a flag for each: whether it was damaged.

    The first word is never damaged: its capital would reveal the damage.
    """

    words: list[str]
    bad: list[bool]

    @classmethod
    def of(cls, sentence: str) -> Draft:
        """A draft of a sound sentence."""
        words = sentence.split()
        return cls(words, [False] * len(words))

    def core(self, at: int) -> str:
        """The word without the punctuation around it."""
        return parts(self.words[at])[1]

    def ends_phrase(self, at: int) -> bool:
        """Whether punctuation follows the word."""
        return bool(parts(self.words[at])[2])

    def sound(self, test: Callable[[str], object]) -> list[int]:
        """The positions, except the first, of undamaged words whose core passes a test."""
        return [i for i in range(1, len(self.words)) if not self.bad[i] and test(self.core(i))]

    def unbroken(self, first: int, last: int) -> bool:
        """Whether the words `[first, last]` are undamaged without punctuation between them."""
        inside = all(not self.ends_phrase(i) for i in range(first, last))
        return inside and not any(self.bad[first : last + 1])

    def exchange(self, first: int, last: int, new: Sequence[str]) -> None:
        """Replace the words `[first, last]` by `new` ones; the punctuation around them stays."""
        before, after = parts(self.words[first])[0], parts(self.words[last])[2]
        words = list(new)
        words[0], words[-1] = before + words[0], words[-1] + after
        self.words[first : last + 1] = words
        self.bad[first : last + 1] = [True] * len(words)

    def drop(self, at: int) -> None:
        """Remove a word that no punctuation follows; the next is flagged, as a reader notices the gap there."""
        del self.words[at], self.bad[at]
        self.bad[at] = True

    def insert(self, at: int, word: str) -> None:
        """Insert a damaged word before position `at`."""
        self.words.insert(at, word)
        self.bad.insert(at, True)


Operation = Callable[[Draft, Random], bool]
"""Damages a draft in one place; returns False and leaves the draft unchanged if it does not apply."""


def parts(word: str) -> tuple[str, str, str]:
    """The punctuation before a word, the word, and the punctuation after it; each may be empty."""
    rest = _BEFORE.sub("", word)
    core = _AFTER.sub("", rest)
    return word[: len(word) - len(rest)], core, rest[len(core) :]


def is_content(word: str) -> bool:
    """Whether a word consists of lower-case letters and is longer than most function words."""
    return len(word) > 3 and word.isalpha() and word.islower()
