"""What an index of originals costs: sentences a second, bytes a sentence, milliseconds a search, and memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from mtaudit.bench.pairs import original_of
from mtaudit.bench.process import peak
from mtaudit.compare.index import Originals
from mtaudit.compare.search import candidates

SENTENCES = 20
"""Sentences of an original, and of the article for which a search is made."""
TOPICS, SPREAD = 2000, 1.0
"""How many centres the made-up vectors lie around, about as far from them as these from each other."""
SEARCHES = 50


def scale(count: int, width: int) -> Iterator[tuple[str, float]]:
    """Yield what was measured, by name, over an index of `count` sentences with made-up vectors of `width` numbers."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(TOPICS, width)).astype(np.float32)
    with TemporaryDirectory() as folder:
        index = Originals(Path(folder), "bench", width)
        began, half = perf_counter(), 0.0
        for number in range(count // SENTENCES):
            index.add(
                original_of(str(number), [f"Sentence {i} of {number}." for i in range(SENTENCES)]),
                _made(centres, random),
            )
            if number == count // SENTENCES // 2:
                half = peak()
        index.save()
        yield "sentences added a second, once embedded", count / (perf_counter() - began)
        yield "peak memory after all over that after half", peak() / half
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        yield (
            "bytes a sentence on disk, texts left out",
            (size - (Path(folder) / "originals.db").stat().st_size) / count,
        )
        durations, hits = [], 0
        for _ in range(SEARCHES):
            number = int(random.integers(1, count // SENTENCES + 1))
            vectors = _noisy(index, number, random)
            start = perf_counter()
            found = candidates(index, vectors)
            durations.append(perf_counter() - start)
            hits += bool(found) and found[0].original == number
        yield "milliseconds a search for one article", 1000 * median(durations[1:])
        yield "share of searches that find it", hits / SEARCHES
        index.close()


def _made(centres: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    vectors = centres[random.integers(0, len(centres), SENTENCES)]
    return _unit(vectors + SPREAD * random.normal(size=vectors.shape).astype(np.float32))


def _noisy(index: Originals, number: int, random: np.random.Generator) -> NDArray[np.float32]:
    """The vectors of an original with as much noise as a round trip has: at a cosine of about .9."""
    vectors = index.vectors(number)
    noise = random.normal(size=vectors.shape).astype(np.float32)
    return _unit(vectors + 0.5 * noise / np.linalg.norm(noise, axis=1, keepdims=True))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit
