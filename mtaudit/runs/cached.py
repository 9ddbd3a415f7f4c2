"""A run that was done before, in whole or in part: what the cache knows is not audited again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.runs.engines import Engine, Item
from mtaudit.store import Cache


class Cached:
    """Stands before an engine, which loads its models when there is something new to audit."""

    def __init__(self, cache: Cache, stamp: str, engine: Engine) -> None:
        """Take the cache, the stamp of this run's settings and models, and what audits."""
        self._cache = cache
        self._stamp = stamp
        self._engine = engine

    @property
    def signature(self) -> str:
        """That of the engine."""
        kept = self._cache.signature(self._stamp)
        if kept is None:
            kept = self._engine.signature
            self._cache.keep_signature(self._stamp, kept)
        return kept

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`: of an article that was audited before, the report that was kept."""
        new: set[str] = set()

        def unknown() -> Iterator[Item]:
            for item in items:
                kept = self._cache.report(item, self._stamp) if isinstance(item, Article) else None
                if isinstance(item, Article) and kept is None:
                    new.add(item.id)
                yield kept or item

        for report in self._engine.reports(unknown()):
            if isinstance(report, ArticleReport) and report.article.id in new:
                new.remove(report.article.id)
                self._cache.keep(report, self._stamp)
            yield report
