"""Short articles are audited several at a time, as a pass of the language model takes as long for one as for a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtaudit.engines.interface import Item
from mtaudit.model import Article

AT_ONCE = 16
"""Items of a group, at most."""
ENOUGH = 4000
"""Characters with which a group is full: about as many tokens as are run at once."""


def groups(items: Iterable[Item], at_once: int = AT_ONCE) -> Iterator[list[Item]]:
    """The same items in the same order, in groups that are handed on as soon as they are full."""
    group: list[Item] = []
    size = 0
    for item in items:
        group.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(group) >= at_once or size >= ENOUGH:
            yield group
            group, size = [], 0
    if group:
        yield group
