"""An engine that audits nothing twice: what an earlier run audited is recalled."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Protocol

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.runs.engines import Engine, Item
from mtaudit.store import Cache

logger = logging.getLogger(__name__)


class Reports(Protocol):
    """The reports of earlier runs that are still valid; `name` is their name in logs."""

    name: ClassVar[str]

    @property
    def signature(self) -> str:
        """The signature of this run's reports; raises ModelError where a model is not available."""
        ...

    def recalled(self, article: Article) -> ArticleReport | None:
        """The report of the article if nothing that it depends on has changed since; otherwise None."""
        ...

    def remember(self, report: ArticleReport) -> None:
        """Keep the report of an article that was not recalled."""
        ...


class Remembered:
    """Wraps an engine, which loads its models only when there is something new to audit."""

    def __init__(self, reports: Reports, engine: Engine) -> None:
        self._known = reports
        self._engine = engine

    @property
    def signature(self) -> str:
        """As in `Engine`."""
        return self._known.signature

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`; an article that was audited before gets the report that was kept."""
        new: set[str] = set()
        recalled = audited = 0

        def looked_up() -> Iterator[Item]:
            nonlocal recalled, audited
            for item in items:
                known = self._known.recalled(item) if isinstance(item, Article) else None
                if isinstance(item, Article) and known is None:
                    new.add(item.id)
                    audited += 1
                recalled += known is not None
                yield known or item

        for report in self._engine.reports(looked_up()):
            if isinstance(report, ArticleReport) and report.article.id in new:
                new.remove(report.article.id)
                self._known.remember(report)
            yield report
        logger.info("%s: %d reports found, %d not", self._known.name, recalled, audited)


class CachedReports:
    """The reports in the cache that runs share, under the stamp of this run."""

    name: ClassVar[str] = "cache"

    def __init__(self, cache: Cache, stamp: str, signature: Callable[[], str]) -> None:
        """Take the cache, the stamp of the run's settings and models, and a function that computes the signature."""
        self._cache = cache
        self._stamp = stamp
        self._compute = signature

    @property
    def signature(self) -> str:
        """As in `Reports`; computed once for all runs of the same stamp."""
        known = self._cache.signature(self._stamp)
        if known is None:
            known = self._compute()
            self._cache.keep_signature(self._stamp, known)
        return known

    def recalled(self, article: Article) -> ArticleReport | None:
        """As in `Reports`."""
        return self._cache.report(article, self._stamp)

    def remember(self, report: ArticleReport) -> None:
        """As in `Reports`."""
        self._cache.keep(report, self._stamp)
