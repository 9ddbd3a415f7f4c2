"""A set of ranges of a text that answers quickly whether a span touches any of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mtaudit.core.span import Span


@dataclass(frozen=True, slots=True)
class Cover:
    """Ranges of one text, in order and disjoint."""

    spans: tuple[Span, ...] = ()

    def touches(self, span: Span) -> bool:
        """Whether any of `span` is covered."""
        i = bisect_left(self.spans, span.end, key=lambda s: s.start)
        return i > 0 and self.spans[i - 1].end > span.start

    def gaps(self, span: Span) -> Iterator[Span]:
        """The parts of `span` that are not covered, in order."""
        start = span.start
        first = bisect_left(self.spans, span.start, key=lambda s: s.end)
        after = bisect_left(self.spans, span.end, key=lambda s: s.start)
        for covered in self.spans[first:after]:
            if start < covered.start:
                yield Span(start, covered.start)
            start = max(start, covered.end)
        if start < span.end:
            yield Span(start, span.end)
