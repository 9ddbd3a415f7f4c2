"""Damage to the choice of words: another sense of the word, another form, another system's mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from mtaudit.encoders.inflection import inflections
from mtaudit.training.garble.draft import Draft, Operation, is_content

FORMS = 3
"""How many other forms of a word may stand for it."""
LONGEST = 3
"""Words in the longest phrase that a mistake is known for."""

Mistakes = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
"""For a phrase of sound English in lower case, what translation systems wrote in its place; repeated as it was seen."""


def wrong_form(draft: Draft, random: Random) -> bool:
    """ "were able to pulled": a sound word in a form that its place does not take."""
    at = [i for i in draft.sound(is_content) if inflections(draft.core(i))]
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i, [random.choice(inflections(draft.core(i))[:FORMS])])
    return True


def other_sense(synonyms: Callable[[str], Sequence[str]]) -> Operation:
    """The operation that puts a synonym of any of a word's senses in its place: "monetary year", "claimed duty".

    Args:
        synonyms: the words that share a sense with a word, in the same form; none for a word that is not known.
    """

    def operation(draft: Draft, random: Random) -> bool:
        at = [i for i in draft.sound(is_content) if synonyms(draft.core(i))]
        if not at:
            return False
        i = random.choice(at)
        draft.exchange(i, i, [random.choice(synonyms(draft.core(i)))])
        return True

    return operation


def transplanted(mistakes: Mistakes) -> Operation:
    """The operation that makes a mistake which a real system made, in another sentence that gives occasion to it."""

    def operation(draft: Draft, random: Random) -> bool:
        found = []
        for length in range(1, LONGEST + 1):
            for first in range(1, len(draft.words) - length + 1):
                phrase = tuple(draft.core(k) for k in range(first, first + length))
                if phrase in mistakes and draft.unbroken(first, first + length - 1):
                    found.append((first, first + length - 1, phrase))
        if not found:
            return False
        first, last, phrase = random.choice(found)
        draft.exchange(first, last, random.choice(mistakes[phrase]))
        return True

    return operation
