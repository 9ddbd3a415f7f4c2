"""Damage to the choice of words: another sense of the word, another form, another system's mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from mtaudit.models.lm.inflection import inflections
from mtaudit.training.garble.draft import Draft, Operation, is_content

FORMS = 3
"""How many other forms of a word may replace it."""
LONGEST = 3
"""Words in the longest phrase for which mistakes are known."""

IDIOMS = {
    "by and large": "in big and whole",
    "on the other hand": "of the other part",
    "at the end of the day": "to the end of the day",
    "in the long run": "on long term",
    "take place": "find place",
    "took place": "found place",
    "take part": "part take",
    "make sense": "have sense",
    "behind bars": "behind grilles",
    "red tape": "red band",
    "ran out of": "ended itself the",
    "turned out": "it came out",
    "pick up": "collect up",
    "carried out": "realised",
    "set up": "mounted",
    "called for": "made a call to",
    "no longer": "not more",
    "as well as": "so well as",
    "at least": "to the least",
    "at first": "in the beginning time",
    "so far": "until now far",
    "in charge of": "at the head by",
    "on behalf of": "in name of",
    "in the wake of": "in the trace of",
    "face to face": "front to front",
    "looking forward to": "waiting with joy on",
    "make up": "compose up",
    "deal with": "treat of",
    "points out": "makes to notice",
    "pointed out": "made to notice",
    "according to": "following to",
    "due to": "owed to",
    "such as": "so as",
    "a lot of": "a heap of",
    "in a row": "in a line",
    "led to": "brought to",
    "head of state": "boss of state",
    "taking part": "part taking",
    "came to power": "arrived to the power",
    "under way": "in course",
}
"""English idioms, with their literal translations back from another language."""
FALSE_FRIENDS = {
    "current": "actual",
    "currently": "actually",
    "eventually": "finally",
    "possibly": "eventually",
    "possible": "eventual",
    "experiment": "experience",
    "experience": "experiment",
    "opportunity": "possibility",
    "factory": "fabric",
    "politician": "politic",
    "policy": "politics",
    "politics": "policy",
    "support": "sustain",
    "supported": "sustained",
    "become": "get",
    "sensible": "sensitive",
    "sensitive": "sensible",
    "library": "bookshop",
    "attend": "assist",
    "attended": "assisted",
    "realised": "noticed",
    "conference": "congress",
    "strict": "severe",
    "lecture": "reading",
    "intend": "pretend",
    "intended": "pretended",
    "demand": "pretend",
    "large": "grand",
    "speech": "discourse",
    "questions": "interrogations",
    "economic": "economical",
    "economics": "economy",
    "power": "force",
    "troops": "forces",
    "site": "place",
    "building": "edifice",
    "society": "association",
    "company": "society",
    "leader": "chief",
    "car": "machine",
    "fast": "quick",
    "manager": "director",
    "argument": "discussion",
    "brave": "good",
    "chef": "boss",
    "boss": "chef",
    "competition": "concurrence",
    "competitors": "concurrents",
    "novel": "romance",
    "appointment": "date",
    "offer": "proposition",
    "resume": "continue",
    "receipt": "quittance",
    "notice": "advice",
    "warning": "advertisement",
    "information": "informations",
    "advice": "advices",
    "news": "novelties",
    "research": "researches",
    "evidence": "evidences",
    "progress": "progresses",
    "equipment": "equipments",
    "staff": "personals",
}
"""English words, with those that a cognate or an uncountable noun of the source language suggests in their place."""

Mistakes = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
"""For a phrase of sound English in lower case, what translation systems wrote instead, as often as it was seen."""


def wrong_form(draft: Draft, random: Random) -> bool:
    """ "were able to pulled": a sound word in a form that does not fit its context."""
    at = [i for i in draft.sound(is_content) if inflections(draft.core(i))]
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i, [random.choice(inflections(draft.core(i))[:FORMS])])
    return True


def literal_idiom(draft: Draft, random: Random) -> bool:
    """ "found place", "behind grilles": an idiom carried over word by word."""
    return _phrases_replaced(draft, random, _LITERAL)


def false_friend(draft: Draft, random: Random) -> bool:
    """ "the actual president", "a fabric for cars": the word that looks like the one in the source."""
    return _phrases_replaced(draft, random, _FRIENDS)


def other_sense(synonyms: Callable[[str], Sequence[str]]) -> Operation:
    """The operation that replaces a word by a synonym in any of its senses: "monetary year", "claimed duty".

    Args:
        synonyms: the words that share a sense with a word, in the same form; none for an unknown word.
    """

    def other_sense(draft: Draft, random: Random) -> bool:
        at = [i for i in draft.sound(is_content) if synonyms(draft.core(i))]
        if not at:
            return False
        i = random.choice(at)
        draft.exchange(i, i, [random.choice(synonyms(draft.core(i)))])
        return True

    return other_sense


def transplanted(mistakes: Mistakes) -> Operation:
    """The operation that repeats a mistake of a real system in another sentence with the same phrase."""

    def transplanted(draft: Draft, random: Random) -> bool:
        return _phrases_replaced(draft, random, mistakes)

    return transplanted


def _phrases_replaced(draft: Draft, random: Random, table: Mistakes) -> bool:
    found = []
    longest = max(map(len, table), default=0)
    for length in range(1, longest + 1):
        for first in range(1, len(draft.words) - length + 1):
            phrase = tuple(draft.core(k) for k in range(first, first + length))
            if phrase in table and draft.unbroken(first, first + length - 1):
                found.append((first, first + length - 1, phrase))
    if not found:
        return False
    first, last, phrase = random.choice(found)
    draft.exchange(first, last, random.choice(table[phrase]))
    return True


_LITERAL: Mistakes = {tuple(right.split()): (tuple(wrong.split()),) for right, wrong in IDIOMS.items()}
_FRIENDS: Mistakes = {(right,): ((wrong,),) for right, wrong in FALSE_FRIENDS.items()}
