"""Which stretches of an article stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtaudit.core import Span
from mtaudit.core.cover import Cover

LONGEST = 2_000
"""Code points after which an open quotation counts as never closed."""

_MARK = re.compile(r"""["“”„«»‘’']""")
_FAMILY = {"‘": "'", "’": "'", "'": "'", "«": "«", "»": "«"}
_OPENING_BEFORE = frozenset(" \t\n([{—–-\u00a0/")


def quotes(text: str) -> Cover:
    """What is quoted in single or double, straight or typographic marks, the marks included.

    A double quotation that is opened again before it closes (as each paragraph of a long one is), or not closed
    within LONGEST, ends with its line. A single one must close on its line: its mark is an apostrophe otherwise.
    """
    return Cover(tuple(_pairs(text)))


def _pairs(text: str) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened is not None and _closes(text, opened, mark):
            yield Span(opened.start(), mark.end())
            opened = None
        elif _opens(text, mark) and (opened is None or _double(mark.group()) or not _double(opened.group())):
            if opened is not None and _double(opened.group()):
                yield _to_line_end(text, opened.start(), mark.start())
            opened = mark
    if opened is not None and _double(opened.group()):
        yield _to_line_end(text, opened.start(), len(text))


def _double(mark: str) -> bool:
    return _FAMILY.get(mark) != "'"


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in "“„«‘":
        return True
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return (not before or before in _OPENING_BEFORE or before in "“‘\"'") and not after.isspace()


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether `mark` ends the quotation that `opened` began."""
    if _FAMILY.get(opened.group(), '"') != _FAMILY.get(mark.group(), '"') or mark.start() - opened.start() > LONGEST:
        return False
    if not _double(mark.group()):
        within_word = text[mark.end() : mark.end() + 1].isalnum()
        return mark.group() != "‘" and not within_word and "\n" not in text[opened.end() : mark.start()]
    if mark.group() in "“„«":
        return opened.group() == "„"
    return mark.group() in "”»" or not _opens(text, mark)


def _to_line_end(text: str, start: int, limit: int) -> Span:
    end = text.find("\n", start, limit)
    return Span(start, min(limit if end < 0 else end, start + LONGEST))
