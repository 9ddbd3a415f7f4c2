"""MT206 meaning-shifted."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import ClassVar

from mtaudit.detectors.against import LIKE, Matched, slip
from mtaudit.detectors.interface import Reading, rule
from mtaudit.detectors.words import words_in
from mtaudit.model import Category, Finding, Kind, Rule, Severity, Span, TwinKind

CONFIDENCE = 0.6
BELOW = 0.3
"""By how much a pair's similarity must lie under that of its neighbours."""
AROUND = 4
"""Pairs on either side that are its neighbours."""
LEAST_WORDS = 6


class MeaningShifted:
    """A sentence stands where the original has another, and does not mean the same.

    The sentences before and after are plainly those of the original, and this one is in its place; but what it says is
    far from what the original says there.

    **Example.** The original has *The bank raised its key rate*, the copy *The bench lifted its key speed*.

    **Not flagged:** sentences of fewer than six words; an article that is no nearer to its original elsewhere either.
    """

    rule: ClassVar[Rule] = rule("MT206", "meaning-shifted", Category.ACCURACY, Severity.MAJOR, __doc__ or "")
    needs: ClassVar[frozenset[str]] = frozenset({"twin"})

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield one finding for each sentence that is far less like its counterpart than its neighbours are."""
        twin = reading.twin
        if twin is None or twin.kind is TwinKind.REPORT:
            return
        pairs = [p for p in twin.pairs if p.ours and p.theirs]
        for i, pair in enumerate(pairs):
            around = [p.similarity for p in (*pairs[max(0, i - AROUND) : i], *pairs[i + 1 : i + 1 + AROUND])]
            first, last = reading.prose[pair.ours[0]], reading.prose[pair.ours[-1]]
            if len(around) < 2 or first.kind is not Kind.BODY or median(around) < LIKE:
                continue
            ours = Span(first.span.start, last.span.end)
            words = words_in(reading.article.text, ours)
            if len(words) < LEAST_WORDS or pair.similarity > median(around) - BELOW:
                continue
            theirs = Span(twin.original.sentences[pair.theirs[0]].start, twin.original.sentences[pair.theirs[-1]].end)
            found = Matched(twin, pair, ours, theirs, words, words_in(twin.original.text, theirs))
            message = "This does not mean what the original says in its place."
            yield slip(self.rule, reading, found, ours, theirs, CONFIDENCE, message)
