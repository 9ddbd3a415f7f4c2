"""Ends parsing when its time is up: a page can be made so that a parser takes hours over it."""

from __future__ import annotations

import ctypes
import threading
from functools import wraps
from time import monotonic
from typing import TYPE_CHECKING, TypeVar, cast

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest.http import PATIENCE
from mtaudit.ingest.interface import Parser, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtaudit.core import Article, Failure

P = TypeVar("P", bound=Parser)

AGAIN = 1.0
"""Seconds after which a parser that let the first interruption by is interrupted again."""


class _TimeIsUp(BaseException):
    """Raised inside a parser; not an Exception, so that no library takes it for a fault of the page."""


def bounded(parse: P) -> P:
    """Have a parser take no longer over a resource than a fetch may take: PATIENCE times the timeout.

    What was parsed before the time was up is kept. The time in which what it yields is used does not count. It is ended
    between two steps of Python: a single call into a library that is not written in it goes on to its end.
    """

    @wraps(parse)
    def within_time(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
        limit = PATIENCE * settings.timeout
        watch = _Watch(limit)
        found = iter(parse(resource, settings))
        try:
            while True:
                with watch:
                    item = next(found, None)
                if item is None:
                    return
                yield item
        except _TimeIsUp:
            raise InputError(
                f"it took longer than {limit:g} s to parse, which is {PATIENCE} times the setting timeout; raise that, "
                "or give the article as text"
            ) from None
        finally:
            watch.done.set()

    return cast("P", within_time)


class _Watch:
    """Counts the time that a thread spends while the watch is entered, and interrupts it there when that is up."""

    def __init__(self, limit: float) -> None:
        self.done = threading.Event()
        self._left = limit
        self._entered: float | None = None
        self._interrupted = False
        self._lock = threading.Lock()
        self._watched = threading.get_ident()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        if self._left <= 0:
            raise _TimeIsUp
        with self._lock:
            self._watched = threading.get_ident()
            self._entered = monotonic()
        if not self._thread.ident:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._left = self._remaining()
            self._entered = None
            if self._interrupted:  # one that has not come yet must not come outside
                _interrupt(self._watched, None)

    def _remaining(self) -> float:
        return self._left - (0 if self._entered is None else monotonic() - self._entered)

    def _watch(self) -> None:
        wait = self._left
        while not self.done.wait(min(wait, threading.TIMEOUT_MAX)):
            with self._lock:
                wait = self._remaining()
                if wait <= 0:
                    wait = AGAIN
                    if self._entered is not None:
                        self._interrupted = True
                        _interrupt(self._watched, _TimeIsUp)


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise an error at its next step of Python; None takes back one that it has not raised yet."""
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
