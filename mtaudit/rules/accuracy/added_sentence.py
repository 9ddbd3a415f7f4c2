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
    """Sentences that the original or the source does not have stand between two that it has.

    What a copy puts into the middle of its original comes from another source, from a machine that makes things up, or
    from the page.

    **Example.** Between two sentences of a report on an election stands *Read also: ten recipes for the summer.*

    **Not flagged:** what comes before the first or after the last common sentence; titles and captions; an article that
    keeps less than half of its original, or that may be a report of its own.
    """

    rule: ClassVar[Rule] = rule(Code.ADDED_SENTENCE, Category.ACCURACY, Severity.MINOR, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN, Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each run of added sentences."""
        for run in runs(analysis, ours=True):
            text = run.ours.of(analysis.article.text)
            if len(text.split()) >= LEAST_WORDS and run.around.kind is Kind.BODY:
                message = f"The {run.around.twin.role} says nothing of this between the sentences before and after."
                yield slip(self.rule, analysis, run.around, run.ours, None, CONFIDENCE, message, run.evidence)
