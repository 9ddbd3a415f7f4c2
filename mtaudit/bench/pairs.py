"""Pseudo-articles in several versions, from news of years that the comparison was not tuned on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mtaudit.core import Original, Span
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import read_years
from mtaudit.training.splits import Split, of_year

ROUND_TRIPS = ("google_round_trip", "deepl_round_trip")
"""Versions of an English original that were translated to German and back."""
SHORTEST, LONGEST = 8, 20
"""Sentences in a pseudo-article."""
DROPPED, MERGED, SPLIT, ADDED = 0.12, 0.10, 0.10, 0.08
"""Share of the sentences that are dropped, merged, split and added before texts are aligned."""

Gold = frozenset[tuple[tuple[int, ...], tuple[int, ...]]]
"""The positions of the sentences on both sides of every correct pair."""


@dataclass(frozen=True, slots=True)
class ParallelText:
    """A run of sentences in every version of it: original and round trips, or human translation and the machines'."""

    name: str
    versions: Mapping[str, tuple[str, ...]]


def pseudo_articles(corpora: Path, origin: str, split: Split, seed: int = 1) -> list[ParallelText]:
    """Consecutive sentences of one year as articles of SHORTEST to LONGEST sentences; `origin` is en or de."""
    random = Random(seed)
    years: dict[int, list[dict[str, str]]] = {}
    for year, language, versions in read_years(corpus_file("deen-human-vs-machine", corpora)):
        if language == origin and of_year(year) is split and all(text.split() for text in versions.values()):
            years.setdefault(year, []).append({name: " ".join(text.split()) for name, text in versions.items()})
    return list(_cut(years, origin, random))


def _cut(years: Mapping[int, Sequence[Mapping[str, str]]], origin: str, random: Random) -> Iterator[ParallelText]:
    for year, rows in sorted(years.items()):
        first = 0
        while first + SHORTEST <= len(rows):
            part = rows[first : first + random.randint(SHORTEST, LONGEST)]
            yield ParallelText(f"{origin}-{year}-{first}", {name: tuple(row[name] for row in part) for name in part[0]})
            first += len(part)


def original_of(name: str, sentences: Sequence[str]) -> Original:
    """An original with each sentence on a line."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return Original(name, "", None, text="\n".join(sentences), sentences=tuple(spans))


def edited(
    article_side: Sequence[str], other_side: Sequence[str], strange: Sequence[str], random: Random
) -> tuple[list[str], list[str], Gold]:
    """Two versions of a text with sentences dropped, merged, split and added at random, and the pairs that are left."""
    left: list[str] = []
    right: list[str] = []
    gold: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    i = 0
    while i < len(article_side):
        chance, has_next = random.random(), i + 1 < len(article_side)
        if chance < DROPPED:
            right.append(other_side[i])
        elif chance < DROPPED + MERGED and has_next:
            gold.add(((len(left),), (len(right), len(right) + 1)))
            left.append(f"{article_side[i]} {article_side[i + 1]}")
            right += other_side[i : i + 2]
            i += 1
        elif chance < DROPPED + MERGED + SPLIT and has_next:
            gold.add(((len(left), len(left) + 1), (len(right),)))
            left += article_side[i : i + 2]
            right.append(f"{other_side[i]} {other_side[i + 1]}")
            i += 1
        elif chance < DROPPED + MERGED + SPLIT + ADDED:
            left.append(random.choice(strange))
            right.append(other_side[i])
        else:
            gold.add(((len(left),), (len(right),)))
            left.append(article_side[i])
            right.append(other_side[i])
        i += 1
    return left, right, frozenset(gold)
