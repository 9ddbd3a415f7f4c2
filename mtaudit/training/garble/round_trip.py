"""Garble made by real translation into another language and back, by rule, as spun copy is made.

Apertium (Forcada et al. 2011) translates word by word with a bilingual dictionary and shallow rules; what comes back
has words in other senses, prepositions of the other language and verbs without subjects, none of it invented here. A
comparison with the original sentence shows which words those are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from mtaudit.errors import UsageError
from mtaudit.training.garble.draft import Draft, Garbled

PIVOTS = {"es": ("eng-spa", "spa-eng"), "gl": ("en-gl", "gl-en"), "eo": ("en-eo", "eo-en")}
"""The languages through which a sentence is sent, with Apertium's names of the two directions."""
PACKAGES = "apertium apertium-eng-spa apertium-en-gl apertium-eo-en"
"""The Debian packages that must be installed."""
LONGEST = 5
"""Most words on either side of a difference that is carried over into the sound sentence."""
SPARE = 9
"""Least number of words of a sentence for each place that is damaged."""
SAME = (
    frozenset("that which who whom".split()),
    frozenset("can could may might".split()),
    frozenset("program programme".split()),
)
"""Sets of words that can replace each other without damage."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The words `[first, last)` of a sentence came back as `back`."""

    first: int
    last: int
    back: tuple[str, ...]


def translate_back(sentences: Sequence[str], pivot: str) -> list[str]:
    """Each sentence after a trip through the pivot language and back, parallel to `sentences`.

    Raises:
        UsageError: if Apertium, or one of its languages, is not installed.
    """
    there, home = PIVOTS[pivot]
    lines = [" ".join(s.split()) for s in sentences]
    for direction in (there, home):
        lines = _translate(lines, direction)
    return [" ".join(line.split()) for line in lines]


def _translate(lines: Sequence[str], direction: str) -> list[str]:
    program = shutil.which("apertium")
    advice = f"training needs Apertium; install {PACKAGES} (names of Debian's packages)"
    if program is None:
        raise UsageError(advice)
    # An empty line between sentences: no rule of the engine applies across it.
    sent = "\n\n".join(line or "-" for line in lines) + "\n\n"
    done = subprocess.run([program, "-u", direction], input=sent, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UsageError(f"Apertium cannot translate {direction} ({done.stderr.strip()[:200]}); {advice}")
    back = done.stdout.rstrip("\n").split("\n\n")
    if len(back) != len(lines):
        raise UsageError(
            f"Apertium gave {len(back)} sentences for {len(lines)} ({direction}); its version is not one we know"
        )
    return back


def differences(sentence: str, back: str) -> Iterator[Difference]:
    """The differences in order, except for those of case, punctuation or harmless choice alone."""
    words, returned = sentence.split(), back.split()
    left, right = [_core(w) for w in words], [_core(w) for w in returned]
    for what, i, j, k, n in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal" and not _harmless(left[i:j], right[k:n]):
            yield Difference(i, j, tuple(returned[k:n]))


def carry_all(sentence: str, back: str) -> Garbled | None:
    """The sentence as it came back, with the words that changed marked as bad; None if nothing changed."""
    words, bad = back.split(), []
    marks = list(differences(sentence, back))
    matcher = SequenceMatcher(None, [_core(w) for w in sentence.split()], [_core(w) for w in words], autojunk=False)
    changed = {(d.first, d.last) for d in marks}
    bad = [False] * len(words)
    for what, i, j, k, n in matcher.get_opcodes():
        if what != "equal" and (i, j) in changed:
            for at in range(k, n):
                bad[at] = True
            if k == n and k < len(words):
                bad[k] = True  # something is missing before it
    return Garbled(" ".join(words), tuple(bad), ("round_trip",)) if any(bad) else None


def carry_some(sentence: str, back: str, random: Random) -> Garbled | None:
    """The sentence with a few of its differences carried over, the rest unchanged; None if there are none.

    The result is a garbled phrase in sound copy, which is what an editor has to find.
    """
    draft = Draft.of(sentence)
    chosen = [d for d in differences(sentence, back) if d.first > 0 and max(d.last - d.first, len(d.back)) <= LONGEST]
    chosen = [d for d in chosen if d.last < len(draft.words) and not any(re.search(r"[*@#\d]", w) for w in d.back)]
    most = max(1, len(draft.words) // SPARE)
    kept = sorted(random.sample(chosen, k=min(len(chosen), random.randint(1, most))), key=lambda d: -d.first)
    for difference in kept:
        back_words = [_bare(w) for w in difference.back]
        back_words = [w for w in back_words if w]
        if not back_words:
            if draft.unbroken(difference.first, difference.last):
                for _ in range(difference.last - difference.first):
                    draft.drop(difference.first)
        elif difference.first == difference.last:
            for word in reversed(back_words):
                draft.insert(difference.first, word)
        elif draft.unbroken(difference.first, difference.last - 1):
            draft.exchange(difference.first, difference.last - 1, back_words)
    return Garbled(" ".join(draft.words), tuple(draft.bad), ("round_trip",)) if any(draft.bad) else None


def _harmless(left: Sequence[str], right: Sequence[str]) -> bool:
    if left == right:
        return True
    return len(left) == len(right) and all(
        a == b or any(a in same and b in same for same in SAME) for a, b in zip(left, right, strict=True)
    )


def _core(word: str) -> str:
    return _bare(word).lower()


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)
