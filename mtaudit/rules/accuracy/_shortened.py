"""Which sentences of a translation are far shorter than they should be for what their source says."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from mtaudit.core import Analysis, Comparison, SentencePair, SourceMeasures

SHARE = 0.65
"""Share of the expected length, by the rest of the article, below which a sentence is shortened."""
NEAR = 0.15
"""Adequacy from which a sentence conveys a part of its source, and not something else."""
LEAST_PAIRS = 3
LEAST_LENGTH = 40
"""The fewest characters that the sentence should have."""
BRIEF = 10
"""Characters added to every length, so that a word does not count for much in a short sentence."""


def shortened(analysis: Analysis, comparison: Comparison) -> Iterator[SentencePair]:
    """The pairs of an article and its source in which the article's side lacks a part; none beside an original.

    Their article side is shorter, relative to the source, than in other pairs, and less adequate than in most.
    """
    pairs = [p for p in comparison.pairs if p.article_side and p.other_side]
    if not isinstance(comparison.measures, SourceMeasures) or len(pairs) < LEAST_PAIRS:
        return
    lengths = [_lengths(analysis, comparison, pair) for pair in pairs]
    usual = median((article_side + BRIEF) / (other_side + BRIEF) for article_side, other_side in lengths)
    for pair, (article_side, other_side) in zip(pairs, lengths, strict=True):
        due = usual * (other_side + BRIEF)
        if (
            due >= LEAST_LENGTH
            and article_side + BRIEF < SHARE * due
            and NEAR <= pair.similarity < comparison.measures.typical
        ):
            yield pair


def _lengths(analysis: Analysis, comparison: Comparison, pair: SentencePair) -> tuple[int, int]:
    """The number of characters of both sides."""
    article_side = sum(s.end - s.start for s in (analysis.prose[position].span for position in pair.article_side))
    other_side = sum(s.end - s.start for s in (comparison.original.sentences[position] for position in pair.other_side))
    return article_side, other_side
