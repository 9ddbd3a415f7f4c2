"""How time and memory grow with a batch: short articles, made up, each batch in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from mtaudit.bench.process import in_its_own, peak
from mtaudit.config import Settings
from mtaudit.core import Article

PLACES = "Ashford Brackley Corby Didcot Ely Frome Goole Hythe Ilkley Jarrow Kendal Louth".split()
THINGS = "bridge school library station harbour clinic market theatre".split()


@dataclass(frozen=True, slots=True)
class Point:
    """What a batch took.

    Attributes:
        articles: of the batch.
        seconds: to audit it, the models loaded.
        peak: bytes of memory at most, over the whole of it.
    """

    articles: int
    seconds: float
    peak: float


def growth(counts: Sequence[int], settings: Settings) -> Iterator[Point]:
    """Audit batches of so many articles, all in one process, with JSON Lines written to nowhere."""
    for count in counts:
        yield in_its_own(_measured, count, settings)


def story(number: int) -> Article:
    """An article of a sentence that no other has."""
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
