"""Loops: runs of items that repeat a unit again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loop:
    """Items `[begin, end)` of a sequence, in which item i equals item i + `period` as long as both lie inside.

    The unit is the first `period` items; the last round may be cut short.
    """

    begin: int
    end: int
    period: int

    @property
    def times(self) -> int:
        """The number of whole units."""
        return (self.end - self.begin) // self.period

    @property
    def repeated(self) -> int:
        """The number of items that repeat an earlier one."""
        return self.end - self.begin - self.period


def loops(items: Sequence[str], longest: int) -> Iterator[Loop]:
    """Every maximal loop whose period is at most `longest`, shortest period first. Takes len(items) * longest steps.

    A loop of "a b" is found once more with the period 4: callers take the first that they like and skip what overlaps.
    """
    for period in _periods(items, longest):
        begin: int | None = None
        for i in range(len(items) - period + 1):
            same = i + period < len(items) and items[i] == items[i + period]
            if same and begin is None:
                begin = i
            elif not same and begin is not None:
                yield Loop(begin, i + period, period)
                begin = None


def _periods(items: Sequence[str], longest: int) -> list[int]:
    """The distances, up to `longest`, at which an item recurs: no loop has another period."""
    found: set[int] = set()
    before: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        positions = before.setdefault(item, [])
        for position in reversed(positions):
            if i - position > longest:
                break
            found.add(i - position)
        positions.append(i)
    return sorted(found)
