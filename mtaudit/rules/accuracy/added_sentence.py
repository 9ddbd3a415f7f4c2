"""MT208 added-sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity, Status
from mtaudit.rules.accuracy._against import runs, slip
from mtaudit.rules.interface import rule

CONFIDENCE = 0.5
LEAST_WORDS = 5


class AddedSentence:
    """Sentences in the middle of the article that the original or the source does not have.

    ## What it flags

    Sentences between two that match the original or the source.

    ## Why it matters

    What an article adds in the middle of its original comes from another source, from a machine that makes things up,
    or from the page around the text.

    ## Example

    Between two sentences of a report on an election: *Read also: ten recipes for the summer.*

    ## Use instead

    Check where the sentences come from. Delete them if neither the original nor a reporter of yours stands behind them.

    ## What it does not flag

    What comes before the first or after the last sentence that matches; titles and captions; an article that keeps less
    than half of its original, or that may be a separate report of the same event.
    """

    rule: ClassVar[Rule] = rule(Code.ADDED_SENTENCE, Category.ACCURACY, Severity.MINOR, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN, Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each run of added sentences."""
        for run in runs(analysis, article_side=True):
            text = run.article_side.of(analysis.article.text)
            if len(text.split()) >= LEAST_WORDS and run.around.kind is Kind.BODY:
                message = (
                    f"The {run.around.comparison.role} says nothing of this between the sentences before and after."
                )
                yield slip(
                    self.rule,
                    analysis,
                    run.around,
                    run.article_side,
                    other_side=None,
                    confidence=CONFIDENCE,
                    message=message,
                    evidence=run.evidence,
                )
