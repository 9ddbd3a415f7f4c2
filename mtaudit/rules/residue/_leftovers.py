"""Marks of a translation system's inner workings that a reader should never see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtaudit.core import Span

_ENTITY = r"(?:amp|apos|gt|lt|nbsp|quot|#\d{1,5})"
_KINDS = (
    ("an unknown word", r"\[UNK\]|<unk>|\u2047"),
    ("a piece of a word", r"\u2581|@@(?=\s|\Z)|@[-,./]@|<0x[0-9A-F]{2}>"),
    ("a masked or special token", r"\[(?:MASK|PAD|CLS|SEP)\]|<(?:mask|pad|/?s|2[a-z]{2,3})>"),
    ("a broken character entity", rf"&\s?amp\s?;\s?{_ENTITY}\s?;|&\s?{_ENTITY}\s;|&\s{_ENTITY}\s?;"),
    ("a place-holder", r"\{\d{1,3}\}|\$\{\w{1,40}\}|%\d\$[sd]|\b__[A-Z][A-Z0-9]{1,30}__\b|[⦅｟]\w{1,40}[⦆｠]"),
)
_LEFTOVER = re.compile("|".join(f"({pattern})" for _, pattern in _KINDS))


@dataclass(frozen=True, slots=True)
class Leftover:
    """A mark, and what it stands for in a translation system."""

    span: Span
    kind: str


def leftovers(text: str, within: Span) -> Iterator[Leftover]:
    """Every mark of a translation system in `within`, in order."""
    for match in _LEFTOVER.finditer(text, within.start, within.end):
        yield Leftover(Span(match.start(), match.end()), _KINDS[(match.lastindex or 1) - 1][0])
