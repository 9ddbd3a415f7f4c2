"""What was fitted: the numbers that the joint decision is made with, as `mtaudit train decision` writes them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtaudit.verdict.states import State

PACKAGED = Path(__file__).with_name("decision.toml")
ARTICLE_TERMS = ("chain", "translator", "findings", "register", "constant")
"""What the states of an article are inferred from, in the order of their weights."""
WORD_TERMS = ("score", "article", "passage", "register", "constant")
"""What a word's probability is inferred from, likewise."""
PHRASE_TERMS = ("worst", "mean", "length", "repair", "cluster", "quoted", "quoted in a machine's", "constant")
"""What a phrase's confidence is inferred from, likewise."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The Markov chain of an article's sentences in one state: the share that is garbled, and how it goes on."""

    rate: float
    stay: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """The fitted numbers.

    Attributes:
        tagger: the first twelve hexadecimal digits of the sha256 of the tagger that they were fitted on.
        sentence: slope and intercept of a sentence's log likelihood ratio over its worst words.
        chains: of each state.
        states: weights over ARTICLE_TERMS of each state but the first, which has none.
        mean, spread, register: of each measure of style, its mean and spread, and its weight in the register's log
            odds; the last weight is the constant.
        words, phrases: weights over WORD_TERMS and PHRASE_TERMS.
        least: for each sensitivity, the confidence from which a phrase is reported.
        sound: the same in sound copy: it is what the budget of false alarms allows, though more often wrong than right.
        major: the confidence from which it counts as major.
        headline: for each sensitivity, the confidence from which a phrase of a headline is reported.
        far: log odds of the register from which an article is left undecided.
        suspect, machine: probabilities from which an article is given these labels.
    """

    tagger: str
    sentence: tuple[float, float]
    chains: Mapping[State, Chain]
    states: Mapping[State, tuple[float, ...]]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    register: tuple[float, ...]
    words: tuple[float, ...]
    phrases: tuple[float, ...]
    least: Mapping[str, float]
    sound: Mapping[str, float]
    major: float
    headline: Mapping[str, float]
    far: float
    suspect: float
    machine: float


@cache
def parameters(path: Path = PACKAGED) -> Parameters:
    """The parameters of a file that `mtaudit train decision` wrote."""
    facts = tomllib.loads(path.read_text("utf-8"))
    return Parameters(
        tagger=facts["tagger"],
        sentence=(facts["sentence"]["slope"], facts["sentence"]["intercept"]),
        chains={State(name): Chain(**row) for name, row in facts["chains"].items()},
        states={
            State(name): tuple(row.get(term, 0.0) for term in ARTICLE_TERMS) for name, row in facts["states"].items()
        },
        mean=tuple(facts["register"]["mean"]),
        spread=tuple(facts["register"]["spread"]),
        register=tuple(facts["register"]["weights"]),
        words=tuple(facts["words"][term] for term in WORD_TERMS),
        phrases=tuple(facts["phrases"][term] for term in PHRASE_TERMS),
        least=facts["least"],
        sound=facts["sound"],
        major=facts["labels"]["major"],
        headline=facts["headline"],
        far=facts["labels"]["far"],
        suspect=facts["labels"]["suspect"],
        machine=facts["labels"]["machine"],
    )


def fingerprint(path: Path = PACKAGED) -> str:
    """Names the parameters in a signature: 12 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
