"""The engine of one process: one group of articles after another, with all the threads of the models' library."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from mtaudit.core import ArticleReport, Failure
from mtaudit.models import Models
from mtaudit.runs.engines.groups import AT_ONCE, groups
from mtaudit.runs.engines.interface import Audits, Item, articles_of, audited, in_place_of_articles
from mtaudit.runs.engines.recipe import Recipe

logger = logging.getLogger(__name__)


class Alone:
    """Audits in this process; the models are loaded with the first article, or when the signature is asked for."""

    def __init__(self, recipe: Recipe, models: Models | None = None, at_once: int = AT_ONCE) -> None:
        """Take the recipe of the auditor, models that are already loaded, and how many articles are audited together.

        With 1, an article is reported before the next is read.
        """
        self._recipe = recipe
        self._models = models
        self._at_once = at_once
        self._stack = ExitStack()
        self._made: Audits | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    @property
    def _auditor(self) -> Audits:
        self._made = self._made or self._stack.enter_context(self._recipe.auditor(self._models))
        return self._made

    @property
    def signature(self) -> str:
        """As in `Engine`."""
        return self._auditor.signature

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`, in order."""
        logger.info("articles are audited in this process")
        for group in groups(items, self._at_once):
            articles = articles_of(group)
            found = audited(self._auditor, articles) if articles else ()
            yield from in_place_of_articles(found, group)
