"""Which segments of an article are not in English. Decided once: the rules, the models and the verdict go by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mtaudit.detectors.cover import Cover
from mtaudit.detectors.quotes import quotes
from mtaudit.language import UNREADABLE, goes_with, is_english, is_foreign
from mtaudit.legible import is_unfamiliar, is_unreadable
from mtaudit.model import Kind, Segment

LONG_QUOTATION = 10
"""Words from which a quotation that makes a whole sentence is expected in English."""


def foreign_segments(text: str, segments: Sequence[Segment]) -> Mapping[int, str]:
    """The segments of the prose that are not in English: by index, the code of their language.

    `UNREADABLE` stands for what is in no language. What is too short to be told by itself goes with a neighbour that
    it may be like; between two of one language, with both, unless it is certainly English.
    """
    quoted = quotes(text)
    prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
    found = {s.index: code for s in prose if (code := _language(text, s, quoted))}
    if not found:
        return found
    for order in (prose, prose[::-1]):
        for before, segment in pairwise(order):
            code = found.get(before.index)
            if code and segment.index not in found and _goes_with(_judged(text, segment, quoted), code):
                found[segment.index] = code
    for before, segment, after in zip(prose, prose[1:], prose[2:], strict=False):
        code = found.get(before.index)
        if code and code == found.get(after.index) and not is_english(segment.span.of(text)):
            found.setdefault(segment.index, code)
    return dict(sorted(found.items()))


def _language(text: str, segment: Segment, quoted: Cover) -> str | None:
    if is_unreadable(segment.span.of(text)):
        return UNREADABLE
    return is_foreign(_judged(text, segment, quoted))


def _goes_with(judged: str, code: str) -> bool:
    return is_unfamiliar(judged) if code == UNREADABLE else goes_with(judged, code)


def _judged(text: str, segment: Segment, quoted: Cover) -> str:
    """What of a sentence must be English: all but its quotations, or all if it is nothing but a long one."""
    outside = " ".join(gap.of(text) for gap in quoted.gaps(segment.span))
    if any(map(str.isalpha, outside)) or len(segment.span.of(text).split()) < LONG_QUOTATION:
        return outside
    return segment.span.of(text)
