"""The names in a text: where they are, and the form that their spellings have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from mtaudit.core import Span
from mtaudit.rules.text.words import Word

PARTICLES = frozenset(
    """abu af al ap as at ben bin binti d' da das de degli dei del della den der di do dos du e el ibn la las le les
    los san st te ten ter ul ur van vom von y z zu zum zur""".split()
)
"""Words without a capital inside a name."""

SHORT = 3
"""Letters in the longest title or initial that a full stop may follow inside a name."""

_PREFIX = re.compile(r"(?:[Aa][dhlnrstz]{1,2}|[Ee]l|[DdLlOo])[-'’](?=[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_MARKS = frozenset("@#/_&.")


def trimmed(word: Word) -> Word:
    """The name in a word: "al-Halbousi's" without its article and its possessive."""
    start = match.end() if (match := _PREFIX.match(word.text)) else 0
    end = match.start() if (match := _POSSESSIVE.search(word.text)) else len(word.text)
    if start >= end:
        return word
    return Word(word.text[start:end], Span(word.span.start + start, word.span.start + end))


def form_of(name: str) -> str:
    """The name without article, possessive, hyphens, accents and capitals."""
    bare = _POSSESSIVE.sub("", _PREFIX.sub("", name)).casefold().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if c.isalnum())


def is_capitalised(word: Word) -> bool:
    """Whether a word is written as names are: a capital, and a small letter after it."""
    bare = _PREFIX.sub("", word.text)
    return bare[:1].isupper() and any(c.islower() for c in bare)


def names_in(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """The names among the words of a segment: capitalised words, with only spaces, particles and initials between."""
    run: list[Word] = []
    last: Word | None = None
    for word in words:
        gap = text[last.span.end : word.span.start].strip() if last else ""
        parted = gap and not (gap == "." and last and len(last.text) <= SHORT)
        is_name = is_capitalised(word) and not _is_address(text, word)
        is_link = word.text.casefold() in PARTICLES or (len(word.text) == 1 and word.text.isupper())
        if run and (parted or not (is_name or is_link) or _POSSESSIVE.search(run[-1].text)):
            yield run
            run = []
        if is_name:
            run.append(word)
        last = word
    if run:
        yield run


def _is_address(text: str, word: Word) -> bool:
    before, after = text[word.span.start - 1 : word.span.start], text[word.span.end : word.span.end + 2]
    return before in _MARKS or (after[:1] in _MARKS and after[1:].isalnum())
