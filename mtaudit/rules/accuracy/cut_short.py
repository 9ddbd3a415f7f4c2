"""MT209 cut-short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity
from mtaudit.rules.accuracy._against import SOURCED, compared, match, slip
from mtaudit.rules.accuracy._shortened import shortened
from mtaudit.rules.interface import rule


class CutShort:
    """A sentence that says only part of what its source says.

    ## What it flags

    A sentence that is far shorter than the rest of the article is for as much of the source, and further from its
    source in meaning than most.

    ## Why it matters

    Systems that translate a long sentence sometimes stop before its end. What is left reads well: only the source shows
    that a clause, a condition or half of the news is gone.

    ## Example

    *The minister resigned*, for a German sentence that goes on *nachdem ihm die eigene Partei das Vertrauen entzogen
    hatte* (after his own party had withdrawn its confidence in him).

    ## Use instead

    Translate the rest of the sentence. The finding quotes the source.

    ## What it does not flag

    Titles and captions; short sentences; a sentence that is merely terse, but as close to its source as the others are;
    anything in an article of fewer than three sentences.
    """

    rule: ClassVar[Rule] = rule(Code.CUT_SHORT, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each sentence of which a part is missing."""
        for comparison in compared(analysis):
            for pair in shortened(analysis, comparison):
                found = match(analysis, comparison, pair)
                if found and found.kind is Kind.BODY:
                    message = "This says only a part of what the source says here."
                    yield slip(
                        self.rule,
                        analysis,
                        found,
                        found.article_side,
                        other_side=found.other_side,
                        confidence=SOURCED,
                        message=message,
                    )
