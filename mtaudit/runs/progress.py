"""What a run shows of its progress. It is injected: the command line shows bars, a library call shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeAlias

from mtaudit.core import ArticleReport, Failure, Original
from mtaudit.models.store.pull import Progress as PullProgress

Done: TypeAlias = Callable[[ArticleReport | Original | Failure], None]
"""Called with each item of a run as it is finished."""


class Progress(Protocol):
    """Shows the progress of a run."""

    def pulling(self) -> AbstractContextManager[PullProgress]:
        """Show models being fetched until the block ends."""
        ...

    def working(self, total: int | None, what: str) -> AbstractContextManager[Done]:
        """Show how many of `total` items (None: unknown) are done, until the block ends; `what` names the activity."""
        ...

    def warn(self, message: str) -> None:
        """Report what went wrong, in one line."""
        ...

    def remark(self, message: str) -> None:
        """Show a remark for the user, in one line."""
        ...


class Silent:
    """Shows nothing."""

    @contextmanager
    def pulling(self) -> Iterator[PullProgress]:
        """As in `Progress`."""
        yield lambda what, done, total: None

    @contextmanager
    def working(self, total: int | None, what: str) -> Iterator[Done]:
        """As in `Progress`."""
        yield lambda item: None

    def warn(self, message: str) -> None:
        """As in `Progress`."""

    def remark(self, message: str) -> None:
        """As in `Progress`."""


SILENT: Silent = Silent()
