"""How time and memory grow with a batch of short, made-up articles, each batch in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from mtaudit.bench.process import in_new_process, peak
from mtaudit.config import Settings
from mtaudit.core import Article

PLACES = "Ashford Brackley Corby Didcot Ely Frome Goole Hythe Ilkley Jarrow Kendal Louth".split()
THINGS = "bridge school library station harbour clinic market theatre".split()


@dataclass(frozen=True, slots=True)
class Point:
    """The cost of a batch.

    Attributes:
        articles: how many the batch has.
        seconds: to audit it, without loading the models.
        peak: bytes of memory, at most, loading included.
    """

    articles: int
    seconds: float
    peak: float


def growth(counts: Sequence[int], settings: Settings) -> Iterator[Point]:
    """Audit a batch of each size with one worker; its JSON Lines are discarded."""
    for count in counts:
        yield in_new_process(_measured, count, settings)


def story(number: int) -> Article:
    """An article of one sentence, which differs for each number."""
    place, thing = PLACES[number % len(PLACES)], THINGS[number // len(PLACES) % len(THINGS)]
    text = f"The council of {place} said on Tuesday that {number} people had asked for the {thing} to stay open."
    return Article(str(number), text)


def _measured(count: int, settings: Settings) -> Point:
    from mtaudit.formats import JsonLines
    from mtaudit.runs.batch import run
    from mtaudit.runs.engines import Alone, Recipe

    with Alone(Recipe(settings)) as engine, open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        list(engine.reports(story(number) for number in range(3)))
        began = perf_counter()
        run((story(number) for number in range(count)), engine, [JsonLines(nowhere, words=False)], lambda item: None)
        return Point(count, perf_counter() - began, peak())
