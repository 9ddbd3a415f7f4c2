"""JSON: one array of the objects that JSON Lines would give, streamed."""

from __future__ import annotations

from typing import TextIO

from mtaudit.core import ArticleReport, AuditReport
from mtaudit.formats.record import encode, record


class JsonArray:
    """Writes an array to `out`, one article a line. `finish` closes it; an empty batch gives an empty array."""

    def __init__(self, out: TextIO, words: bool) -> None:
        self._out = out
        self._words = words
        self._opening = "[\n"

    def article(self, report: ArticleReport) -> None:
        """Write the article's element, after a bracket or a comma."""
        opening, self._opening = self._opening, ",\n"  # before the write, which an interruption may follow
        self._out.write(opening + encode(record(report, self._words), self._out))
        self._out.flush()

    def finish(self, audit: AuditReport) -> None:
        """Close the array."""
        self._out.write("[]\n" if self._opening == "[\n" else "\n]\n")
        self._out.flush()
