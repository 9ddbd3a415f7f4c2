"""What worker processes log: kept there, handed over with their answers, and logged by the process that began them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from logging.handlers import QueueHandler
from queue import Empty, SimpleQueue

_PACKAGE = "mtaudit"
_kept: SimpleQueue[logging.LogRecord] = SimpleQueue()


def level() -> int:
    """The level from which on this process logs what mtaudit does; workers are given it."""
    return logging.getLogger(_PACKAGE).getEffectiveLevel()


def keep(level: int) -> None:
    """Of a worker: keep what is logged, from the level on. Harmless more than once."""
    logger = logging.getLogger(_PACKAGE)
    logger.setLevel(level)
    if not any(isinstance(handler, QueueHandler) for handler in logger.handlers):
        logger.addHandler(QueueHandler(_kept))


def take() -> list[logging.LogRecord]:
    """Of a worker: what was kept since the last call. Tracebacks are text by now, so that it can be pickled."""
    found: list[logging.LogRecord] = []
    while True:
        try:
            found.append(_kept.get_nowait())
        except Empty:
            return found


def relay(records: Iterable[logging.LogRecord]) -> None:
    """Log what a worker handed over, as if it were logged here."""
    for record in records:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)
