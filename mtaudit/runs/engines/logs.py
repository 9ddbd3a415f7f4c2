"""Relays what worker processes log: it is kept there, returned with their answers, and logged by the main process."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from logging.handlers import QueueHandler
from queue import Empty, SimpleQueue

_PACKAGE = "mtaudit"
_kept: SimpleQueue[logging.LogRecord] = SimpleQueue()


def level() -> int:
    """The level from which this process logs, which is passed to the workers."""
    return logging.getLogger(_PACKAGE).getEffectiveLevel()


def keep(level: int) -> None:
    """In a worker, keep what is logged, from the level on. May be called more than once."""
    logger = logging.getLogger(_PACKAGE)
    logger.setLevel(level)
    if not any(isinstance(handler, QueueHandler) for handler in logger.handlers):
        logger.addHandler(QueueHandler(_kept))


def take() -> list[logging.LogRecord]:
    """In a worker, the records kept since the last call, with tracebacks as text, so that they can be pickled."""
    found: list[logging.LogRecord] = []
    while True:
        try:
            found.append(_kept.get_nowait())
        except Empty:
            return found


def relay(records: Iterable[logging.LogRecord]) -> None:
    """Log the records of a worker as if they were logged here."""
    for record in records:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)
