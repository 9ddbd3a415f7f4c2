"""Progress bars on a terminal, otherwise plain lines; both on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from mtaudit.core import ArticleReport, Failure, Original
from mtaudit.formats.terminal import plain

if TYPE_CHECKING:
    from mtaudit.models.store.pull import Progress as PullProgress
    from mtaudit.runs.progress import Done

EVERY = 10.0
"""Seconds between two plain lines."""
SETTLED = 1.0
"""Seconds after the first report that do not count for the pace: a group's reports come together, a cache's too."""


@contextmanager
def pull_progress(quiet: bool = False) -> Iterator[PullProgress]:
    """Show a model being fetched and converted."""
    console = Console(stderr=True, quiet=quiet)
    announced: set[str] = set()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for earlier in tasks.values():
                    bars.remove_task(earlier)
                tasks[what] = bars.add_task(what, total=total or None)  # without a total the bar runs to and fro
            bars.update(tasks[what], completed=done)
            if not console.is_terminal and what not in announced:
                console.print(f"mtaudit: {what}", markup=False, highlight=False)
                announced.add(what)

        yield show


@contextmanager
def work_progress() -> Iterator[PullProgress]:
    """Show long work in steps, and the time left; a plain line every EVERY seconds where there is no terminal."""
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}
        last_line = [-EVERY]

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
                last_line[0] = -EVERY
            bars.update(tasks[what], completed=done, total=total)
            if not console.is_terminal and (monotonic() - last_line[0] >= EVERY or done == total):
                console.print(f"mtaudit: {what} {done}/{total}", markup=False)
                last_line[0] = monotonic()

        yield show


@contextmanager
def audit_progress(total: int | None, quiet: bool, bar: bool = True, what: str = "auditing") -> Iterator[Callback]:
    """Show articles done, articles a second and the time left; `total` is None if it is unknown.

    Args:
        quiet: show only what cannot be read.
        bar: whether a bar may be drawn; it may not where something else writes to the same terminal.
    """
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    hidden = quiet or not bar or not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True) as bars:
        yield Callback(console, bars, total, quiet=quiet)


@dataclass(frozen=True, slots=True)
class TerminalProgress:
    """Shows a session on standard error.

    Attributes:
        quiet: show only what cannot be read.
        bar: whether a bar may be drawn while articles are audited.
    """

    quiet: bool
    bar: bool

    def pulling(self) -> AbstractContextManager[PullProgress]:
        """As in `runs.progress.Progress`."""
        return pull_progress(self.quiet)

    def working(self, total: int | None, what: str) -> AbstractContextManager[Done]:
        """As in `runs.progress.Progress`."""
        return audit_progress(total, self.quiet, self.bar or what != "auditing", what)

    def warn(self, message: str) -> None:
        """As in `runs.progress.Progress`."""
        print(f"mtaudit: {plain(message)}", file=sys.stderr)

    def remark(self, message: str) -> None:
        """As in `runs.progress.Progress`."""
        if not self.quiet:
            self.warn(message)


class Callback:
    """Called with each article or failure as it is done."""

    def __init__(self, console: Console, bars: Progress, total: int | None, *, quiet: bool) -> None:
        self._quiet = quiet
        self._console = console
        self._bars = bars
        self._total = total
        self._done = self._at_first = 0
        self._first = inf
        self._spoke = monotonic()
        self._task = bars.add_task("", total=total, rate="starting")

    def __call__(self, item: ArticleReport | Original | Failure) -> None:
        """Count an article; print a failure at once, so that it is not lost behind the bar."""
        if isinstance(item, Failure):
            verb = "[dim]passed over[/]" if item.passed_over else "[red]cannot read[/]"
            name = "standard input" if item.input == "-" else item.input
            if not (self._quiet and item.passed_over):
                self._console.print(f"{verb} {escape(plain(name))}: {escape(plain(item.message))}", soft_wrap=True)
            return
        self._done += 1
        now = monotonic()
        self._first = min(self._first, now)
        rate = None
        if now - self._first > SETTLED:
            rate = (self._done - self._at_first) / (now - self._first)
        else:
            self._at_first = self._done
        self._bars.update(self._task, completed=self._done, rate=f"{rate:.2f} articles/s" if rate else "")
        if not self._quiet and not self._console.is_terminal and now - self._spoke > EVERY:
            self._spoke = now
            of = f" of {self._total}" if self._total else ""
            noun = "article" if self._done == 1 and not of else "articles"
            self._console.print(f"mtaudit: {self._done}{of} {noun}{self._pace(rate)}")

    def _pace(self, rate: float | None) -> str:
        """Articles a second and the time left, counted from the first report on: the models are mostly loaded then."""
        if not rate:
            return ""
        last_line = f", {rate:.2f} articles/s"
        if not self._total or self._done >= self._total:
            return last_line
        seconds = (self._total - self._done) / rate
        return (
            f"{last_line}, about {seconds / 60:.0f} min left"
            if seconds > 90
            else f"{last_line}, about {seconds:.0f} s left"
        )
