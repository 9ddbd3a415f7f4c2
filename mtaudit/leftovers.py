"""Temporary files and folders of ours: those of runs that were killed are deleted by a later run."""

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
"""How their names end; they begin with a dot."""
SETTLED = 86_400.0 if sys.platform == "win32" else 60.0
"""Seconds without a change after which one that no process holds is a leftover."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Mark a temporary file or folder as in use, until the block ends or the process does, however it does."""
    holder = os.open(path, os.O_RDONLY) if sys.platform != "win32" else -1
    try:
        _lock(holder)
        yield
    finally:
        if holder >= 0:
            os.close(holder)


@cache
def sweep(folder: Path) -> None:
    """Delete the leftovers in a folder, as far as that can be done; once in the life of a process."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in [one for one in found if one.name.startswith(".") and one.name.endswith(SUFFIX)]:
            with suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > SETTLED:
                    _delete(Path(entry.path))


def _delete(path: Path) -> None:
    """Delete a leftover.

    Raises:
        OSError: if a process holds it, or it cannot be deleted.
    """
    with held(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _lock(holder: int) -> None:
    """Lock what is open; a process that has ended has let go of it. Windows deletes nothing that is open anyway.

    Raises:
        OSError: if another process has it.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
