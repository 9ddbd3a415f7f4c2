"""The tables of rows that lexical rules are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from importlib import resources
from typing import Any


def table(name: str) -> dict[str, Any]:
    """What `data/{name}.toml` holds."""
    return tomllib.loads(resources.files("mtaudit.rules").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def check_keys(row: dict[str, Any], required: AbstractSet[str], optional: AbstractSet[str] = frozenset()) -> None:
    """See that a row has every key it needs and none that nobody reads.

    Raises:
        ValueError: naming the key and the row.
    """
    if missing := required - row.keys():
        raise ValueError(f"no {' or '.join(sorted(missing))} in row {row}")
    if unknown := row.keys() - required - optional:
        raise ValueError(f"unknown key {' and '.join(sorted(unknown))} in row {row}")
