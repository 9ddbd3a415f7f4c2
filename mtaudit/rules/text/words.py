"""The words of a segment, with their spans in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mtaudit.core import Span

_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"  # or a combining accent
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")
_QUOTATION = str.maketrans({"’": "'"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `text` is as written; a hyphen or apostrophe inside a word does not split it."""

    text: str
    span: Span

    @property
    def folded(self) -> str:
        """The word for comparison: in lower case, with straight apostrophes."""
        return _folded(self.text)


@lru_cache(1 << 14)
def _folded(text: str) -> str:
    return text.casefold().translate(_QUOTATION)


def words_in(text: str, span: Span) -> tuple[Word, ...]:
    """The words of `text` inside `span`, in order. Punctuation is left out."""
    return tuple(Word(m.group(), Span(m.start(), m.end())) for m in _WORD.finditer(text, span.start, span.end))


def hull(run: Sequence[Word]) -> Span:
    """The span from the beginning of the first word to the end of the last."""
    return Span(run[0].span.start, run[-1].span.end)
