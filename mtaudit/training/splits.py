"""Who trains, who tunes and who tests: by article, system, language and year, never by sentence."""

from __future__ import annotations

import hashlib
from enum import StrEnum

TRAIN, TUNE = 65, 75
"""Of a hundred articles, those below the first train, those below the second tune, the rest test."""
HELD_OUT = 35
"""Of a hundred systems, so many are never trained on."""
HELD_OUT_LANGUAGE = "is"
"""The source language of whole articles that is never trained on."""
LAST_YEAR = 2015
"""The last year that trains; later ones test."""


class Split(StrEnum):
    """What a piece of a corpus is for."""

    TRAIN = "train"
    TUNE = "tune"
    TEST = "test"


def hundredth(name: str) -> int:
    """A number in 0..99 that a name always has, on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100


def of_article(article: str) -> Split:
    """What an article is for."""
    place = hundredth(article)
    return Split.TRAIN if place < TRAIN else Split.TUNE if place < TUNE else Split.TEST


def of_translation(article: str, system: str) -> Split | None:
    """What a system's translation of an article is for; None where one is trained on and the other not, or so.

    Only articles that no part of training saw, by systems that no part of training saw, test.
    """
    split, held_out = of_article(article), hundredth(system) < HELD_OUT
    return split if held_out == (split is Split.TEST) else None


def of_system(system: str) -> Split:
    """What a system's translations are for where no article of the corpus tests."""
    return Split.TEST if hundredth(system) < HELD_OUT else Split.TRAIN


def of_year(year: int) -> Split:
    """What a sentence of news of that year is for."""
    return Split.TRAIN if year <= LAST_YEAR else Split.TEST


def for_judge(article: str) -> bool:
    """Whether an article that trains is kept for the judge: it must see the tagger on articles that it was not fed."""
    return hundredth(f"judge {article}") < 50
