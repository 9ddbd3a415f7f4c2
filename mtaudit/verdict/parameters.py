"""The fitted parameters of the joint decision, as `mtaudit train decision` writes them."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtaudit.config import Sensitivity
from mtaudit.errors import ModelError
from mtaudit.verdict.register import STYLE
from mtaudit.verdict.states import State

PACKAGED = Path(__file__).with_name("decision.toml")
ARTICLE_TERMS = ("chain", "translator", "findings", "register", "constant")
"""The terms that the states of an article are inferred from, in the order of their weights."""
WORD_TERMS = ("score", "article", "passage", "register", "constant")
"""The terms that a word's probability is inferred from, likewise."""
PHRASE_TERMS = ("worst", "mean", "length", "repair", "cluster", "quoted", "quoted in a machine's", "constant")
"""The terms that a phrase's confidence is inferred from, likewise."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The Markov chain of an article's sentences in one state: the share that is garbled, and how long it stays so."""

    rate: float
    stay: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """The fitted numbers.

    Attributes:
        tagger: the sha256 of the tagger that they were fitted on, 64 hexadecimal digits.
        sentence: slope and intercept of a sentence's log likelihood ratio over its worst words.
        chains: the chain of each state.
        states: weights over ARTICLE_TERMS of each state but the first, which has none.
        mean, spread, register: of each measure of style, its mean and spread, and its weight in the register's log
            odds; the last weight is the constant.
        words, phrases: weights over WORD_TERMS and PHRASE_TERMS.
        least: for each sensitivity, the confidence from which a phrase is reported.
        sound: that confidence in sound copy: the budget of false alarms sets it, though most such findings are wrong.
        major: the confidence from which it counts as major.
        headline: for each sensitivity, the confidence from which a phrase of a headline is reported.
        far: log odds of the register from which an article is left undecided.
        suspect, machine: probabilities from which an article is given these labels.
    """

    tagger: str
    sentence: tuple[float, float]
    chains: Mapping[State, Chain]
    _: KW_ONLY
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
def parameters(path: Path | None = None) -> Parameters:
    """The parameters of a file that `mtaudit train decision` wrote; None for the one that comes with mtaudit.

    Raises:
        ModelError: if there is no such file, or it holds no parameters.
    """
    path = path or PACKAGED
    try:
        return _parsed(tomllib.loads(_content(path).decode("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        raise ModelError(
            f"{path} holds no parameters of the decision ({reason}); `mtaudit train decision` writes such a file"
        ) from error


def fingerprint(path: Path | None = None) -> str:
    """A hash of a file of parameters for the signature, 12 hexadecimal digits; raises ModelError if it is missing."""
    return hashlib.sha256(_content(path or PACKAGED)).hexdigest()[:12]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"the decision {path} cannot be read ({error.strerror}); name a file that `mtaudit train decision` wrote "
            "with --decision, or leave that out"
        ) from error


def _parsed(facts: Mapping[str, Any]) -> Parameters:
    return Parameters(
        tagger=str(facts["tagger"]),
        sentence=(_number(facts["sentence"]["slope"]), _number(facts["sentence"]["intercept"])),
        chains={
            state: Chain(_number(facts["chains"][state]["rate"]), _number(facts["chains"][state]["stay"]))
            for state in State
        },
        states={
            state: tuple(_number(facts["states"][state].get(term, 0.0)) for term in ARTICLE_TERMS)
            for state in list(State)[1:]
        },
        mean=_numbers(facts["register"]["mean"], len(STYLE)),
        spread=_numbers(facts["register"]["spread"], len(STYLE)),
        register=_numbers(facts["register"]["weights"], len(STYLE) + 1),
        words=tuple(_number(facts["words"][term]) for term in WORD_TERMS),
        phrases=tuple(_number(facts["phrases"][term]) for term in PHRASE_TERMS),
        least=_by_sensitivity(facts["least"]),
        sound=_by_sensitivity(facts["sound"]),
        major=_number(facts["labels"]["major"]),
        headline=_by_sensitivity(facts["headline"]),
        far=_number(facts["labels"]["far"]),
        suspect=_number(facts["labels"]["suspect"]),
        machine=_number(facts["labels"]["machine"]),
    )


def _numbers(values: Sequence[Any], count: int) -> tuple[float, ...]:
    if len(values) != count:
        raise ValueError(f"{len(values)} measures of style where there are {count}")
    return tuple(map(_number, values))


def _number(value: Any) -> float:
    found = float(value)
    if not math.isfinite(found):
        raise ValueError(f"{value} is no finite number")
    return found


def _by_sensitivity(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: _number(values[name]) for name in Sensitivity}
