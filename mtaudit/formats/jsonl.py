"""JSON Lines: one object for each article, written and flushed as each is finished."""

from __future__ import annotations

from typing import TextIO

from mtaudit.core import ArticleReport, AuditReport
from mtaudit.formats.record import encode, record


class JsonLines:
    """Writes one line for each article to `out`. Failures are not articles and have no line."""

    def __init__(self, out: TextIO, words: bool) -> None:
        self._out = out
        self._words = words

    def article(self, report: ArticleReport) -> None:
        """Write the article's line."""
        self._out.write(encode(record(report, self._words), self._out) + "\n")
        self._out.flush()

    def finish(self, audit: AuditReport) -> None:
        """Do nothing: every line has been written."""
