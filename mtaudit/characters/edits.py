"""A text as it is read, after characters of it were mended, and where each of them stands in the text as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Span


class Cause(StrEnum):
    """Why a text does not hold the characters that were meant."""

    ENTITY = "character entity"
    ENCODING = "wrong encoding"
    LOST = "replacement character"
    LOOK_ALIKE = "look-alike letter"


@dataclass(frozen=True, slots=True)
class Edit:
    """`[start, end)` of a text, at least one code point, is read as `meant`, which may be empty.

    `cause` is None where there is nothing to report of it by itself. `sure`: that `meant` is what was meant, and does
    not merely keep a word in one piece.
    """

    start: int
    end: int
    meant: str
    cause: Cause | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A damaged piece: where it stands in the text as given, and what is read there."""

    span: Span
    meant: str
    cause: Cause
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Mended:
    """A text as given and as it is read.

    Attributes:
        starts, ends: for each code point of `text`, the range of `given` that it stands for, int32. Both never fall,
            and between the end of one and the start of the next lies what is not read at all.
        marks: the damaged pieces, in order and apart.
    """

    given: str
    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, text: str) -> Mended:
        """A text that is read as it was given."""
        places = np.arange(len(text) + 1, dtype=np.int32)
        return cls(text, text, places[:-1], places[1:])

    @property
    def is_changed(self) -> bool:
        """Whether the text is read otherwise than as it was given."""
        return self.text != self.given

    def in_given(self, span: Span) -> Span:
        """The place in the text as given of a span of the text as read: what was meant and what is skipped inside."""
        return Span(int(self.starts[span.start]), int(self.ends[span.end - 1]))

    def place(self, at: int) -> int:
        """Where the text as read has what stands at `at` in the text as given, or else what comes next (or last).

        Raises:
            ValueError: if nothing of the text is read.
        """
        if not self.text:
            raise ValueError("nothing of the text is read")
        return min(int(np.searchsorted(self.ends, at, side="right")), len(self.text) - 1)

    def in_read(self, span: Span) -> Span:
        """The place in the text as read of a span, not empty, of the text as given.

        Raises:
            ValueError: if nothing of the text is read.
        """
        first = self.place(span.start)
        return Span(first, max(first, self.place(span.end - 1)) + 1)

    def edited(self, edits: Sequence[Edit]) -> Mended:
        """The same after edits of `text`, in order and apart; a later mark takes the place of those that it covers."""
        if not edits:
            return self
        parts: list[str] = []
        starts: list[NDArray[np.int32]] = []
        ends: list[NDArray[np.int32]] = []
        marks = list(self.marks)
        at = 0
        for edit in edits:
            parts += [self.text[at : edit.start], edit.meant]
            first, last = _shares(edit)
            starts += [self.starts[at : edit.start], self.starts[first]]
            ends += [self.ends[at : edit.start], self.ends[last]]
            at = edit.end
            if edit.cause:
                marks.append(Mark(self.in_given(Span(edit.start, edit.end)), edit.meant, edit.cause, edit.sure))
        text = "".join([*parts, self.text[at:]])
        starts.append(self.starts[at:])
        ends.append(self.ends[at:])
        return Mended(self.given, text, np.concatenate(starts), np.concatenate(ends), _outermost(marks))


def _shares(edit: Edit) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first and last code point of the edited range that each one of what is meant stands for.

    Each gets one of its own while there are enough, so that spans that are apart stay apart; the last gets the rest.
    """
    size, room = len(edit.meant), edit.end - edit.start
    own = edit.start + np.minimum(np.arange(size), room - 1)
    last = own.copy()
    last[-1:] = edit.end - 1
    return own, last


def _outermost(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return tuple(kept)
