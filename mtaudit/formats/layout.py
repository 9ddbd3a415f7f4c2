"""Lays out an article for its page: the text and title cut into pieces, the numbered notes, the strip of segments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from itertools import chain, count

from mtaudit.core import ArticleReport, Finding, Segment
from mtaudit.formats.cutting import Block, Cutter, Piece


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number on the page; `piece` is the number of the piece in which it begins, if shown."""

    number: int
    finding: Finding
    piece: int | None
    _: KW_ONLY
    in_title: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A segment in the strip: its score in 0..1, and how many findings begin in it."""

    segment: Segment
    score: float
    findings: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The article pane, its notes numbered in reading order, and the strip above it.

    `title` is the article's title, cut as the text is, for a page whose text does not contain it.
    """

    title: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    _: KW_ONLY
    strip: tuple[Bar, ...]

    @property
    def starts(self) -> frozenset[int]:
        """The numbers of the pieces with which a note begins."""
        return frozenset(note.piece for note in self.notes if note.piece)


def reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by where they start; of two that start together, the longer first."""
    return sorted(findings, key=lambda f: (f.span.start, -f.span.end, f.rule))


def lay_out(report: ArticleReport) -> Layout:
    """Cut the report's article. The blocks' text and gaps, joined, are `report.article.text`."""
    article = report.article
    in_title = dict(enumerate(reading_order(report.title_findings), 1))
    in_text = dict(enumerate(reading_order(report.findings), len(in_title) + 1))
    numbers = count(1)
    title = tuple(Cutter(article.title, in_title, numbers).pieces(0, len(article.title)))
    blocks = tuple(Cutter(article.text, in_text, numbers, report.segments, report.words).blocks())
    starts: dict[int, int] = {}
    for piece in chain(title, (p for block in blocks for sentence in block.sentences for p in sentence.pieces)):
        for number in piece.notes:
            starts.setdefault(number, piece.number)
    notes = (Note(i, f, starts.get(i), in_title=i in in_title) for i, f in (in_title | in_text).items())
    return Layout(title, blocks, tuple(notes), strip=tuple(_strip(report, [f.span.start for f in in_text.values()])))


def _strip(report: ArticleReport, starts: list[int]) -> Iterator[Bar]:
    """A bar for each segment; `starts` says, in order, where the findings begin."""
    for segment, score in zip(report.segments, report.segment_scores, strict=True):
        span = segment.span
        yield Bar(segment, score, bisect_left(starts, span.end) - bisect_left(starts, span.start))
