"""A small pattern language for phrases, and a search for hundreds of them in one pass over a text.

A phrase is written as its words, in any case, with these signs:

    <make>              any form of "make" that the table of forms lists
    (a|an|the)          one of these; an alternative may hold several words: (will be|was)
    (very|)             one of these, or nothing
    *                   any one word
    #                   a number in digits, also as an ordinal: 25, 1,200, 25th
    ^                   the start of the segment
    , . : ; ( ) ! ?     that mark

Forms are listed in the data and not worked out by a lemmatiser: the tables name a few dozen verbs, a list of their
forms is exact, and it costs nothing to load. (simplemma 2.0 takes 0.14 s for its first English word and keeps "left"
apart from "leave"; lemminflect needs spaCy.)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from mtaudit.core import Span

# A word keeps its inner apostrophes and hyphens, a number its inner points and commas.
_TOKEN = re.compile(r"\w+(?:(?:['’‑-]|(?<=\d)[.,](?=\d))\w+)*|[^\w\s]")
_NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?")
_PLAIN = str.maketrans({"’": "'", "‑": "-"})
_PIECE = re.compile(r"\(([^()]+\|[^()]*)\)|(\S+)")

_START, _WORD, _DIGITS, _MARK = "^", "*", "#", ""

Slot = frozenset[str]
"""The words or signs that may fill one position of a phrase."""


class Token(NamedTuple):
    """One word, number or mark of a text; `start` and `end` are code points of that text."""

    word: str
    kind: str
    start: int
    end: int

    def fills(self, slot: Slot) -> bool:
        """Whether the token may fill the slot."""
        return self.word in slot or self.kind in slot


def tokens(text: str) -> list[Token]:
    """The tokens of a segment, preceded by one of no width for its start."""
    found = [Token(_START, _MARK, 0, 0)]
    for match in _TOKEN.finditer(text):
        word = match[0].translate(_PLAIN).lower()
        kind = _DIGITS if _NUMBER.fullmatch(word) else _WORD if word[0].isalnum() else _MARK
        found.append(Token(word, kind, match.start(), match.end()))
    return found


class Match(NamedTuple):
    """Where a phrase was found: `first` and `last` are the positions of its first and last token."""

    key: int
    first: int
    last: int

    @property
    def positions(self) -> range:
        """The positions of all its tokens."""
        return range(self.first, self.last + 1)

    def span(self, text: Sequence[Token]) -> Span:
        """The words matched, without the marks that a phrase may begin or end with."""
        words = [t for t in text[self.first : self.last + 1] if t.kind != _MARK]
        return Span(words[0].start, words[-1].end)


def variants(phrase: str, forms: Mapping[str, Sequence[str]]) -> list[tuple[Slot, ...]]:
    """Every sequence of slots that a phrase stands for, one for each choice of length.

    Raises:
        ValueError: if the phrase names a form that is not listed, leaves a bracket open, or holds no word to look for.
    """
    choices = [_choices(match, forms) for match in _PIECE.finditer(phrase)]
    made = [tuple(slot for part in parts for slot in part) for parts in product(*choices)]
    if not made or not all(any(_is_literal(slot) for slot in variant) for variant in made):
        raise ValueError(f"phrase {phrase!r} can be met without any word to look for")
    return made


def _choices(piece: re.Match[str], forms: Mapping[str, Sequence[str]]) -> list[tuple[Slot, ...]]:
    """The ways to fill one piece: alternatives of one word share a slot, longer ones have a sequence each."""
    if piece[1] is None:
        return [(_slot(piece[2], forms),)]
    alternatives = [alternative.split() for alternative in piece[1].split("|")]
    single = [_slot(words[0], forms) for words in alternatives if len(words) == 1]
    longer = [tuple(_slot(word, forms) for word in words) for words in alternatives if len(words) > 1]
    nothing: list[tuple[Slot, ...]] = [()] if [] in alternatives else []
    return [(frozenset[str]().union(*single),)] * bool(single) + longer + nothing


def _slot(word: str, forms: Mapping[str, Sequence[str]]) -> Slot:
    if word.startswith("<") and word.endswith(">"):
        if word[1:-1] not in forms:
            raise ValueError(f"no forms are listed for {word}")
        return frozenset(forms[word[1:-1]])
    if len(word) > 1 and set(word) & set("<>()|*#^"):
        raise ValueError(f"{word!r} is neither a word nor a sign")
    return frozenset([word.lower()])


def _is_literal(slot: Slot) -> bool:
    return not slot & {_WORD, _DIGITS, _START} and any(word[0].isalnum() for word in slot)


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Finds phrases by the rarest word of each: time grows with the text, hardly with the number of phrases."""

    _entries: Mapping[str, Sequence[tuple[int, int, tuple[Slot, ...]]]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[int, str]], forms: Mapping[str, Sequence[str]]) -> PhraseIndex:
        """Index phrases, each under a key that the caller chooses and that its matches carry.

        Raises:
            ValueError: if a phrase is not well formed.
        """
        written = [(key, variant) for key, phrase in phrases for variant in variants(phrase, forms)]
        uses = Counter(word for _, variant in written for slot in variant for word in slot)
        entries: defaultdict[str, list[tuple[int, int, tuple[Slot, ...]]]] = defaultdict(list)
        for key, variant in written:
            literal = [position for position, slot in enumerate(variant) if _is_literal(slot)]
            anchor = min(literal, key=lambda position: sum(uses[word] for word in variant[position]))
            for word in variant[anchor]:
                entries[word].append((key, anchor, variant))
        return cls(entries)

    def search(self, text: Sequence[Token]) -> Iterator[Match]:
        """Yield every match, overlapping ones too, ordered by the position of its rarest word."""
        for position, token in enumerate(text):
            for key, anchor, variant in self._entries.get(token.word, ()):
                first = position - anchor
                if first < 0 or first + len(variant) > len(text):
                    continue
                if all(text[first + offset].fills(slot) for offset, slot in enumerate(variant)):
                    yield Match(key, first, first + len(variant) - 1)
