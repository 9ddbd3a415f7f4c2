"""Sentences that an article prints twice, word for word or nearly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mtaudit.models.lm.closed_class import FUNCTION_WORDS
from mtaudit.rules.text.words import Word

SHORTEST = 6
"""Words in a sentence that is worth comparing."""
ALIKE = 92.0
"""The least rapidfuzz ratio (0..100: twice the letters in common over the letters of both) of a near-duplicate."""
SHINGLE = 3
"""Words in a shingle: sentences are compared only if they share some (Broder 1997)."""
SHARED = 0.5
"""The least share of a sentence's shingles that a candidate must have in common with it."""
POSTINGS = 16
"""The most sentences remembered of one shingle, so that text which repeats without end takes no longer."""
CANDIDATES = 4
"""The most earlier sentences that a sentence is compared with."""
COMPARED = 2_000
"""The most code points of a sentence that are compared."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Sentence `later` repeats sentence `earlier`; `alike` is their rapidfuzz ratio, 0..100."""

    earlier: int
    later: int
    alike: float


def duplicates(sentences: Sequence[Sequence[Word]]) -> Iterator[Duplicate]:
    """Each sentence that repeats an earlier one, with the most similar of those. Near-linear in their number.

    Sentences that differ in a name or a number are no duplicates: scores, forecasts and lists differ in this way.
    """
    seen: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for later, words in enumerate(sentences):
        if len(words) < SHORTEST:
            continue
        folded = [w.folded for w in words]
        shingles = list(dict.fromkeys(zip(*(folded[i:] for i in range(SHINGLE)), strict=False)))
        shared = Counter(earlier for s in shingles for earlier in seen[s])
        nearest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        near = [e for e, n in nearest if n >= SHARED * len(shingles)]
        alike, earlier = max(((_alike(sentences[e], words), e) for e in near), default=(0.0, 0))
        if alike >= ALIKE:
            yield Duplicate(earlier, later, alike)
        for s in shingles:
            if len(seen[s]) < POSTINGS:
                seen[s].append(later)


def _alike(a: Sequence[Word], b: Sequence[Word]) -> float:
    article_side, other_side = [w.folded for w in a], [w.folded for w in b]
    if not (_facts(a).issubset(other_side) and _facts(b).issubset(article_side)):
        return 0.0
    return fuzz.ratio(" ".join(article_side)[:COMPARED], " ".join(other_side)[:COMPARED], score_cutoff=ALIKE)


def _facts(words: Sequence[Word]) -> frozenset[str]:
    """The names and numbers of a sentence. Its first word may be either, if no comma follows ("Furthermore, ...")."""
    first = 1 if words[1].span.start - words[0].span.end > 1 else 0
    return frozenset(w.folded for w in words[first:] if not w.text.islower()) - FUNCTION_WORDS
