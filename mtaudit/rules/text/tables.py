"""The data of lexical rules: tables of rows, and word lists."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import resources
from typing import Any


def table(name: str) -> dict[str, Any]:
    """The content of `data/{name}.toml`."""
    return tomllib.loads(resources.files("mtaudit.rules").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of `data/{name}.txt`, one a line, in lower case; what follows a `#` is a comment."""
    lines = resources.files("mtaudit.rules").joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(entry.casefold() for line in lines if (entry := line.partition("#")[0].strip()))


def check_keys(row: dict[str, Any], required: AbstractSet[str], optional: AbstractSet[str] = frozenset()) -> None:
    """Check that a row has every key that it needs and no unknown one.

    Raises:
        ValueError: naming the key and the row.
    """
    if missing := required - row.keys():
        raise ValueError(f"no {' or '.join(sorted(missing))} in row {row}")
    if unknown := row.keys() - required - optional:
        raise ValueError(f"unknown key {' and '.join(sorted(unknown))} in row {row}")
