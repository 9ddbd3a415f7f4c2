"""What is for training, tuning and testing: decided by article, system, language and year, never by sentence."""

from __future__ import annotations

import hashlib
from enum import StrEnum

TRAIN, TUNE = 65, 75
"""Hundredths of the articles: those below the first number are for training, below the second for tuning."""
HELD_OUT = 35
"""Of every hundred systems, how many are never trained on."""
HELD_OUT_LANGUAGE = "is"
"""The source language of whole articles that is never trained on."""
LAST_YEAR = 2015
"""The last year for training; later ones are for testing."""


class Split(StrEnum):
    """What a piece of a corpus is for."""

    TRAIN = "train"
    TUNE = "tune"
    TEST = "test"


def hundredth(name: str) -> int:
    """A number in 0..99 that is the same for a name on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100


def of_article(article: str) -> Split:
    """What an article is for."""
    number = hundredth(article)
    return Split.TRAIN if number < TRAIN else Split.TUNE if number < TUNE else Split.TEST


def of_translation(article: str, system: str) -> Split | None:
    """What a system's translation of an article is for; None if only one of the two is held out.

    Only articles that no part of training saw, by systems that no part of training saw, are for testing.
    """
    split, held_out = of_article(article), hundredth(system) < HELD_OUT
    return split if held_out == (split is Split.TEST) else None


def of_system(system: str) -> Split:
    """What a system's translations are for in a corpus without test articles."""
    return Split.TEST if hundredth(system) < HELD_OUT else Split.TRAIN


def of_year(year: int) -> Split:
    """What a sentence of news of that year is for."""
    return Split.TRAIN if year <= LAST_YEAR else Split.TEST


def for_judge(article: str) -> bool:
    """Whether a training article is kept for the judge, which needs articles that the tagger was not trained on."""
    return hundredth(f"judge {article}") < 50
