"""The engine of several processes: each loads the models once and has its share of the cores."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait as any_of
from threading import Thread
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import MtauditError
from mtaudit.runs.engines import logs
from mtaudit.runs.engines.cores import cores
from mtaudit.runs.engines.groups import AT_ONCE, groups
from mtaudit.runs.engines.interface import Audits, Item, articles_of, audited, in_place_of_articles
from mtaudit.runs.engines.recipe import Recipe

logger = logging.getLogger(__name__)
AHEAD = 4
"""Groups per process that are handed out before the first is done, so that one long article idles no process."""
QUIETLY = "ignore::UserWarning:multiprocessing.resource_tracker"
SHORT = "if memory is short, give fewer --workers"

P = ParamSpec("P")
T = TypeVar("T")


Answer = tuple[list[ArticleReport | Failure], str, list[logging.LogRecord]]
"""The answer of a process: the reports on a group of articles, their signature, and what was logged."""


@dataclass(slots=True)
class _Job:
    """The items that were handed to a process, and the future of its answer."""

    items: list[Item]
    future: Future[Answer]


class Processes:
    """Audits in separate processes; this one loads no model.

    If a process dies, for lack of memory or by a signal, all the groups that were handed out are audited again in a
    single process. If a group kills that too, its articles are audited one by one: the one that kills the process again
    becomes a failure.
    """

    def __init__(self, recipe: Recipe, workers: int, ordered: bool = True, *, at_once: int = AT_ONCE) -> None:
        """Take the recipe of the auditors, and how many there are; unordered, reports come as they are done.

        `at_once` is how many short articles a process gets together.
        """
        self._recipe = recipe
        self._workers = workers
        self._ordered = ordered
        self._at_once = at_once
        self._signature = ""
        logger.info("articles are audited in %d processes", workers)
        self._pool = self._pool_of(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _end(self._pool)

    def _pool_of(self, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        with _inheriting(1):
            return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(self._recipe, logs.level()))

    @property
    def signature(self) -> str:
        """As in `Engine`.

        Raises:
            MtauditError: if the processes die while they load the models.
        """
        if not self._signature:
            try:
                self._signature, logged = self._submit(_sign).result()
            except BrokenProcessPool as error:
                raise MtauditError(f"a process died while it loaded the models; {SHORT}") from error
            logs.relay(logged)
        return self._signature

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`; in order, if that was asked for."""
        waiting: deque[_Job] = deque()
        for group in groups(items, self._at_once):
            waiting.append(_Job(group, self._hand_out(articles_of(group))))
            while len(waiting) > AHEAD * self._workers or self._is_ready(waiting):
                yield from self._take(waiting)
        while waiting:
            yield from self._take(waiting)

    def _hand_out(self, articles: Sequence[Article]) -> Future[Answer]:
        if not articles:
            return _done([])
        try:
            return self._submit(_audit, articles)
        except BrokenProcessPool as error:  # it is settled with those that were under way
            lost: Future[Answer] = Future()
            lost.set_exception(error)
            return lost

    def _submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with _inheriting(max(1, cores() // self._workers)):
            return self._pool.submit(call, *args, **kwargs)

    def _is_ready(self, waiting: Sequence[_Job]) -> bool:
        return any(job.future.done() for job in (list(waiting)[:1] if self._ordered else waiting))

    def _take(self, waiting: deque[_Job]) -> list[ArticleReport | Failure]:
        """The next reports: of the first group that was handed in, or of the first that is done."""
        if self._ordered:
            job = waiting[0]
        else:
            done, _ = wait([job.future for job in waiting], return_when=FIRST_COMPLETED)
            job = next(job for job in waiting if job.future in done)
        if isinstance(job.future.exception(), BrokenProcessPool):
            self._settle(waiting)
        waiting.remove(job)
        found, signature, logged = job.future.result()
        logs.relay(logged)
        self._signature = signature or self._signature
        return in_place_of_articles(found, job.items)

    def _settle(self, waiting: Iterable[_Job]) -> None:
        """Audit again what was in progress when a process died, group by group, in a single process."""
        logger.warning("a process died; what was under way is audited again")
        self._begin_anew(1)
        for job in waiting:
            if isinstance(job.future.exception(), BrokenProcessPool):
                job.future = _done(self._again(articles_of(job.items)))
        self._begin_anew(self._workers)

    def _again(self, articles: Sequence[Article]) -> list[ArticleReport | Failure]:
        """The reports on articles, audited together or, if that kills the process, one by one."""
        try:
            found, signature, logged = self._hand_out(articles).result()
        except BrokenProcessPool:
            self._begin_anew(1)
            if len(articles) > 1:
                return [report for article in articles for report in self._again([article])]
            return [Failure(articles[0].id, f"the process that audited it died, twice; {SHORT}")]
        logs.relay(logged)
        self._signature = signature or self._signature
        return found

    def _begin_anew(self, workers: int) -> None:
        _end(self._pool)
        self._pool = self._pool_of(workers)


def _done(found: list[ArticleReport | Failure]) -> Future[Answer]:
    future: Future[Answer] = Future()
    future.set_result((found, "", []))
    return future


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool, whatever they do, and wait for the thread that communicates with them.

    Python 3.14 has a public way, but one that does not wait: at the end of this process the thread would then close a
    pipe that Python writes to, now and then.
    """
    for process in list((pool._processes or {}).values()):
        process.terminate()
    if pool._result_queue:
        # Else the rest of what one of them was in the middle of saying would be waited for, in vain.
        pool._result_queue._writer.close()  # type: ignore[attr-defined]
    pool.shutdown(cancel_futures=True)


@contextmanager
def _inheriting(threads: int) -> Iterator[None]:
    """What processes that are started in the block inherit: their number of threads, and that they ignore Ctrl-C.

    The resource tracker that Python starts beside them must not report that it cleans up after processes that ended.
    A Ctrl-C that comes meanwhile is not lost on this process.
    """
    quietly = ",".join(filter(None, [os.environ.get("PYTHONWARNINGS"), QUIETLY]))
    own = {"OMP_NUM_THREADS": str(threads), "PYTHONWARNINGS": quietly}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


_kept = ExitStack()
_made: list[Audits] = []
_recipes: list[Recipe] = []


def _begin(recipe: Recipe, level: int) -> None:
    """Set up a process: the recipe of its auditor, the level from which it logs, and when it ends."""
    logs.keep(level)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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


def _sign() -> tuple[str, list[logging.LogRecord]]:
    return _auditor().signature, logs.take()


def _audit(articles: Sequence[Article]) -> Answer:
    return audited(_auditor(), articles), *_sign()
