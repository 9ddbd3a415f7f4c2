"""Figures with the interval in which they would fall on other articles of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

ROUNDS = 500
LEVEL = 0.95

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, and the bootstrap interval around it at LEVEL (Efron 1979)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def bootstrap(units: Sequence[T], measure: Callable[[Sequence[T]], float], rounds: int = ROUNDS) -> Figure:
    """Measure the units, and resamples of them with replacement; a unit must be an article, never a word.

    A resample that cannot be measured (NaN: it contains only one class) is left out.
    """
    random = np.random.default_rng(0)
    values = []
    for _ in range(rounds):
        value = measure([units[i] for i in random.integers(0, len(units), len(units))])
        if value == value:
            values.append(value)
    low, high = np.quantile(values or [float("nan")], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Figure(measure(units), float(low), float(high))
