"""Files that are read whole, or written so that nobody ever sees half of one."""

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
    """The text of a file that is to be UTF-8.

    Raises:
        UsageError: if it cannot be read, or is not.
    """
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); check its name") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write beside `path`, then move into its place.

    Raises:
        MtauditError: if the folder or the file cannot be written.
    """
    with _replacing(path, "give a folder that can be written to") as stream:
        stream.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A stream whose content takes the place of `path` when the block ends; until then `path` is as it was.

    Where nothing was written, or the block was left by an error, `path` stays as it was. What is no regular file (a
    pipe, a device) is written to as it stands.

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
