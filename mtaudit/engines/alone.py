"""The engine of one process: one article after another, with all the threads of the models' library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from mtaudit.encoders import Encoders
from mtaudit.engines.interface import Audits, Item, audited
from mtaudit.engines.recipe import Recipe
from mtaudit.model import Article, ArticleReport, Failure


class Alone:
    """Audits in this process; the models are loaded with the first article, or when the signature is asked for."""

    def __init__(self, recipe: Recipe, encoders: Encoders | None = None) -> None:
        """Take what makes the auditor, and the models where they are there already."""
        self._recipe = recipe
        self._encoders = encoders
        self._stack = ExitStack()
        self._made: Audits | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    @property
    def _auditor(self) -> Audits:
        self._made = self._made or self._stack.enter_context(self._recipe.auditor(self._encoders))
        return self._made

    @property
    def signature(self) -> str:
        """As in `Engine`."""
        return self._auditor.signature

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`, in order."""
        for item in items:
            yield audited(self._auditor, item) if isinstance(item, Article) else item
