"""How an article and its original differ, once they are aligned: in numbers that tell a copy from a translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtaudit.core import Pair

VERBATIM = 95.0
"""chrF from which a sentence is the same but for a comma."""
BRIEF = 120
"""Words in a sentence from which TER is not asked about it."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")
"""A capital that no sentence begins with."""


def chrf(ours: str, theirs: str) -> float:
    """chrF of a sentence against its original (Popović 2015; sacrebleu's, order 6), 0..100."""
    from sacrebleu.metrics.chrf import CHRF

    score: float = CHRF().sentence_score(ours, [theirs]).score
    return round(score, 1)


def measures(pairs: Sequence[Pair], ours: Sequence[str], theirs: Sequence[str]) -> dict[str, float]:
    """What kind of twin an original is, in numbers; sentences are given by their places in the pairs.

    Returns:
        kept: share of the article's words that have a counterpart in the original, 0..1.
        used: share of the original's words that have one in the article, 0..1.
        verbatim: share of the article's words in sentences that are the original's own, 0..1.
        similarity: mean cosine similarity of the pairs, by words, 0..1.
        chrf, ter: of the article's side of the pairs against the original's, 0..100 and 0 up (sacrebleu).
        length: words of the article's side of the pairs over those of the original's.
        names, numbers: share that both have of those that either has, 0..1; 1 where there are none.
    """
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    matched = [(p, " ".join(ours[i] for i in p.ours), " ".join(theirs[j] for j in p.theirs)) for p in pairs]
    matched = [(p, a, b) for p, a, b in matched if a and b]
    sizes = [len(a.split()) for _, a, _ in matched]
    size, total = sum(sizes), sum(len(s.split()) for s in ours)
    other = sum(len(b.split()) for _, _, b in matched)
    mine, other_side = [a for _, a, _ in matched], [b for _, _, b in matched]
    found = {
        "kept": size / max(1, total),
        "used": other / max(1, sum(len(s.split()) for s in theirs)),
        "verbatim": sum(n for n, (p, _, _) in zip(sizes, matched, strict=True) if p.chrf >= VERBATIM) / max(1, total),
        "similarity": sum(n * p.similarity for n, (p, _, _) in zip(sizes, matched, strict=True)) / max(1, size),
        "chrf": CHRF().corpus_score(mine, [other_side]).score if mine else 0.0,
        "ter": TER().corpus_score(*_brief(mine, other_side)).score if mine else 100.0,
        "length": size / max(1, other),
        "names": _shared(_NAME, mine, other_side),
        "numbers": _shared(_NUMBER, mine, other_side),
    }
    return {name: round(value, 3) for name, value in found.items()}


def _brief(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The pairs that TER can be asked about: its time grows with the square of their length and more."""
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if max(len(a.split()), len(b.split())) <= BRIEF]
    return [a for a, _ in pairs] or [""], [[b for _, b in pairs] or [""]]


def _shared(what: re.Pattern[str], ours: Sequence[str], theirs: Sequence[str]) -> float:
    mine, other = (set(what.findall("\n".join(side))) for side in (ours, theirs))
    return len(mine & other) / len(mine | other) if mine | other else 1.0
