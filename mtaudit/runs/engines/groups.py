"""Short articles are audited several at a time, as a pass of the language model takes as long for one as for a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from mtaudit.core import Article
from mtaudit.runs.engines.interface import Item

T = TypeVar("T", bound=Item)

AT_ONCE = 16
"""The most items of a group."""
ENOUGH = 1500
"""Characters with which a group is full: of so many words the weights take a twentieth of the time, and an ordinary
article goes alone, so that the work is shared evenly."""


def groups(items: Iterable[T], at_once: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield the items in their order, in groups, each as soon as it is full.

    Items that need no audit wait only for articles before them.
    """
    group: list[T] = []
    size = 0
    for item in items:
        group.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(group) >= at_once or size >= ENOUGH or not isinstance(group[0], Article):
            yield group
            group, size = [], 0
    if group:
        yield group
