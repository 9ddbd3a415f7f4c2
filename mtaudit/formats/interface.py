"""The interface of a format: it receives each report as it is finished, and the batch at its end."""

from __future__ import annotations

from typing import Protocol

from mtaudit.core import ArticleReport, AuditReport


class Format(Protocol):
    """Writes reports somewhere. It shows what was decided and decides nothing."""

    def article(self, report: ArticleReport) -> None:
        """Write one article's report in full, so that a later interruption loses nothing of it."""
        ...

    def finish(self, audit: AuditReport) -> None:
        """Write what belongs to the batch: an index, a closing bracket, a summary."""
        ...
