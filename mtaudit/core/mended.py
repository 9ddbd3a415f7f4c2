"""A text as it is read, with its characters mended, and the position of each in the text as given."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from mtaudit.core.span import Span


class Cause(StrEnum):
    """Why a text does not hold the characters that its writer meant."""

    ENTITY = "character entity"
    ENCODING = "wrong encoding"
    LOST = "replacement character"
    LOOK_ALIKE = "look-alike letter"


@dataclass(frozen=True, slots=True)
class Edit:
    """`[start, end)` of a text, at least one code point, is read as `meant`, which may be empty.

    `cause` is None if the edit is not worth a report by itself. `sure` says that `meant` is what the writer meant, and
    does not merely keep a word in one piece.
    """

    start: int
    end: int
    meant: str
    _: KW_ONLY
    cause: Cause | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A damaged piece: its span in the text as given, and what is read there."""

    span: Span
    meant: str
    cause: Cause
    _: KW_ONLY
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Mended:
    """A text as given and as it is read.

    Attributes:
        starts, ends: for each code point of `text`, the range of `given` that it stands for. Neither ever decreases,
            and between the end of one and the start of the next lies what is not read at all.
        marks: the damaged pieces, in order and disjoint.
    """

    given: str
    text: str
    starts: array[int]
    _: KW_ONLY
    ends: array[int]
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, text: str) -> Mended:
        """A text that is read as it was given."""
        size = len(text)
        return cls(text, text, array("i", range(size)), ends=array("i", range(1, size + 1)))

    @property
    def is_changed(self) -> bool:
        """Whether the text as read differs from the text as given."""
        return self.text != self.given

    def in_given(self, span: Span) -> Span:
        """The span in the text as given of a span of the text as read, with what is skipped inside."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def position_of(self, at: int) -> int:
        """The position in the text as read of code point `at` of the text as given, or else of the next (or last).

        Raises:
            ValueError: if nothing of the text is read.
        """
        if not self.text:
            raise ValueError("nothing of the text is read")
        return min(bisect_right(self.ends, at), len(self.text) - 1)

    def in_read(self, span: Span) -> Span:
        """The span in the text as read of a span of the text as given.

        Raises:
            ValueError: if nothing of the text is read.
        """
        first = self.position_of(span.start)
        return Span(first, max(first, self.position_of(span.end - 1)) + 1)

    def edited(self, edits: Sequence[Edit]) -> Mended:
        """The text after edits of `text`, in order and disjoint; a later mark replaces those that it covers."""
        if not edits:
            return self
        parts: list[str] = []
        starts, ends = array("i"), array("i")
        marks = list(self.marks)
        at = 0
        for edit in edits:
            parts += [self.text[at : edit.start], edit.meant]
            starts += self.starts[at : edit.start]
            ends += self.ends[at : edit.start]
            for first, last in _shares(edit):
                starts.append(self.starts[first])
                ends.append(self.ends[last])
            at = edit.end
            if edit.cause:
                marks.append(Mark(self.in_given(Span(edit.start, edit.end)), edit.meant, edit.cause, sure=edit.sure))
        text = "".join([*parts, self.text[at:]])
        starts += self.starts[at:]
        ends += self.ends[at:]
        return Mended(self.given, text, starts, ends=ends, marks=_outermost(marks))


def _shares(edit: Edit) -> Iterator[tuple[int, int]]:
    """For each code point of `meant`, the first and the last code point of the edited range that it stands for.

    Each gets one of its own while there are enough, so that spans that are apart stay apart; the last gets the rest.
    """
    size, last = len(edit.meant), edit.end - 1
    for i in range(size):
        own = min(edit.start + i, last)
        yield own, last if i == size - 1 else own


def _outermost(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return tuple(kept)
