"""Word lists: one entry a line in `data/NAME.txt`; what follows a `#` is a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of `data/{name}.txt`, in lower case."""
    lines = resources.files("mtaudit.rules").joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(entry.casefold() for line in lines if (entry := line.partition("#")[0].strip()))
