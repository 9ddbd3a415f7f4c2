"""Files that are read whole, or written so that no reader ever sees a partial one."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, TextIO

from mtaudit.errors import MtauditError, UsageError, advice_on
from mtaudit.files.leftovers import SUFFIX, hold, sweep


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        UsageError: if it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); check its name") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write bytes to a temporary file beside `path`, then rename it to `path`.

    Raises:
        MtauditError: if the folder or the file cannot be written.
    """
    with _replacing(path, "give a folder that can be written to") as stream:
        stream.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A stream whose content replaces `path` when the block ends; until then `path` is unchanged.

    If nothing was written, or the block raises an error, `path` stays unchanged. If it is not a regular file (a pipe, a
    device), it is written to directly.

    Raises:
        MtauditError: if the folder or the file cannot be written.
    """
    with _replacing(path, "name a file that can be written") as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        yield text
        text.flush()
        text.detach()


@contextmanager
def _replacing(path: Path, advice: str) -> Iterator[BinaryIO]:
    beside = None
    try:
        try:
            kind = path.lstat().st_mode
        except FileNotFoundError:
            kind = None
            path.parent.mkdir(parents=True, exist_ok=True)
        if kind is not None and not stat.S_ISREG(kind) and path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        target = path.resolve() if kind is not None and stat.S_ISLNK(kind) else path
        sweep(target.parent)
        name = target.parent / f".{token_hex(8)}{SUFFIX}"
        with name.open("xb") as file:
            beside = name
            with suppress(OSError):  # where there are no locks, no run deletes what another has left
                hold(file.fileno())
            yield file
        if beside.stat().st_size:
            beside.replace(target)
            beside = None
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise MtauditError(f"cannot write {path} ({error.strerror or error}); {advice_on(error, advice)}") from error
    finally:
        if beside:
            with suppress(OSError):
                beside.unlink()
