"""A sentence while it is being damaged: its words, and which of them are no longer sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

_BEFORE, _AFTER = re.compile(r"^\W+"), re.compile(r"\W+$")


@dataclass(frozen=True, slots=True)
class Garbled:
    """A damaged sentence, which of its words (as white space parts them) a reader would stop at, and what did it."""

    text: str
    bad: tuple[bool, ...]
    operations: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """Words as white space parts them, punctuation attached, and a flag for each: whether damage touched it.

    The first word is never damaged: its capital would give the damage away.
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
        """The places, but for the first, of undamaged words whose core passes a test."""
        return [i for i in range(1, len(self.words)) if not self.bad[i] and test(self.core(i))]

    def unbroken(self, first: int, last: int) -> bool:
        """Whether the words `[first, last]` are sound and no punctuation stands between them."""
        inside = all(not self.ends_phrase(i) for i in range(first, last))
        return inside and not any(self.bad[first : last + 1])

    def exchange(self, first: int, last: int, new: Sequence[str]) -> None:
        """Put `new` words in the place of `[first, last]`; the punctuation around these stays."""
        before, after = parts(self.words[first])[0], parts(self.words[last])[2]
        put = list(new)
        put[0], put[-1] = before + put[0], put[-1] + after
        self.words[first : last + 1] = put
        self.bad[first : last + 1] = [True] * len(put)

    def drop(self, at: int) -> None:
        """Lose a word that no punctuation follows; the next is flagged, as there a reader stops."""
        del self.words[at], self.bad[at]
        self.bad[at] = True

    def insert(self, at: int, word: str) -> None:
        """Put a word before another."""
        self.words.insert(at, word)
        self.bad.insert(at, True)


Operation = Callable[[Draft, Random], bool]
"""Damages a draft in one place; False, with the draft as it was, where the sentence gives no occasion."""


def parts(word: str) -> tuple[str, str, str]:
    """The punctuation before a word, the word, and the punctuation after it; each may be empty."""
    rest = _BEFORE.sub("", word)
    core = _AFTER.sub("", rest)
    return word[: len(word) - len(rest)], core, rest[len(core) :]


def is_content(word: str) -> bool:
    """Whether a word is lower-case letters and too long for most words of grammar."""
    return len(word) > 3 and word.isalpha() and word.islower()
