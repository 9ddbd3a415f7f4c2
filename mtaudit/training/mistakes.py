"""Mistakes of translation systems, learnt from the corrections of post-editors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from mtaudit.training.garble.word_choice import LONGEST, Mistakes
from mtaudit.training.readers import PostEdited

ALIKE = 0.5
"""Least share of words in common (difflib's ratio) of a translation and a post-edit that are compared."""
COMMON = 2.5
"""Zipf frequency that a word must have: rarer ones are mostly names, and a name is no mistake elsewhere."""


def mistakes(pairs: Iterable[PostEdited]) -> Mistakes:
    """Phrases of up to three common words that post-editors wrote, each with the phrases that it replaced.

    A mistake that was made twice is listed twice, so that a random choice is in proportion to frequency.
    """
    found: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for pair in pairs:
        for right, wrong in _replaced(_words(pair.post_edit.text), _words(pair.hypothesis.text)):
            if set(right) != set(wrong) and all(map(_is_common, (*right, *wrong))):
                found[right][wrong] += 1
    return {right: tuple(wrong.elements()) for right, wrong in found.items()}


def _replaced(right: list[str], wrong: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    matcher = SequenceMatcher(None, right, wrong, autojunk=False)
    if matcher.ratio() < ALIKE:
        return
    for what, i, j, k, n in matcher.get_opcodes():
        if what == "replace" and j - i <= LONGEST and n - k <= LONGEST:
            yield tuple(right[i:j]), tuple(wrong[k:n])


def _words(text: str) -> list[str]:
    """Lower-case words; punctuation is kept, so that a word with it never counts as common."""
    return text.lower().split()


def _is_common(word: str) -> bool:
    from wordfreq import zipf_frequency

    return word.isalpha() and zipf_frequency(word, "en") > COMMON
