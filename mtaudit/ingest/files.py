"""Retrieves what lies on this machine: files, folders, patterns, and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mtaudit.core import Failure
from mtaudit.ingest.interface import Resource

READABLE = (
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".xml",
    ".rss",
    ".atom",
    ".json",
    ".jsonl",
    ".ndjson",
    ".warc",
    ".wet",
    ".parquet",
)
"""The endings of the files that are taken from a folder, also with .gz after them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that an input stands for, not opened yet; `name` and `named` are those of its resource."""

    path: Path
    name: str
    named: bool

    def opened(self) -> Iterator[Resource | Failure]:
        """Yield the resource, open until the next is asked for, or a failure."""
        try:
            stream = self.path.open("rb")
        except OSError as error:
            yield Failure(self.name, f"it cannot be opened ({_reason(error)})")
            return
        with stream:
            yield Resource(self.name, stream, named=self.named)


class StandardInput:
    """The input named "-"."""

    def __init__(self, stream: BinaryIO | None) -> None:
        self._stream = stream

    def accepts(self, name: str) -> bool:
        """Only "-"; a file of that name is written ./-"""
        return name == "-"

    def retrieve(self, name: str) -> Iterator[Resource]:
        """Yield the stream, once."""
        yield Resource(name, self._stream or sys.stdin.buffer)


class Files:
    """A file, a folder with all that lies below it, or a pattern such as news/*.txt for shells that expand none."""

    def accepts(self, name: str) -> bool:
        """Whatever no other retriever accepts is taken for a path."""
        return True

    def retrieve(self, name: str) -> Iterator[Resource | Failure]:
        """Yield files in sorted order. A name that exists is never taken for a pattern."""
        for found in self.find(name):
            yield from [found] if isinstance(found, Failure) else found.opened()

    def find(self, name: str) -> Iterator[Found | Failure]:
        """Yield what `retrieve` opens, and the failures of looking it up. Never raises for a bad name."""
        try:
            path = Path(name)
            if not name:
                yield Failure(name, "the name is empty; give a path, a URL or - for standard input")
            elif _exists(path):
                yield from _folder(path) if path.is_dir() else [Found(path, name, named=True)]
            elif any(sign in name for sign in "*?["):
                yield from _pattern(path, name)
            else:
                yield Failure(name, "no such file or folder; check the spelling")
        except (OSError, ValueError) as error:
            yield Failure(name, f"it is not a valid path ({_reason(error)})")


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _pattern(path: Path, name: str) -> Iterator[Found | Failure]:
    """Names that begin with a dot are matched only where the pattern writes them out, as in a shell."""
    base = Path(path.anchor)
    found = sorted(m for m in base.glob(str(path.relative_to(base))) if not _hidden(m, path.parts))
    if not found:
        yield Failure(name, "no file matches this pattern")
    seen: set[Path] = set()
    for match in found:
        for file in _walk(match) if match.is_dir() else [match]:
            if isinstance(file, Failure):
                yield file
            elif file not in seen:
                seen.add(file)
                yield Found(file, str(file), named=file == match)


def _hidden(match: Path, written: tuple[str, ...]) -> bool:
    return any(part.startswith(".") and part not in written for part in match.parts)


def _folder(path: Path) -> Iterator[Found | Failure]:
    empty = True
    for found in _walk(path):
        empty = False
        if isinstance(found, Failure):
            yield found
        else:
            yield Found(found, str(found), named=False)
    if empty:
        endings = ", ".join(READABLE)
        yield Failure(str(path), f"the folder holds no file that could be an article ({endings}, each also with .gz)")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder that could hold articles; hidden ones and links to folders are not followed."""
    refused: list[OSError] = []
    for base, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files = (Path(base, n) for n in sorted(names) if not n.startswith("."))
        yield from (f for f in files if _ending(f.name) in READABLE and f.is_file())
    for error in refused:
        yield Failure(str(error.filename), f"the folder cannot be opened ({_reason(error)})")


def _ending(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
