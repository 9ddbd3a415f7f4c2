"""Characters that were lost in decoding and stand as U+FFFD: what was meant, as far as the words around tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from mtaudit.core.mended import Cause, Edit

KNOWN = 3.0
"""Zipf frequency (log10 of occurrences in a billion words) from which a word is taken for English as it stands."""
MOST = 2
"""Lost letters of one word that are guessed."""
GUESSED = 100
"""Different words of one text that letters are guessed for, which takes time; the others are merely kept together."""

_HOLE = re.compile("\ufffd{1,4}")
_WORD = re.compile("[A-Za-zà-öø-ÿ]{0,40}(?:\ufffd{1,4}[A-Za-zà-öø-ÿ]{0,40})+")
_TAILS = frozenset("d ll m re s t ve".split())
_LETTERS = "éèêëáàâäãåæçíìîïñóòôöõøœšúùûüýžćčğłńśş"
_Known = dict[tuple[str, ...], tuple[list[str], bool]]
_STAND_IN = "é"
"""Keeps a word in one piece whose letter is not known."""


def lost(text: str) -> Iterator[Edit]:
    """What stands for each run of U+FFFD in or beside Latin letters, figures and white space."""
    if "\ufffd" not in text:
        return
    opened = False  # whether a quotation is, in this line
    at = 0
    known: _Known = {}
    for match in _WORD.finditer(text):
        start, stop = match.span()
        opened = opened and "\n" not in text[at:start]
        at = stop
        if text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha():
            continue  # letters of another script
        word = match.group()
        holes = list(_HOLE.finditer(word))
        if not word.strip("\ufffd"):
            fills, sure = [_mark(text, start, stop, opened)] * len(holes), False
        else:
            fills, sure = _fills(_HOLE.split(word), opened, known)
        for hole, fill in zip(holes, fills, strict=True):
            opened = fill == "“" or (opened and fill != "”")
            yield Edit(start + hole.start(), start + hole.end(), fill, cause=Cause.LOST, sure=sure or fill != _STAND_IN)


def _mark(text: str, start: int, stop: int, opened: bool) -> str:
    """What a lost character was that stands beside no letter."""
    before, after = text[start - 1 : start] if start else " ", text[stop : stop + 1] or " "
    if before.isspace() and after.isspace():
        return "–"
    if after.isdigit():
        return "£" if not before.isdigit() else "–"
    return "“" if before.isspace() and not opened else "”"


def _fills(pieces: Sequence[str], opened: bool, known: _Known) -> tuple[list[str], bool]:
    """What fills the gaps between the pieces of a word, and whether that is more than a stand-in.

    Quotation marks around what is a word as it stands; then the apostrophe of "don't", or the letters that make it a
    word that is used in English.
    """
    inner = [piece for piece in pieces if piece]
    is_word = inner[-1].lower() in _TAILS if len(inner) > 1 else _zipf(inner[0]) >= KNOWN
    lead = ["“"] if is_word and not pieces[0] else []
    tail = ["”" if lead or opened or not inner[-1].endswith("s") else "’"] if is_word and not pieces[-1] else []
    inside = tuple(pieces[len(lead) : len(pieces) - len(tail)])
    if inside not in known:
        known[inside] = _letters(inside, len(known) < GUESSED)
    middle, sure = known[inside]
    return [*lead, *middle, *tail], sure


def _letters(pieces: Sequence[str], guess: bool) -> tuple[list[str], bool]:
    if len(pieces) == 2 and pieces[1].lower() in _TAILS and _zipf(pieces[0]) >= KNOWN - 1:
        return ["’"], True
    if len(pieces) == 2 and all(len(piece) > 2 and _zipf(piece) >= KNOWN + 1 for piece in pieces):
        return ["—"], True
    gaps = len(pieces) - 1
    if guess and 0 < gaps <= MOST:
        guesses = [(_zipf(_filled(pieces, letters)), letters) for letters in product(_LETTERS, repeat=gaps)]
        likelihood, best = max(guesses, key=lambda found: found[0])
        if likelihood > 0:
            return list(best), True
    return [_STAND_IN] * gaps, gaps == 0


def _filled(pieces: Sequence[str], fills: Sequence[str]) -> str:
    return "".join([pieces[0], *(fill + piece for fill, (_, piece) in zip(fills, pairwise(pieces), strict=True))])


def _zipf(word: str) -> float:
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en")
