"""The engine of several processes: each loads the models once and has its share of the cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import wait as any_of
from threading import Thread
from types import TracebackType
from typing import Self

from mtaudit.engines.cores import cores
from mtaudit.engines.interface import Audits, Item, audited
from mtaudit.engines.recipe import Recipe
from mtaudit.model import Article, ArticleReport, Failure

AHEAD = 4
"""Articles a process that are handed out before the first of them is done: one long article idles no process soon."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What was handed in, and where its report will be."""

    item: Item
    future: Future[ArticleReport | Failure]


class Processes:
    """Audits in processes of their own; this one loads no model.

    Should a process die, of memory or by a signal, the articles that it may have died of are audited again, each in a
    process by itself. One that ends that one too becomes a failure.
    """

    def __init__(self, recipe: Recipe, workers: int, ordered: bool = True) -> None:
        """Take what makes the auditors, and how many there are; unordered, reports come as they are done."""
        self._recipe = recipe
        self._workers = workers
        self._ordered = ordered
        self._signature = ""
        self._pool = self._begun(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind:  # what is under way is not waited for
            self._pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
        self._pool.shutdown()

    def _begun(self, workers: int) -> ProcessPoolExecutor:
        threads = max(1, cores() // self._workers)
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(self._recipe, threads))

    @property
    def signature(self) -> str:
        """As in `Engine`."""
        if not self._signature:
            told = [self._pool.submit(_sign) for _ in range(self._workers)]  # so that all load their models now
            self._signature = told[0].result()
        return self._signature

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`; in order, if that was asked for."""
        waiting: deque[_Job] = deque()
        for item in items:
            waiting.append(_Job(item, self._handed_out(item)))
            while len(waiting) > AHEAD * self._workers or (waiting and waiting[0].future.done()):
                yield self._taken(waiting)
        while waiting:
            yield self._taken(waiting)

    def _handed_out(self, item: Item) -> Future[ArticleReport | Failure]:
        if not isinstance(item, Article):
            done: Future[ArticleReport | Failure] = Future()
            done.set_result(item)
            return done
        try:
            return self._pool.submit(_audit, item)
        except BrokenProcessPool:
            self._pool = self._begun(self._workers)
            return self._pool.submit(_audit, item)

    def _taken(self, waiting: deque[_Job]) -> ArticleReport | Failure:
        """The next report: the first that was handed in, or the first that is done."""
        if self._ordered:
            job = waiting.popleft()
        else:
            done, _ = wait([job.future for job in waiting], return_when=FIRST_COMPLETED)
            job = next(job for job in waiting if job.future in done)
            waiting.remove(job)
        try:
            return job.future.result()
        except BrokenProcessPool:
            return self._again(job.item)

    def _again(self, item: Item) -> ArticleReport | Failure:
        """Audit what was under way when a process died, by itself, so that it is known whether it died of this."""
        assert isinstance(item, Article)  # noqa: S101 (nothing else is handed to a process)
        with self._begun(1) as pool:
            try:
                return pool.submit(_audit, item).result()
            except BrokenProcessPool:
                reason = "the process that audited it died, twice; if memory is short, give fewer --workers"
                return Failure(item.id, reason)


_kept = ExitStack()
_made: list[Audits] = []
_recipes: list[Recipe] = []


def _begin(recipe: Recipe, threads: int) -> None:
    """Of a process: its threads, settled before a library counts the cores, and what its auditor is made of."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the process that hands out the work
    os.environ["OMP_NUM_THREADS"] = str(threads)
    Thread(target=_end_with_parent, daemon=True).start()
    _recipes.append(recipe)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        any_of([parent.sentinel])
        os._exit(1)


def _auditor() -> Audits:
    if not _made:
        _made.append(_kept.enter_context(_recipes[-1].auditor()))
    return _made[0]


def _sign() -> str:
    return _auditor().signature


def _audit(article: Article) -> ArticleReport | Failure:
    return audited(_auditor(), article)
