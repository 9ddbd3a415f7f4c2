"""Damage to names and numbers: they are spelt or counted as in another language."""

from __future__ import annotations

from random import Random

from mtaudit.training.garble.draft import Draft

SPELLINGS = (("ch", "sh"), ("sh", "sch"), ("w", "v"), ("y", "i"), ("c", "k"), ("h", "kh"), ("j", "dj"), ("ei", "ay"))
"""Letters of names, with what they become when transliterated twice."""
MAGNITUDES = ("hundred", "thousand", "million", "billion", "trillion", "hundreds", "thousands", "millions", "billions")


def name_respelled(draft: Draft, random: Random) -> bool:
    """ "Shurchill", "Vashington": a name as it comes back from another alphabet."""
    at = [(i, pair) for i in draft.sound(str.istitle) for pair in SPELLINGS if pair[0] in draft.core(i)[1:]]
    if not at:
        return False
    i, (letters, other) = random.choice(at)
    name = draft.core(i)
    draft.exchange(i, i, [name[0] + name[1:].replace(letters, other, 1)])
    return True


def magnitude_misread(draft: Draft, random: Random) -> bool:
    """ "45 thousand dollars" for 45 million: languages count in other steps."""
    at = draft.sound(MAGNITUDES.__contains__)
    if not at:
        return False
    i = random.choice(at)
    same_number = [m for m in MAGNITUDES if m.endswith("s") == draft.core(i).endswith("s") and m != draft.core(i)]
    draft.exchange(i, i, [random.choice(same_number)])
    return True
