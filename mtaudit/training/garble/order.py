"""Damage to the order of words: they stay in the order of the source language."""

from __future__ import annotations

from random import Random

from mtaudit.models.lm.closed_class import AUXILIARIES, PREPOSITIONS
from mtaudit.training.garble.draft import Draft, is_content, parts

FARTHEST = 4
"""Most words that a moved word passes."""
CLAUSE = 12
"""Words after a verb among which the end of its clause is searched."""


def phrases_swapped(draft: Draft, random: Random) -> bool:
    """ "victims for the families": the phrases on either side of a preposition are exchanged."""
    left, right = random.randint(1, 2), random.randint(1, 3)
    inside = range(left + 1, len(draft.words) - right)
    positions = [i for i in draft.sound(PREPOSITIONS.__contains__) if i in inside]
    positions = [i for i in positions if draft.unbroken(i - left, i + right)]
    if not positions:
        return False
    i = random.choice(positions)
    before = [draft.core(k) for k in range(i - left, i)]
    middle = draft.core(i)
    after = [draft.core(k) for k in range(i + 1, i + 1 + right)]
    draft.exchange(i - left, i + right, [*after, middle, *before])
    draft.bad[i - left + right] = False  # the preposition itself is not damaged
    return True


def word_moved(draft: Draft, random: Random) -> bool:
    """ "he yesterday said to reporters that": one word is moved by a few positions."""
    steps = [step for step in range(-FARTHEST, FARTHEST + 1) if step]
    for at in random.sample(draft.sound(str.islower), k=len(draft.sound(str.islower))):
        to = at + random.choice(steps)
        if 1 <= to < len(draft.words) - 1 and draft.unbroken(min(at, to), max(at, to)) and not draft.ends_phrase(to):
            if draft.ends_phrase(at):
                continue
            word = draft.words.pop(at)
            draft.bad.pop(at)
            draft.insert(to, word)
            return True
    return False


def verb_last(draft: Draft, random: Random) -> bool:
    """ "because the storm the trees thrown had": a verb at the end of its clause, as German and Turkish put it."""
    verbs = [i for i in draft.sound(_may_be_verb) if i > 1 and not draft.ends_phrase(i)]
    random.shuffle(verbs)
    for at in verbs:
        last = next((k for k in range(at + 1, min(at + CLAUSE, len(draft.words))) if draft.ends_phrase(k)), None)
        if last is None or last < at + 2 or any(draft.bad[at : last + 1]):
            continue
        before, core, after = parts(draft.words[last])
        draft.words[last] = before + core
        verb = draft.words.pop(at)
        draft.bad.pop(at)
        draft.insert(last, verb + after)
        return True
    return False


def adjective_after(draft: Draft, random: Random) -> bool:
    """ "a policy economic new": the modifier behind its noun, as Romance languages put it."""
    at = [i for i in draft.sound(_modifies) if i + 1 < len(draft.words) and draft.unbroken(i, i + 1)]
    at = [i for i in at if is_content(draft.core(i + 1)) and not _modifies(draft.core(i + 1))]
    if not at:
        return False
    i = random.choice(at)
    draft.exchange(i, i + 1, [draft.core(i + 1), draft.core(i)])
    return True


def phrase_before_noun(draft: Draft, random: Random) -> bool:
    """ "the in the north of the city school": what follows a noun put before it, as Chinese and Turkish do."""
    positions = []
    for i in draft.sound(lambda word: word in PREPOSITIONS):
        last = next((k for k in range(i + 1, min(i + FARTHEST, len(draft.words))) if draft.ends_phrase(k)), None)
        if i >= 2 and last and is_content(draft.core(i - 1)) and draft.unbroken(i - 1, last):
            positions.append((i, last))
    if not positions:
        return False
    i, last = random.choice(positions)
    phrase = [draft.core(k) for k in range(i, last + 1)]
    draft.exchange(i - 1, last, [*phrase, draft.core(i - 1)])
    return True


def word_lost(draft: Draft, random: Random) -> bool:
    """ "he said the would resign": a word that the sentence cannot spare."""
    at = [i for i in draft.sound(_carries) if i + 1 < len(draft.words) and not draft.ends_phrase(i)]
    if not at:
        return False
    draft.drop(random.choice(at))
    return True


def loop(draft: Draft, random: Random) -> bool:
    """ "in the city of in the city of in the city of": a neural decoder that repeats itself."""
    length = random.randint(2, 5)
    starts = [i for i in range(1, len(draft.words) - length) if draft.unbroken(i, i + length - 1)]
    if not starts:
        return False
    at, times = random.choice(starts), random.randint(1, 3)
    unit = draft.words[at : at + length]
    for word in reversed(unit * times):
        draft.insert(at + length, word)
    return True


def _may_be_verb(word: str) -> bool:
    return word in AUXILIARIES or (is_content(word) and word.endswith(("ed", "ing")))


def _modifies(word: str) -> bool:
    return is_content(word) and word.endswith(("al", "ic", "ive", "ous", "ful", "ary", "ent", "ant", "able", "ible"))


def _carries(word: str) -> bool:
    return word in PREPOSITIONS or word in AUXILIARIES or is_content(word)
