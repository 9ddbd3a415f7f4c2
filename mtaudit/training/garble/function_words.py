"""Damage to function words: languages have different sets of them, so translation replaces, adds and drops them."""

from __future__ import annotations

from random import Random

from mtaudit.models.lm.closed_class import ARTICLES, AUXILIARIES, PREPOSITIONS
from mtaudit.training.garble.draft import Draft, is_content

_PREPOSITIONS = sorted(PREPOSITIONS)
_AUXILIARIES = sorted(AUXILIARIES - {"am", "being", "do", "does", "did", "having", "shall", "might"})
REACH = 7
"""Greatest distance in words of two prepositions that are exchanged."""
GENDERS = {"he": "she", "she": "he", "his": "her", "him": "her", "its": "his", "who": "which", "which": "who"}


def wrong_preposition(draft: Draft, random: Random) -> bool:
    """ "arrested in connection of the killing": another preposition than the verb or noun takes."""
    return _replace(draft, random, PREPOSITIONS, _PREPOSITIONS)


def roles_swapped(draft: Draft, random: Random) -> bool:
    """ "estimated by hundreds of millions of US officials": two prepositions near each other are exchanged."""
    at = draft.sound(PREPOSITIONS.__contains__)
    pairs = [(i, j) for i in at for j in at if i < j <= i + REACH and draft.core(i) != draft.core(j)]
    if not pairs:
        return False
    i, j = random.choice(pairs)
    first, second = draft.core(i), draft.core(j)
    draft.exchange(i, i, [second])
    draft.exchange(j, j, [first])
    return True


def article_lost(draft: Draft, random: Random) -> bool:
    """ "signed by president of company": as from a language without articles."""
    at = [i for i in draft.sound(ARTICLES.__contains__) if i + 1 < len(draft.words) and not draft.ends_phrase(i)]
    if not at:
        return False
    draft.drop(random.choice(at))
    return True


def article_added(draft: Draft, random: Random) -> bool:
    """ "the life is expensive": as from a language with articles where English has none."""
    at = [i for i in draft.sound(is_content) if draft.core(i - 1) not in ARTICLES and not draft.ends_phrase(i - 1)]
    if not at:
        return False
    draft.insert(random.choice(at), random.choice(["the", "the", "a"]))
    return True


def article_changed(draft: Draft, random: Random) -> bool:
    """ "a only reason": one article instead of the other."""
    at = draft.sound(ARTICLES.__contains__)
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i, ["a" if draft.core(i) == "the" else "the"])
    return True


def wrong_auxiliary(draft: Draft, random: Random) -> bool:
    """ "he is arrived": another auxiliary, and with it another tense, mood or voice."""
    return _replace(draft, random, frozenset(_AUXILIARIES), _AUXILIARIES)


def wrong_gender(draft: Draft, random: Random) -> bool:
    """ "the minister said her party": the pronoun that the source language has there."""
    at = draft.sound(GENDERS.__contains__)
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i, [GENDERS[draft.core(i)]])
    return True


def _replace(draft: Draft, random: Random, wanted: frozenset[str], options: list[str]) -> bool:
    at = draft.sound(wanted.__contains__)
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i, [random.choice([word for word in options if word != draft.core(i)])])
    return True
