"""Cuts a text into the pieces that a page can mark. The pieces put together are the text, exactly.

Block      a paragraph, headline or caption, and the white space after it
  Sentence   one segment, or text that belongs to none
    Piece      text under the same findings; findings may nest and overlap, pieces never do
      Run        text under the same word score
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise

from mtaudit.core import Finding, Kind, Segment, Span, WordScore

_SPACE = re.compile(r"\s+")
_KEPT = re.compile(r"[^\S ]|  ")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one heat: the decile 0..9 of its word's score, None outside scored words."""

    text: str
    heat: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same findings.

    Attributes:
        notes: numbers of the notes on it, shortest span first.
        inner: the note whose line is drawn directly under the text, or None.
        outer: the notes whose lines are drawn below that one, because a shorter span overlaps theirs somewhere.
        last_of: the notes that end here.
    """

    number: int
    runs: tuple[Run, ...]
    notes: tuple[int, ...]
    _: KW_ONLY
    inner: int | None
    outer: tuple[int, ...]
    last_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment by its index, or text between segments (None). `is_apart`: it is not prose, but lies among prose."""

    index: int | None
    pieces: tuple[Piece, ...]
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and the white space that separates it from the next.

    `is_spaced` says whether it contains white space that a page would collapse: line breaks, tabs, double spaces.
    """

    kind: Kind
    sentences: tuple[Sentence, ...]
    gap: str
    _: KW_ONLY
    is_spaced: bool


def decile(score: float) -> int:
    """The decile, 0..9, of a score in 0..1."""
    return min(9, max(0, int(score * 10)))


class Cutter:
    """Cuts from the outside in: each level at its own edges, so that overlaps need no special case."""

    def __init__(
        self,
        text: str,
        findings: Mapping[int, Finding],
        numbers: Iterator[int],
        segments: Iterable[Segment] = (),
        words: Iterable[WordScore] = (),
    ) -> None:
        """Take the text, and the findings, segments and words in it; each piece gets the next of `numbers`."""
        self._text = text
        self._numbers = numbers
        self._segments = sorted(segments, key=lambda s: s.span)
        self._segment_starts = [s.span.start for s in self._segments]
        self._segment_edges = _edges(s.span for s in self._segments)
        self._finding_edges = _edges(f.span for f in findings.values())
        self._ends = {number: f.span.end for number, f in findings.items()}
        self._covering = _covering(self._finding_edges, findings)
        self._outer = {number for notes in self._covering for number in notes[1:]}
        self._words = sorted(words, key=lambda w: w.span)
        self._word_starts = [w.span.start for w in self._words]
        self._word_edges = _edges(w.span for w in self._words)

    def blocks(self) -> Iterator[Block]:
        """The blocks of the text, in order."""
        start = 0
        for gap in (*self._breaks(), (len(self._text), len(self._text))):
            kind = self._kind(start, gap[0])
            is_spaced = _KEPT.search(self._text, start, gap[0]) is not None
            yield Block(
                kind, tuple(self._sentences(start, gap[0], kind)), self._text[gap[0] : gap[1]], is_spaced=is_spaced
            )
            start = gap[1]

    def _kind(self, start: int, end: int) -> Kind:
        """The kind of a paragraph: that of its first sentence of prose or, if it has none, of its first segment."""
        first = max(0, bisect_right(self._segment_starts, start) - 1)
        within = self._segments[first : bisect_left(self._segment_starts, end)]
        kinds = [s.kind for s in within if s.span.end > start]
        return next((kind for kind in kinds if kind.is_prose), kinds[0] if kinds else Kind.BODY)

    def _breaks(self) -> Iterator[tuple[int, int]]:
        """White space with a line break in it, unless it lies inside a segment (text wrapped by hand)."""
        for space in _SPACE.finditer(self._text):
            if "\n" not in space[0] and "\r" not in space[0]:
                continue
            around = self._segment_at(space.start() - 1)
            if not around or around.span.end <= space.end():
                yield space.span()

    def _sentences(self, start: int, end: int, kind: Kind) -> Iterator[Sentence]:
        for left, right in _cut(start, end, self._segment_edges):
            segment = self._segment_at(left)
            is_first = segment is not None and segment.span.start == left
            is_apart = segment is not None and kind.is_prose and not segment.kind.is_prose
            yield Sentence(segment.index if segment and is_first else None, tuple(self.pieces(left, right)), is_apart)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of [start, end), in order."""
        for left, right in _cut(start, end, self._finding_edges):
            at = bisect_right(self._finding_edges, left) - 1
            notes = self._covering[at] if at >= 0 else ()
            yield Piece(
                number=next(self._numbers),
                runs=tuple(self._runs(left, right)),
                notes=notes,
                inner=next((n for n in notes if n not in self._outer), None),
                outer=tuple(n for n in notes if n in self._outer),
                last_of=tuple(sorted(n for n in notes if self._finishes(n, left, right))),
            )

    def _finishes(self, note: int, start: int, end: int) -> bool:
        """Whether the note's last visible text lies in [start, end)."""
        return not self._text[start:end].isspace() and not self._text[end : self._ends[note]].strip()

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        for left, right in _cut(start, end, self._word_edges):
            at = bisect_right(self._word_starts, left) - 1
            inside = at >= 0 and left < self._words[at].span.end
            yield Run(self._text[left:right], decile(self._words[at].score) if inside else None)

    def _segment_at(self, offset: int) -> Segment | None:
        at = bisect_right(self._segment_starts, offset) - 1
        return self._segments[at] if at >= 0 and offset < self._segments[at].span.end else None


def _edges(spans: Iterable[Span]) -> list[int]:
    return sorted({edge for span in spans for edge in (span.start, span.end)})


def _cut(start: int, end: int, edges: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of [start, end) between the edges that fall inside it; none if it is empty."""
    if start < end:
        inside = edges[bisect_right(edges, start) : bisect_right(edges, end - 1)]
        yield from pairwise((start, *inside, end))


def _covering(edges: list[int], findings: Mapping[int, Finding]) -> list[tuple[int, ...]]:
    """For each edge, the numbers of the findings that cover what comes after it, shortest first."""
    lengths = {number: f.span.end - f.span.start for number, f in findings.items()}
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, finding in findings.items():
        opening.setdefault(finding.span.start, []).append(number)
        closing.setdefault(finding.span.end, []).append(number)
    open_now: set[int] = set()
    covering = []
    for edge in edges:
        open_now.difference_update(closing.get(edge, ()))
        open_now.update(opening.get(edge, ()))
        covering.append(tuple(sorted(open_now, key=lambda number: (lengths[number], number))))
    return covering
