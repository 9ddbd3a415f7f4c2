"""The quantities of a sentence, read as values: 1.2m, $3 billion, forty percent, five miles, Tuesday, 3 June."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from mtaudit.core import Span

_MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9}
_MAGNITUDES |= {"bn": 1e9, "trillion": 1e12, "tn": 1e12}
_UNITS = {
    "%": ("%", 1.0),
    "percent": ("%", 1.0),
    "per cent": ("%", 1.0),
    "pct": ("%", 1.0),
    "percentage": ("%", 1.0),
    "$": ("$", 1.0),
    "dollar": ("$", 1.0),
    "£": ("£", 1.0),
    "pound": ("£", 1.0),
    "€": ("€", 1.0),
    "euro": ("€", 1.0),
    "¥": ("¥", 1.0),
    "yen": ("¥", 1.0),
    "km": ("m", 1e3),
    "kilometer": ("m", 1e3),
    "kilometre": ("m", 1e3),
    "mile": ("m", 1609.344),
    "meter": ("m", 1.0),
    "metre": ("m", 1.0),
    "foot": ("m", 0.3048),
    "feet": ("m", 0.3048),
    "inch": ("m", 0.0254),
    "inches": ("m", 0.0254),
    "cm": ("m", 0.01),
    "centimeter": ("m", 0.01),
    "centimetre": ("m", 0.01),
    "kg": ("kg", 1.0),
    "kilogram": ("kg", 1.0),
    "kilo": ("kg", 1.0),
    "lb": ("kg", 0.45359237),
    "tonne": ("kg", 1e3),
    "ton": ("kg", 1e3),
    "acre": ("m2", 4046.86),
    "hectare": ("m2", 1e4),
    "mph": ("m/h", 1609.344),
    "km/h": ("m/h", 1e3),
}
"""The base of each unit, and its size in it, so that a quantity in miles is compared with one in kilometres."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_UNIT = "|".join(
    re.escape(unit) + ("s?" if unit[-1].isalpha() else "") for unit in sorted(_UNITS, key=len, reverse=True)
)
_MAGNITUDE = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_AFTER = re.compile(rf"(?:[ -]?({_MAGNITUDE})\b)?(?:[ -]?({_UNIT})(?!\w))?", re.I)
_DIGITS = re.compile(r"(?<![\w.])(?:(?:[A-Z]{1,3})?([$£€¥]) ?)?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?=\D|\Z)")
_DATE = re.compile(rf"\b({'|'.join(d.title() for d in (*DAYS, *MONTHS))})\b")
_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z\s\ud800-\udfff]")
_HALF = re.compile(r"half an? \Z", re.I)
EARLIEST, LATEST = 1500, 2100
"""A number of four digits between these is a year."""
MOST = 100
"""The most quantities of a sentence that are compared."""
_METRES_OR_MILLIONS = re.compile(r" ?m\b")
SAME = 0.02
"""By how much two values may differ where one is rounded or in another unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as written: `value` in the base of its `unit` ("", "%", "$", "m", "day", "month", ...)."""

    value: float
    unit: str
    span: Span
    _: KW_ONLY
    rounded: bool

    def same(self, other: Quantity) -> bool:
        """Whether two quantities may mean the same: equal, or within SAME if one is rounded or converted.

        A bare number agrees with one that has a unit: "the 5 million" may be dollars mentioned before.
        """
        if self.unit != other.unit and (self.unit and other.unit):
            return False
        loose = self.rounded or other.rounded
        return abs(self.value - other.value) <= (SAME if loose else 1e-6) * max(abs(self.value), abs(other.value))


def quantities(text: str, span: Span) -> list[Quantity]:
    """The first MOST quantities in a span of a text, in order. "One" and "first" count as words, and "5m" as
    neither metres nor millions.
    """
    sentence = span.of(text)
    digits = list(_digits(sentence, span.start))
    taken = "".join(sentence)
    for quantity in digits:
        start, end = quantity.span.start - span.start, quantity.span.end - span.start
        taken = taken[:start] + "\0" * (end - start) + taken[end:]
    return sorted([*digits, *_spelled(taken, span.start), *_dates(taken, span.start)], key=lambda q: q.span)[:MOST]


def _digits(sentence: str, shift: int) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(sentence):
        plain = match[2].replace(",", "")
        mark = (match[1] or "").strip()
        if not mark and _METRES_OR_MILLIONS.match(sentence, match.end()):
            continue
        yield _quantity(float(plain), match.start(), match.end(), mark, sentence, shift, _is_round(plain))


def _spelled(sentence: str, shift: int) -> Iterator[Quantity]:
    from text_to_num import find_numbers

    words = list(_WORD.finditer(sentence))
    for found in find_numbers([_Token(match.group()) for match in words], "en", 1.0):
        start, end = words[found.start].start(), words[found.end - 1].end()
        if found.is_ordinal or found.value < 2 or words[found.end - 1].group().endswith("s"):
            continue  # "first", "one" and "millions" name no value
        value = float(found.value)
        before = max(0, start - len("half an "))
        if half := _HALF.search(sentence[before:start]):
            value, start = value / 2, before + half.start()
        yield _quantity(value, start, end, "", sentence, shift, value >= 100)


def _dates(sentence: str, shift: int) -> Iterator[Quantity]:
    for match in _DATE.finditer(sentence):
        name = match[1].casefold()
        if name in DAYS:
            yield Quantity(DAYS.index(name), "day", Span(shift + match.start(), shift + match.end()), rounded=False)
        elif match.start():  # "May" and "March" begin a sentence as verbs do
            yield Quantity(MONTHS.index(name), "month", Span(shift + match.start(), shift + match.end()), rounded=False)


def _quantity(value: float, start: int, end: int, mark: str, sentence: str, shift: int, rounded: bool) -> Quantity:
    """The quantity with the magnitude and the unit that follow it, such as "million" and "miles"."""
    after = _AFTER.match(sentence, end)
    magnitude = (after[1] if after else None) or ""
    name = (after[2] if after else None) or ""
    name = name.casefold()
    unit, size = _UNITS.get(mark or name) or _UNITS.get(name.removesuffix("s"), ("", 1.0))
    stop = end
    if after and (magnitude or name):
        stop = after.end(2) if name and after[2] else after.end(1)
    total = value * _MAGNITUDES.get(magnitude.casefold(), 1.0) * size
    return Quantity(total, unit, Span(shift + start, shift + stop), rounded=rounded or bool(magnitude) or size != 1.0)


def _is_round(digits: str) -> bool:
    """Whether a number may stand for others near it: a decimal, or three digits that end in zero. Never a year."""
    if len(digits) == 4 and digits.isdigit() and EARLIEST <= int(digits) <= LATEST:
        return False
    return "." in digits or (len(digits) > 2 and digits.endswith("0"))


class _Token:
    """A word in the form that text2num expects."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text.lower()

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False
