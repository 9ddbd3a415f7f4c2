"""An auditor that ends its process on one article, as one that runs out of memory does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from mtaudit.audit import Auditor
from mtaudit.encoders import Encoders
from mtaudit.engines import Recipe
from mtaudit.model import Article, ArticleReport

DEADLY = "deadly"


class _Auditor(Auditor):
    def audit(self, article: Article) -> ArticleReport:
        if article.id == DEADLY:
            os._exit(9)
        return super().audit(article)


class Deadly(Recipe):
    """Makes such auditors."""

    @contextmanager
    def auditor(self, encoders: Encoders | None = None) -> Iterator[Auditor]:
        """One of them."""
        yield _Auditor(self.settings, encoders or Encoders(self.settings))
