"""A run over feeds that were polled before: what has not changed is neither fetched nor audited again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from mtaudit.core import Article, ArticleReport
from mtaudit.ingest.interface import Validators
from mtaudit.store import Store, identity, statements


class Poll:
    """The state of earlier runs, as the memory of inputs (`ingest.Memory`) and the reports of articles (`Reports`)."""

    name: ClassVar[str] = "state"

    def __init__(
        self, store: Store, stamp: str | None, pages: str, *, signature: Callable[[], str], only_new: bool = False
    ) -> None:
        """Take the state, the stamp of this run's settings and models, and a function that computes the signature.

        Without a stamp the signature is always computed: it depends on originals, which no stamp covers.
        `pages` names how entries are read: the same feed gives other articles with the pages behind its entries.
        `only_new` leaves out of the run's output, and of its gate, what an earlier run reported.
        """
        self._store = store
        self._passed: dict[str, list[str]] = {}
        self._known: dict[str, list[ArticleReport]] = {}
        self.unchanged: dict[str, int] = {}
        """The inputs that have not changed, and how many articles of each repeat their outcome."""
        self.repeated = 0
        """The number of articles that were audited before, in inputs that have changed."""
        kept = store.signature(stamp) if stamp else None
        self.signature = kept or signature()
        """As in `Reports`."""
        if stamp and not kept:
            store.keep_signature(stamp, self.signature)
        self._pages = f"{pages} {self.signature}"
        self._only_new = only_new
        self._reported: set[str] = set()
        self._left_out = 0

    def recalled(self, article: Article) -> ArticleReport | None:
        """As in `Reports`."""
        self._passed.setdefault(article.origin, []).append(identity(article))
        kept = self._store.report(article, self.signature)
        if kept is None:
            return None
        self.repeated += article.origin not in self.unchanged
        return replace(kept, article=article)

    def remember(self, report: ArticleReport) -> None:
        """As in `Reports`."""
        self._store.keep(report, self.signature)

    def marked(self, report: ArticleReport) -> ArticleReport:
        """The report, marked as reported if only new results are wanted and an earlier run reported all of it."""
        names = statements(report)
        if self._only_new and self._store.reported(names):
            self._left_out += 1
            return replace(report, reported=True)
        self._reported |= names
        return report

    def keep_reported(self) -> None:
        """Record that the statements of this run's reports were reported; call it once they were."""
        self._store.keep_reported(self._reported)

    def validators(self, name: str) -> Validators | None:
        """As in `Memory`."""
        found = self._store.source(name, self._pages, self.signature)
        if found:
            self._known[name] = found[1]
        return found[0] if found else None

    def recall(self, name: str) -> Iterator[Article]:
        """As in `Memory`."""
        reports = self._known.pop(name, [])
        self.unchanged[name] = len(reports)
        yield from [replace(report.article, id=report.article.known_as) for report in reports]

    def keep(self, name: str, validators: Validators) -> None:
        """As in `Memory`."""
        articles = self._passed.pop(name, [])
        if validators.headers:
            self._store.keep_source(name, self._pages, validators, articles)

    def remarks(self) -> Iterator[str]:
        """What the user should know, a line each."""
        for name, count in self.unchanged.items():
            yield f"{name} is unchanged: {_repeated(count)}"
        if self.repeated:
            yield f"audited before: {_repeated(self.repeated)}"
        if self._left_out:
            yield f"reported before and left out: {self._left_out}"


def _repeated(count: int) -> str:
    return "1 article repeats its last outcome" if count == 1 else f"{count} articles repeat their last outcome"
