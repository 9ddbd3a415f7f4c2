"""Changes of meaning made by rule, so that the words that an original contradicts are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from mtaudit.core import Code, Span

Changed = tuple[str, Span]
"""A sentence, and the span of what was changed in it."""

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w.,-]\d|-)")
_MAGNITUDE = {"million": "billion", "billion": "million", "thousand": "million"}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z]|[,.])")
_DENIED = re.compile(r"\b(is|was|are|were|will|would|can|could|has|have|had|should|did|does) not ")
_STATED = re.compile(r"\b(is|was|are|were|will|would|could|has|have|had|should) (?=[a-z]+(?:ed|ing|en)?\b)(?!not\b)")
_PARTIES = re.compile(r"\b([A-Z][a-z]{2,}) ([a-z]+(?:ed|s)) ([A-Z][a-z]{2,})\b")
_PHRASE = r"((?:the |a )?[a-z]{3,}|[A-Z]\w+)\b"
_LINKED = re.compile(rf"\b(by|from|to|against|over) {_PHRASE}(.{{0,60}}?)\b(in|of|at|for|with|on) {_PHRASE}")


def change_number(sentence: str, random: Random, names: Sequence[str]) -> Changed | None:
    """Replace a number, or change the magnitude of one."""
    words = list(re.finditer(r"(?<=\d )(?:million|billion|thousand)\b", sentence))
    if words and random.random() < 0.5:
        return _replaced(sentence, words[0].span(), _MAGNITUDE[words[0].group()])
    found = list(_NUMBER.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    digits = [i for i, c in enumerate(match.group()) if c.isdigit()]
    at = digits[0]
    other = random.choice([d for d in "123456789" if d != match.group()[at]])
    return _replaced(sentence, match.span(), match.group()[:at] + other + match.group()[at + 1 :])


def change_name(sentence: str, random: Random, names: Sequence[str]) -> Changed | None:
    """Replace a name by another one from the corpus."""
    found = list(_NAME.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return _replaced(sentence, match.span(), random.choice([n for n in names if n[:3] != match.group()[:3]]))


def change_negation(sentence: str, random: Random, names: Sequence[str]) -> Changed | None:
    """Remove a "not", or insert one."""
    if match := _DENIED.search(sentence):
        return _replaced(sentence, (match.start(), match.end() - 1), match[1])
    if (match := _STATED.search(sentence)) and " not " not in sentence and "n't" not in sentence:
        return _replaced(sentence, (match.start(), match.end() - 1), f"{match[1]} not")
    return None


def swap_roles(sentence: str, random: Random, names: Sequence[str]) -> Changed | None:
    """Exchange the parties on both sides of a verb, or the prepositions of two phrases."""
    if match := _PARTIES.search(sentence):
        return _replaced(sentence, match.span(), f"{match[3]} {match[2]} {match[1]}")
    if match := _LINKED.search(sentence):
        return _replaced(sentence, match.span(), f"{match[4]} {match[2]}{match[3]}{match[1]} {match[5]}")
    return None


CHANGES: Mapping[Code, Callable[[str, Random, Sequence[str]], Changed | None]] = {
    Code.NUMBER_CHANGED: change_number,
    Code.NAME_CHANGED: change_name,
    Code.NEGATION_CHANGED: change_negation,
    Code.ROLE_SWAPPED: swap_roles,
}
"""For each rule, the function that makes a change which it should find; None where the sentence does not allow one."""


def _replaced(sentence: str, bounds: tuple[int, int], text: str) -> Changed:
    start, end = bounds
    return sentence[:start] + text + sentence[end:], Span(start, start + len(text))
