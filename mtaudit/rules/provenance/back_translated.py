"""MT901 back-translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import (
    Analysis,
    Basis,
    Category,
    Code,
    ComparisonKind,
    Finding,
    Need,
    OriginalMeasures,
    Rule,
    Severity,
    Span,
)
from mtaudit.rules.interface import finding, named, rule

LIKELIER = 0.5
"""Probability, from which it is reported, that the article and not its original is the machine's."""


class BackTranslated:
    """An article that is another one, reworded by machine.

    ## What it flags

    An article that says, sentence after sentence, what its original says, in the same order and at about the same
    length, but never in the same words. The finding is on the first sentence and names the original; its confidence is
    the probability that the article was made from it.

    ## Why it matters

    A copy is hidden by sending a text through another language and back, or through a paraphrasing tool.

    ## Example

    *The dam burst on Sunday night, killing four*, where the original has *On Sunday evening the dam broke and killed
    four*, and so on through the whole report.

    ## Use instead

    The original, if you may publish it and credit it, or reporting of your own.

    ## What it does not flag

    The original of the two, as far as it can be told which one that is; verbatim copies; copies that were edited here
    and there; separate reports of one event. The report says which of these an article is.
    """

    rule: ClassVar[Rule] = rule(Code.BACK_TRANSLATED, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding, or none."""
        twin = analysis.twin
        likely = twin.probability or 0.0 if twin else 0.0
        if (
            twin is None
            or not isinstance(twin.measures, OriginalMeasures)
            or twin.kind is not ComparisonKind.ROUND_TRIP
            or likely < LIKELIER
        ):
            return
        first = next(analysis.prose[p.article_side[0]] for p in twin.pairs if p.article_side and p.other_side)
        original = twin.original
        title = original.title or original.url
        origin = f" from {original.holder}" if original.holder and not title else ""
        yield finding(
            self.rule,
            analysis,
            Span(first.span.start, first.span.end),
            confidence=likely,
            message=f"From here on, sentence by sentence, this is “{title or original.id}”{origin} in other words.",
            evidence={
                **named(original),
                "similarity": twin.measures.similarity,
                "chrf": round(twin.measures.chrf, 1),
                "kept": twin.measures.kept,
            },
            basis=Basis.ORIGINAL,
        )
