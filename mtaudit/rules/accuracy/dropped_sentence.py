"""MT207 dropped-sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity
from mtaudit.rules.accuracy._against import runs, slip
from mtaudit.rules.interface import rule

CONFIDENCE = 0.5
LEAST_WORDS = 5
UNSPACED, LEAST_CHARACTERS = ("ja", "th", "zh"), 10
"""Languages that put no space between words, and the fewest characters of a sentence in them."""


class DroppedSentence:
    """Sentences of the original or the source that are missing from the middle of the article.

    ## What it flags

    A gap between two sentences that match the original or the source. The sentence before the gap is marked, and the
    finding quotes what is missing.

    ## Why it matters

    Translation systems sometimes skip a sentence, and what follows then refers to something that was never said.

    ## Example

    The original says who was arrested, and then that *he denies it*; the article has only the second sentence.

    ## Use instead

    Add what is missing, unless it was cut on purpose.

    ## What it does not flag

    A beginning or an end that was cut, as editors do; labels and bylines; anything missing from an article that keeps
    less than half of its original, or that may be a separate report of the same event.
    """

    rule: ClassVar[Rule] = rule(Code.DROPPED_SENTENCE, Category.ACCURACY, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN, Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each gap."""
        for run in runs(analysis, article_side=False):
            text = run.other_side.of(run.around.comparison.original.text)
            unspaced = run.around.comparison.original.language in UNSPACED
            if len(text) >= LEAST_CHARACTERS if unspaced else len(text.split()) >= LEAST_WORDS:
                message = f"After this the {run.around.comparison.role} goes on with what is missing here."
                yield slip(
                    self.rule,
                    analysis,
                    run.around,
                    run.article_side,
                    other_side=run.other_side,
                    confidence=CONFIDENCE,
                    message=message,
                    evidence=run.evidence,
                )
