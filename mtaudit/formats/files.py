"""Names of report files, and writing them so that nobody ever sees half of one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from mtaudit.errors import MtauditError

_LONGEST_SLUG = 60


def file_name(article_id: str, title: str) -> str:
    """The report's file name: the title (or the id) in ASCII, then a hash of the id that keeps names apart.

    At most 78 characters of `a-z0-9-`, then `.html`: no separator, dot or device name can come in from outside.
    """
    readable = unicodedata.normalize("NFKD", (title or article_id)[:500]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", readable)[:_LONGEST_SLUG].strip("-") or "article"
    return f"{slug}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.html"


def write_whole(path: Path, content: bytes) -> None:
    """Write beside `path`, then move into its place.

    Raises:
        MtauditError: if the folder or the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or error
        raise MtauditError(f"cannot write {path}: {reason}; give a folder that can be written to") from error
    finally:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A stream whose content takes the place of `path` when the block ends; until then `path` is as it was.

    Where nothing was written, or the block was left by an error, `path` stays as it was.

    Raises:
        MtauditError: if the folder or the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        stream = beside.open("w", encoding="utf-8")
    except OSError as error:
        raise MtauditError(f"cannot write {path} ({error.strerror}); name a file that can be written") from error
    try:
        with stream:
            yield stream
        if beside.stat().st_size:
            beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
