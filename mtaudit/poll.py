"""A run over feeds that were polled before: what is as it was is not fetched, and what was audited is not audited."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtaudit.audit import Audits
from mtaudit.ingest.interface import Validators
from mtaudit.model import Article, ArticleReport
from mtaudit.store import Store


class Poll:
    """Stands between what is read and the auditor, which is made when there is something new to audit."""

    def __init__(self, store: Store, stamp: str, make: Callable[[], Audits]) -> None:
        """Take the state, the stamp of this run's settings and models, and what makes the auditor."""
        self._store = store
        self._make = make
        self._auditor: Audits | None = None
        self._audited: dict[str, list[Article]] = {}
        self._known: dict[str, list[Article]] = {}
        self.unchanged: dict[str, int] = {}
        """Inputs that are as they were, and how many articles of each repeat their outcome."""
        self.repeated = 0
        """Articles that were audited before, in inputs that are not as they were."""
        kept = store.signature(stamp)
        self.signature = kept or self._audits.signature
        """That of the auditor."""
        if kept is None:
            store.keep_signature(stamp, self.signature)

    @property
    def _audits(self) -> Audits:
        self._auditor = self._auditor or self._make()
        return self._auditor

    def audit(self, article: Article) -> ArticleReport:
        """The report of the article: the one that was kept, if nothing it depends on is another by now."""
        self._audited.setdefault(article.origin, []).append(article)
        if kept := self._store.report(article, self.signature):
            self.repeated += article.origin not in self.unchanged
            return kept
        report = self._audits.audit(article)
        self._store.keep(report, self.signature)
        return report

    def validators(self, name: str) -> Validators | None:
        """As in `Memory`."""
        found = self._store.source(name, self.signature)
        if found:
            self._known[name] = found[1]
        return found[0] if found else None

    def recall(self, name: str) -> Iterator[Article]:
        """As in `Memory`."""
        articles = self._known.get(name, [])
        self.unchanged[name] = len(articles)
        yield from articles

    def keep(self, name: str, validators: Validators) -> None:
        """As in `Memory`."""
        if validators.headers:
            self._store.keep_source(name, validators, self.signature, self._audited.get(name, []))

    def remarks(self) -> Iterator[str]:
        """What the user should know, a line each."""
        for name, count in self.unchanged.items():
            yield f"{name} is unchanged: {count} articles repeat their last outcome"
        if self.repeated:
            yield f"{self.repeated} articles were audited before and repeat their outcome"
