"""Damaged characters by the word that they are in: each form of a word once, with its number of occurrences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import KW_ONLY, dataclass

from mtaudit.core import Analysis, Span
from mtaudit.core.cover import Cover
from mtaudit.core.mended import Cause, Mark, Mended

FORMS = 5
"""Word forms, at most, that are reported one by one; where the same damage is in more, it is reported once."""
LONGEST = 60
"""Code points on either side of the damage in which the ends of its word are looked for."""

_PART = re.compile(r"[\w'’‑-]")


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage in one word form, or in many.

    Attributes:
        span: where it first occurs, in the text as read.
        given, meant: the word there, or the mark that is damaged, as given and as read.
        raw, plain: the damaged piece of it, as given and as read.
        forms, count: in how many word forms and places it occurs.
    """

    span: Span
    given: str
    meant: str
    _: KW_ONLY
    raw: str
    plain: str
    cause: Cause
    sure: bool
    forms: int
    count: int


def damaged(analysis: Analysis, causes: Collection[Cause]) -> Iterator[Damage]:
    """The damage with one of the causes in the English of an article, in no particular order."""
    text = analysis.mended
    if text is None or not text.text:
        return
    english = Cover(tuple(s.span for s in analysis.english))
    found: dict[tuple[str, str], dict[str, list[tuple[Mark, Span]]]] = {}
    taken: set[Span] = set()
    for mark in text.marks:
        word = _word(text, mark)
        if mark.cause in causes and word not in taken and english.touches(word):
            taken.add(word)
            raw, form = mark.span.of(text.given), text.in_given(word).of(text.given)
            if raw in form:
                found.setdefault((raw, mark.meant), {}).setdefault(form, []).append((mark, word))
    for forms in found.values():
        if len(forms) > FORMS:
            every = [occurrence for occurrences in forms.values() for occurrence in occurrences]
            yield _damage(text, every, len(forms))
        else:
            yield from (_damage(text, occurrences, 1) for occurrences in forms.values())


def _damage(text: Mended, occurrences: list[tuple[Mark, Span]], forms: int) -> Damage:
    mark, word = occurrences[0]
    given = text.in_given(word).of(text.given)
    raw = mark.span.of(text.given)
    return Damage(
        word,
        given,
        word.of(text.text),
        raw=raw,
        plain=mark.meant,
        cause=mark.cause,
        sure=mark.sure,
        forms=forms,
        count=len(occurrences),
    )


def _word(text: Mended, mark: Mark) -> Span:
    """The word that a damaged letter or apostrophe is part of; of any other mark, the mark itself."""
    read = text.text
    first = last = text.position_of(mark.span.start)
    stop = text.position_of(mark.span.end - 1)
    if mark.meant and not all(_PART.match(c) for c in mark.meant):
        return Span(first, stop + 1)
    while first > 0 and stop - first < LONGEST and _PART.match(read, first - 1):
        first -= 1
    last = max(stop, last)
    while last + 1 < len(read) and last - stop < LONGEST and _PART.match(read, last + 1):
        last += 1
    return Span(first, last + 1)


def often(damage: Damage) -> str:
    """How often the damage occurs, as a sentence that follows another; "" if it occurs once."""
    if damage.forms > 1:
        return f" The same is found {damage.count} times, in {damage.forms} words."
    return f" The same is found {damage.count} times." if damage.count > 1 else ""


def evidence_of(damage: Damage) -> dict[str, object]:
    """The facts of a finding: cause, piece, count, and what was meant if that is known."""
    evidence: dict[str, object] = {"cause": damage.cause.value, "damage": damage.raw, "count": damage.count}
    if damage.forms > 1:
        evidence["forms"] = damage.forms
    return evidence | ({"expected": [damage.meant]} if damage.sure else {})
