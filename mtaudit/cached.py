"""A run that was done before, in whole or in part: what the cache knows is not audited again."""

from __future__ import annotations

from collections.abc import Callable

from mtaudit.batch import Audits
from mtaudit.model import Article, ArticleReport
from mtaudit.store import Cache


class Cached:
    """Stands before the auditor, which is made, and its models loaded, when there is something new to audit."""

    def __init__(self, cache: Cache, stamp: str, make: Callable[[], Audits]) -> None:
        """Take the cache, the stamp of this run's settings and models, and what makes the auditor."""
        self._cache = cache
        self._stamp = stamp
        self._make = make
        self._auditor: Audits | None = None
        kept = cache.signature(stamp)
        self.signature = kept or self._audits.signature
        """That of the auditor."""
        if kept is None:
            cache.keep_signature(stamp, self.signature)

    @property
    def _audits(self) -> Audits:
        self._auditor = self._auditor or self._make()
        return self._auditor

    def audit(self, article: Article) -> ArticleReport:
        """The report of the article: the one that was kept, if nothing that it depends on is another by now."""
        if kept := self._cache.report(article, self._stamp):
            return kept
        report = self._audits.audit(article)
        self._cache.keep(report, self._stamp)
        return report
