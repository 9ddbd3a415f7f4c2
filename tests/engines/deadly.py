"""Auditors that end their process on one article, as one that runs out of memory does: always, or once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mtaudit.audit import Auditor
from mtaudit.encoders import Encoders
from mtaudit.engines import Recipe
from mtaudit.model import Article, ArticleReport

DEADLY, KILLED = "deadly", "killed.txt"


class _Auditor(Auditor):
    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        if any(article.id == DEADLY for article in articles):
            os._exit(9)
        return super().audit_all(articles)


class Deadly(Recipe):
    """Makes such auditors."""

    @contextmanager
    def auditor(self, encoders: Encoders | None = None) -> Iterator[Auditor]:
        """One of them."""
        yield _Auditor(self.settings, encoders or Encoders(self.settings))


class _KilledOnce(Auditor):
    mark = ""

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        if any(article.id.endswith(KILLED) for article in articles) and not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().audit_all(articles)


@dataclass(frozen=True, slots=True)
class Once(Recipe):
    """Makes auditors of which the first to meet an article is killed over it; `mark` is the file that tells so."""

    mark: str = ""

    @contextmanager
    def auditor(self, encoders: Encoders | None = None) -> Iterator[Auditor]:
        """One of them."""
        made = _KilledOnce(self.settings, encoders or Encoders(self.settings))
        made.mark = self.mark
        yield made
