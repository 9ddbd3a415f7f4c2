"""Converts what a file, a variable or a flag says to typed values, or reports a fault that says what to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from annotated_types import MinLen

from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pydantic import TypeAdapter

T = TypeVar("T", bound="DataclassInstance")
STRICT = {"extra": "forbid"}
"""For `__pydantic_config__` of a class: unknown names are refused."""
Name = Annotated[str, MinLen(1)]


def validated(kind: type[T], values: Mapping[str, Any], tables: Mapping[str, type[DataclassInstance]]) -> T:
    """A value of the class from names, written with `_` or `-`; what is not named keeps its default.

    Args:
        tables: the names whose values are lists of tables, and the class of each.

    Raises:
        UsageError: on an unknown name (the message gives the nearest known one) or an invalid value.
    """
    from pydantic import ValidationError

    try:
        found: T = _adapter(kind).validate_python(_underscored(values, tables))
    except ValidationError as error:
        raise UsageError("; ".join(_clause(fault, kind, tables) for fault in error.errors())) from error
    return found


def kebab(name: str) -> str:
    """A setting's name as files and flags spell it."""
    return name.replace("_", "-")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _underscored(values: Mapping[str, Any], tables: Mapping[str, object]) -> dict[str, Any]:
    """The values with keys as the classes spell them, in the tables too; patterns and headers stay as they are."""

    def spelt(table: Any) -> Any:
        return {key.replace("-", "_"): value for key, value in table.items()} if isinstance(table, Mapping) else table

    found: dict[str, Any] = spelt(values)
    for name in tables:
        if isinstance(rows := found.get(name), list):
            found[name] = [spelt(row) for row in rows]
    return found


def _clause(fault: Any, kind: type[DataclassInstance], tables: Mapping[str, type[DataclassInstance]]) -> str:
    """One fault as a clause that says what to write instead."""
    *_, last = path = [str(part) for part in fault["loc"]]
    where = ".".join(map(kebab, path))
    match fault["type"]:
        case "unexpected_keyword_argument":
            known = [f.name for f in fields(tables.get(path[0], kind) if len(path) > 1 else kind)]
            near = get_close_matches(last, known, n=1)
            hint = f"did you mean {kebab(near[0])!r}?" if near else f"known are {', '.join(map(kebab, known))}"
            return f"unknown setting {where!r}; {hint}"
        case "missing":
            return f"setting {where!r} is missing"
        case _:
            message = fault["msg"].replace("tuple", "list").removeprefix("Input ")
            given = "" if path[0] in tables else f", not {fault['input']!r}"  # a table may hold a token
            return f"setting {where!r} {message}{given}"
