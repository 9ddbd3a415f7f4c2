"""MT209 cut-short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity
from mtaudit.rules.accuracy._against import SOURCED, compared, match, slip
from mtaudit.rules.accuracy._shortened import shortened
from mtaudit.rules.interface import rule


class CutShort:
    """A sentence says only a part of what its source says.

    Systems that translate a long sentence sometimes stop before its end, and what is left reads well: only the source
    shows that a clause, a condition or half of the news is gone. The sentence is then far shorter than the rest of the
    article is for as much of the source, and less like its source than the rest.

    **Example.** *The minister resigned* for a German sentence that goes on *nachdem ihm die eigene Partei das Vertrauen
    entzogen hatte*.

    **Not flagged:** titles and captions; short sentences; a sentence that is merely terse, but as near to its source as
    the others are; an article of fewer than three sentences.
    """

    rule: ClassVar[Rule] = rule(Code.CUT_SHORT, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.SOURCE})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each sentence of which a part is missing."""
        for twin in compared(analysis):
            for pair in shortened(analysis, twin):
                found = match(analysis, twin, pair)
                if found and found.kind is Kind.BODY:
                    message = "This says only a part of what the source says here."
                    yield slip(self.rule, analysis, found, found.ours, found.theirs, SOURCED, message)
