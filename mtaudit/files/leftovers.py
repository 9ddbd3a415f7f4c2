"""Temporary files and folders of mtaudit: those that a killed run leaves behind are deleted by a later run."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

SUFFIX = ".mtaudit-tmp"
"""The end of their names, which begin with a dot."""
SETTLED = 86_400.0 if sys.platform == "win32" else 60.0
"""Seconds without a change after which a temporary file that no process locks is a leftover."""


def hold(descriptor: int) -> None:
    """Lock an open file until it is closed, or the process ends. Windows deletes no open file and needs no lock.

    Raises:
        OSError: if another process has locked it, or its file system does not support locks.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A descriptor of a temporary file or folder, open until the block ends.

    Raises:
        OSError: if it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK) if sys.platform != "win32" else -1
    try:
        yield descriptor
    finally:
        if descriptor >= 0:
            os.close(descriptor)


@cache
def sweep(folder: Path) -> None:
    """Delete the leftovers in a folder, as far as possible; once per process."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in [e for e in found if e.name.startswith(".") and e.name.endswith(SUFFIX)]:
            with suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > SETTLED:
                    _delete(Path(entry.path))


def _delete(path: Path) -> None:
    """Delete a leftover.

    Raises:
        OSError: if a process has locked it, or it cannot be deleted.
    """
    with opened(path) as descriptor:
        hold(descriptor)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
