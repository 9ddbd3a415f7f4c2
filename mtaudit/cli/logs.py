"""Shows what mtaudit logs on standard error, with --verbose or a level in MTAUDIT_LOG_LEVEL."""

from __future__ import annotations

import logging
import os
import sys

from mtaudit.config.sources import LOG_LEVEL
from mtaudit.errors import UsageError

LEVELS = {name: getattr(logging, name.upper()) for name in ("debug", "info", "warning", "error", "critical")}
FORMAT = "%(asctime)s %(levelname)s %(name)s[%(process)d]: %(message)s"


class StandardError(logging.Handler):
    """Writes to the current `sys.stderr`, which a progress bar replaces so that it can move out of the way."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, without control characters that a terminal would obey."""
        from mtaudit.formats.terminal import plain

        try:
            print("\n".join(map(plain, self.format(record).splitlines())), file=sys.stderr)
        except Exception:
            self.handleError(record)


def configure(verbose: bool) -> None:
    """Show what is logged: from `info` on with `verbose`, from the level in the environment on, or not at all.

    If both are given, the more detailed one counts. The setup of an earlier call is undone.

    Raises:
        UsageError: if the environment names no level.
    """
    logger = logging.getLogger("mtaudit")
    for handler in [h for h in logger.handlers if isinstance(h, StandardError)]:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    levels = [logging.INFO] if verbose else []
    if named := os.environ.get(LOG_LEVEL):
        if named.lower() not in LEVELS:
            raise UsageError(f"{LOG_LEVEL}: {named!r} is not a log level; use {', '.join(LEVELS)}")
        levels.append(LEVELS[named.lower()])
    if levels:
        shown = StandardError()
        shown.setFormatter(logging.Formatter(FORMAT))
        logger.addHandler(shown)
        logger.setLevel(min(levels))


def be_verbose(asked: bool) -> None:
    """Handle `--verbose` of a command; without it, the options before the command apply."""
    if asked:
        configure(True)
