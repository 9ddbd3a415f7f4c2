"""Formats as they are named on the command line, and where each goes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mtaudit.errors import UsageError

NAMES = ("html", "text", "json", "jsonl", "github", "sarif", "junit", "gitlab", "parquet")


@dataclass(frozen=True, slots=True)
class Destination:
    """A format, and where it goes: a folder for html, otherwise a file or, where None, standard output."""

    format: str
    path: Path | None

    @classmethod
    def parse(cls, given: str, out: Path) -> Destination:
        """Read NAME or NAME=PATH.

        Raises:
            UsageError: if there is no such format, or it would be bytes on a terminal.
        """
        name, _, path = given.partition("=")
        if name not in NAMES:
            raise UsageError(f"no format is called {name!r}; choose from {', '.join(NAMES)}")
        if name == "parquet" and not path and (not sys.stdout or sys.stdout.isatty()):
            raise UsageError("parquet cannot be shown on a terminal; name a file, as in -f parquet=findings.parquet")
        return cls(name, Path(path) if path else out if name == "html" else None)


def destinations_of(formats: Sequence[str], out: Path) -> list[Destination]:
    """Where each format goes that the command line names."""
    return [Destination.parse(given, out) for given in formats]
