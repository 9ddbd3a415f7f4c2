"""Which segments of an article are not in English. Decided once: the rules, the models and the verdict go by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mtaudit.core import UNREADABLE, Segment, Span, prose_of
from mtaudit.core.cover import Cover
from mtaudit.segment.language import goes_with, is_english, is_foreign
from mtaudit.segment.legible import LEAST_WORDS, is_unfamiliar, is_unreadable
from mtaudit.segment.quotes import quotes

LONG_QUOTATION = 10
"""Words from which a quotation that makes a whole sentence is expected in English."""


def foreign_segments(text: str, segments: Sequence[Segment]) -> Mapping[int, str]:
    """The segments of the prose that are not in English: by index, the code of their language.

    `UNREADABLE` stands for what is in no language. What is too short to tell its language by itself is compared with
    the languages that the article has elsewhere, and with what is unreadable beside it.
    """
    quoted = quotes(text)
    prose = prose_of(segments)
    found = dict.fromkeys(unreadable_segments(text, prose), UNREADABLE)
    for segment in prose:
        if segment.index not in found and (code := is_foreign(_judged(text, segment, quoted))):
            found[segment.index] = code
    languages = sorted(set(found.values()) - {UNREADABLE})
    for segment in prose if languages else ():
        judged = _judged(text, segment, quoted)
        if segment.index not in found and (code := next((c for c in languages if goes_with(judged, c)), None)):
            found[segment.index] = code
    return found


def unreadable_segments(text: str, prose: Sequence[Segment]) -> set[int]:
    """The segments that are unreadable, or not certainly English in a paragraph that is; and scraps beside them."""
    found: set[int] = set()
    for paragraph in _paragraphs(text, prose):
        whole = Span(paragraph[0].span.start, paragraph[-1].span.end).of(text)
        doubtful = is_unreadable(whole)
        for segment in paragraph:
            own = segment.span.of(text)
            unreadable = doubtful if own == whole else is_unreadable(own)
            if unreadable or (doubtful and not is_english(own)):
                found.add(segment.index)
    for order in (prose, prose[::-1]) if found else ():
        for before, segment in pairwise(order):
            if before.index in found and _is_scrap(segment.span.of(text)):
                found.add(segment.index)
    return found


def _is_scrap(text: str) -> bool:
    return len(text.split()) < LEAST_WORDS and is_unfamiliar(text)


def _paragraphs(text: str, prose: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The segments, those together between which no line ends."""
    together: list[Segment] = []
    for segment in prose:
        if together and "\n" in text[together[-1].span.end : segment.span.start]:
            yield together
            together = []
        together.append(segment)
    if together:
        yield together


def _judged(text: str, segment: Segment, quoted: Cover) -> str:
    """What of a sentence must be English: all but its quotations, or all if it is nothing but a long one."""
    outside = " ".join(gap.of(text) for gap in quoted.gaps(segment.span))
    if any(map(str.isalpha, outside)) or len(segment.span.of(text).split()) < LONG_QUOTATION:
        return outside
    return segment.span.of(text)
