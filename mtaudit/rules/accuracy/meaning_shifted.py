"""MT206 meaning-shifted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import ClassVar

from mtaudit.core import (
    Analysis,
    Category,
    Code,
    Comparison,
    ComparisonKind,
    Finding,
    Kind,
    Need,
    Rule,
    SentencePair,
    Severity,
)
from mtaudit.rules.accuracy._against import LIKE, compared, match, slip
from mtaudit.rules.accuracy._shortened import shortened
from mtaudit.rules.interface import rule

CONFIDENCE = 0.6
BELOW = 0.3
"""How far a pair's similarity must be below that of its neighbours."""
AROUND = 4
"""Pairs on either side that are a pair's neighbours."""
LEAST_WORDS = 6


class MeaningShifted:
    """A sentence that does not mean what the original or the source says in its place.

    ## What it flags

    A sentence of six words or more whose meaning is far from its counterpart's, although the sentences around it
    clearly match those of the original or the source.

    ## Why it matters

    A mistranslated sentence can read well: only its counterpart shows that it says something else.

    ## Example

    *The bench lifted its key speed*, where the original has *The bank raised its key rate*.

    ## Use instead

    What the original or the source says. Both sentences are shown side by side in the report.

    ## What it does not flag

    Titles and captions; shorter sentences; a sentence that is no further from its counterpart than the rest of the
    article is; a sentence that says only part of its source (`cut-short`).
    """

    rule: ClassVar[Rule] = rule(Code.MEANING_SHIFTED, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN, Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each sentence that is far less like its counterpart than its neighbours are."""
        for comparison in compared(analysis):
            yield from self._shifted(analysis, comparison)

    def _shifted(self, analysis: Analysis, comparison: Comparison) -> Iterator[Finding]:
        least = 0.0 if comparison.kind is ComparisonKind.TRANSLATION else LIKE
        pairs = [p for p in comparison.pairs if p.article_side and p.other_side]
        cut_short = list(shortened(analysis, comparison))  # MT209 reports these
        for i, pair in enumerate(pairs):
            usual = _around(pairs, i)
            if pair in cut_short or len(pairs) <= 2 or usual < least or pair.similarity > usual - BELOW:
                continue
            found = match(analysis, comparison, pair)
            if found and found.kind is Kind.BODY and len(found.article_words) >= LEAST_WORDS:
                message = f"This does not mean what the {comparison.role} says in its place."
                yield slip(
                    self.rule,
                    analysis,
                    found,
                    found.article_side,
                    other_side=found.other_side,
                    confidence=CONFIDENCE,
                    message=message,
                )


def _around(pairs: Sequence[SentencePair], position: int) -> float:
    """The median similarity of the neighbours of the pair at a position; 0 if it has none."""
    near = [*pairs[max(0, position - AROUND) : position], *pairs[position + 1 : position + 1 + AROUND]]
    return median([pair.similarity for pair in near] or [0.0])
