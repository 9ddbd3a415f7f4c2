"""How an article and its original differ, once they are aligned: in numbers that tell a copy from a translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtaudit.core import OriginalMeasures, SentencePair

VERBATIM = 95.0
"""chrF from which two sentences are the same except for a comma."""
BRIEF = 120
"""Words in a sentence above which TER is not computed."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")
"""A capitalised word inside a sentence."""


def chrf(article_side: str, other_side: str) -> float:
    """chrF of a sentence against its original (Popović 2015; sacrebleu's, order 6), 0..100."""
    from sacrebleu.metrics.chrf import CHRF

    score: float = CHRF().sentence_score(article_side, [other_side]).score
    return round(score, 1)


def measures(pairs: Sequence[SentencePair], article_side: Sequence[str], other_side: Sequence[str]) -> OriginalMeasures:
    """How an article and its original differ; sentences are given by their positions in the pairs."""
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    matched = [
        (p, " ".join(article_side[i] for i in p.article_side), " ".join(other_side[j] for j in p.other_side))
        for p in pairs
    ]
    matched = [(p, a, b) for p, a, b in matched if a and b]
    sizes = [len(a.split()) for _, a, _ in matched]
    size, total = sum(sizes), sum(len(s.split()) for s in article_side)
    other_size = sum(len(b.split()) for _, _, b in matched)
    article_matched, other_matched = [a for _, a, _ in matched], [b for _, _, b in matched]
    verbatim = sum(n for n, (p, _, _) in zip(sizes, matched, strict=True) if p.chrf >= VERBATIM)
    similarity = sum(n * p.similarity for n, (p, _, _) in zip(sizes, matched, strict=True))
    chrf = CHRF().corpus_score(article_matched, [other_matched]).score if article_matched else 0.0
    ter = TER().corpus_score(*_brief(article_matched, other_matched)).score if article_matched else 100.0
    return OriginalMeasures(
        kept=round(size / max(1, total), 3),
        used=round(other_size / max(1, sum(len(s.split()) for s in other_side)), 3),
        verbatim=round(verbatim / max(1, total), 3),
        similarity=round(similarity / max(1, size), 3),
        chrf=round(chrf, 3),
        ter=round(ter, 3),
        length=round(size / max(1, other_size), 3),
        names=round(_shared(_NAME, article_matched, other_matched), 3),
        numbers=round(_shared(_NUMBER, article_matched, other_matched), 3),
    )


def _brief(article_side: Sequence[str], other_side: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The pairs short enough for TER, whose time grows faster than the square of their length."""
    pairs = [
        (a, b) for a, b in zip(article_side, other_side, strict=True) if max(len(a.split()), len(b.split())) <= BRIEF
    ]
    return [a for a, _ in pairs] or [""], [[b for _, b in pairs] or [""]]


def _shared(what: re.Pattern[str], article_side: Sequence[str], other_side: Sequence[str]) -> float:
    in_article, in_other = (set(what.findall("\n".join(side))) for side in (article_side, other_side))
    return len(in_article & in_other) / len(in_article | in_other) if in_article | in_other else 1.0
