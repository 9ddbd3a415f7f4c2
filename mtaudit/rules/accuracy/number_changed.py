"""MT202 number-changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.rules.accuracy._against import Matched, matched, slip
from mtaudit.rules.accuracy._quantities import Quantity, quantities
from mtaudit.rules.interface import rule

CONFIDENCE = 0.9
SCALES = (1e3, 1e6, 1e-3, 1e-6)
"""The factors by which a misread magnitude is wrong: a Spanish "mil millones" is a billion."""


class NumberChanged:
    """A number, unit or date that differs from the original.

    ## What it flags

    A value in a sentence where the matching sentence of the original has another one. Numbers are compared as values:
    "twelve hundred", "1,200" and "1.2 thousand" are equal, and so are 5 miles and 8 kilometres.

    ## Why it matters

    The article states a fact that its original does not. Figures are mistranslated in a few ways: a magnitude is
    misread (billion for million), a unit is skipped, or a decimal comma is taken for a thousands separator.

    ## Example

    *a fine of $3.2 million*, where the original has *a fine of $3.2 billion*.

    ## Use instead

    The value in the original, which the message quotes. If the figure was updated on purpose, suppress the finding.

    ## What it does not flag

    A number that is rounded, left out or given in the next sentence; "one" and "first"; numbers in sentences that are
    too different to be compared.
    """

    rule: ClassVar[Rule] = rule(Code.NUMBER_CHANGED, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each value that stands in place of another."""
        for found in matched(analysis):
            for article_side, other_side in _changed(analysis, found):
                scaled = other_side.value and article_side.value / other_side.value in SCALES
                what = "Its magnitude was misread" if scaled else "The original has another number here"
                text = other_side.span.of(found.comparison.original.text)
                yield slip(
                    self.rule,
                    analysis,
                    found,
                    article_side.span,
                    other_side=other_side.span,
                    confidence=CONFIDENCE,
                    message=f"{what}: “{text}”.",
                )


def _changed(analysis: Analysis, found: Matched) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of values, the article's and the original's; the other text has neither, also in the sentences around."""
    comparison, prose = found.comparison, analysis.prose
    article_quantities = quantities(analysis.article.text, found.article_side)
    other_quantities = quantities(comparison.original.text, found.other_side)
    changed = _without(article_quantities, other_quantities)
    counterparts = _without(other_quantities, article_quantities)
    if changed and counterparts:
        before, after = max(0, found.pair.article_side[0] - 1), min(len(prose) - 1, found.pair.article_side[-1] + 1)
        around = quantities(analysis.article.text, Span(prose[before].span.start, prose[after].span.end))
        counterparts = _without(counterparts, around)
        sentences = comparison.original.sentences
        before, after = max(0, found.pair.other_side[0] - 1), min(len(sentences) - 1, found.pair.other_side[-1] + 1)
        changed = _without(
            changed, quantities(comparison.original.text, Span(sentences[before].start, sentences[after].end))
        )
    for quantity in changed:
        like = [q for q in counterparts if _alike(quantity, q)]
        if like:
            counterparts.remove(like[0])
            yield quantity, like[0]


def _alike(article_side: Quantity, other_side: Quantity) -> bool:
    """Whether one value may replace the other: a day a day, a number a number."""
    calendar = ("day", "month")
    return article_side.unit == other_side.unit or not {article_side.unit, other_side.unit} & set(calendar)


def _without(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """The quantities that have no equal among `others`; each of these is equal to one at most if there are several."""
    unmatched = list(others)
    missing = []
    for quantity in quantities:
        same = [q for q in unmatched if quantity.same(q)]
        if same:
            unmatched.remove(same[0])
        elif not any(quantity.same(q) for q in others):
            missing.append(quantity)
    return missing
