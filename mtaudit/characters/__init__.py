"""Damaged, disguised and invisible characters: a text as it is read, with the places of all that it stands for.

What is audited is the text as read. Spans go back to the text as given at the end, in `mtaudit.auditor.as_given`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtaudit.characters.decoding import entities, wrongly_decoded
from mtaudit.characters.look_alikes import accented, of_other_scripts, presentation_forms
from mtaudit.characters.lost import lost
from mtaudit.core import INVISIBLE
from mtaudit.core.mended import Edit, Mended


def mended(text: str) -> Mended:
    """The text as a reader takes it: decoded as it was meant, in the letters that it shows, without invisible ones.

    Of a text that is sound nothing is changed. Time grows with the text's length.
    """
    found = Mended.of(text)
    for step in _STEPS:
        found = found.edited(list(step(found.text)))
    return found


def _invisible(text: str) -> Iterator[Edit]:
    for match in () if text.isascii() else INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "")


# In this order: an entity may stand for part of a wrongly decoded character, and that may hold a soft hyphen.
_STEPS: tuple[Callable[[str], Iterator[Edit]], ...] = (
    entities,
    wrongly_decoded,
    _invisible,
    lost,
    presentation_forms,
    of_other_scripts,
    accented,
)
