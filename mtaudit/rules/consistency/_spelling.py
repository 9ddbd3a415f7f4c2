"""Whether two names are one name, spelled in two ways by transliteration or in haste."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from mtaudit.rules.text.tables import lexicon

SHORTEST = 5
"""Letters in a name that is compared: shorter ones are too often alike by chance (Henan, Hunan)."""
ALIKE = 75.0
"""The least rapidfuzz ratio (0..100) of two spellings that agree in their consonants only."""
SLIP = 87.0
"""The least rapidfuzz ratio (0..100) of two spellings of which one is a slip of the pen: one letter of eight."""

_ENDINGS = frozenset(
    """a ai al an ans ar as at e ean eans ed en er ers ery es ese ez i ia ian ians ic ich ie in ina ine ing is ish ism
    ist ists ite ites le land n na ne ni o on or os ov ova ry s sk ska skaya skoy son ss sson t te town ts ty us va
    y""".split()
)
"""Endings that turn a name into another word: plurals, demonyms, the names of wives, sons and towns."""

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|sh", "S"),
        ("tch|tsh|ch", "C"),
        ("dzh|dj|zh", "Z"),
        ("kh", "h"),
        ("gh(?=.)", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|q|c", "k"),
        ("x", "ks"),
        ("w", "v"),
        (r"ff\b", "v"),
        ("ou|oo", "u"),
        ("[iey][iyj]+|y|ie|ee", "i"),
        (r"(?<=.)j(?=[aou])", "i"),
        (r"([^aeiou])\1+", r"\1"),
        (r"h\b", ""),
    )
]
"""Spellings that transliterations choose between, and one sign for the sound of each; applied in this order."""


def same_sound(a: str, b: str) -> bool:
    """Whether two forms sound alike ("zelensky" and "zelenskiy"), or are known to name one place."""
    return _sound(a) == _sound(b) or place_name_form(a) == place_name_form(b) != ""


def similar(a: str, b: str) -> bool:
    """Whether two forms sound alike or, less surely, agree in their consonants: "mohammed" and "muhammad"."""
    return same_sound(a, b) or (skeleton(a) == skeleton(b) and fuzz.ratio(a, b) >= ALIKE)


def slipped(a: str, b: str) -> bool:
    """Whether two forms differ by a slip of a letter or two: "zielinski" and "zielinksi". Neither begins the other."""
    return not a.startswith(b) and not b.startswith(a) and fuzz.ratio(a, b, score_cutoff=SLIP) > 0


def derived(a: str, b: str) -> bool:
    """Whether one form may be another word of the same stem: a plural, a demonym, a wife's or daughter's name."""
    stem = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return stem >= 3 and all(not rest or rest in _ENDINGS for rest in (a[stem:], b[stem:]))


@lru_cache(maxsize=1 << 14)
def place_name_form(form: str) -> str:
    """The line of the lexicon that holds the spellings of a place ("kharkiv", "kharkov"); "" if no line does."""
    return next((line for line in lexicon("place_variants") if form in line.split()), "")


@lru_cache(maxsize=1 << 14)
def skeleton(form: str) -> str:
    """The consonants of its sound, after the first letter."""
    sound = _sound(form)
    return sound[:1] + re.sub("[aeiou]", "", sound[1:])


@lru_cache(maxsize=1 << 14)
def _sound(form: str) -> str:
    for pattern, sound in _SOUNDS:
        form = pattern.sub(sound, form)
    return form
