"""MT206 meaning-shifted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.detectors.against import BELOW, LIKE, Matched, around, compared, slip
from mtaudit.detectors.interface import Reading, rule
from mtaudit.detectors.shortened import shortened
from mtaudit.detectors.words import words_in
from mtaudit.model import Category, Finding, Kind, Rule, Severity, Span, Twin, TwinKind

CONFIDENCE = 0.6
LEAST_WORDS = 6


class MeaningShifted:
    """A sentence stands where the original or the source has another, and does not mean the same.

    The sentences before and after are plainly those of the original, and this one is in its place; but what it says is
    far from what the original says there.

    **Example.** The original has *The bank raised its key rate*, the copy *The bench lifted its key speed*.

    **Not flagged:** sentences of fewer than six words; an article that is no nearer to its original elsewhere either.
    """

    rule: ClassVar[Rule] = rule("MT206", "meaning-shifted", Category.ACCURACY, Severity.MAJOR, __doc__ or "")
    needs: ClassVar[frozenset[str]] = frozenset({"twin", "source"})

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield one finding for each sentence that is far less like its counterpart than its neighbours are."""
        for twin in compared(reading):
            yield from self._shifted(reading, twin)

    def _shifted(self, reading: Reading, twin: Twin) -> Iterator[Finding]:
        least = 0.0 if twin.kind is TwinKind.TRANSLATION else LIKE
        pairs = [p for p in twin.pairs if p.ours and p.theirs]
        told = list(shortened(reading, twin))  # by a rule of its own
        for i, pair in enumerate(pairs):
            usual = around(pairs, i)
            first, last = reading.prose[pair.ours[0]], reading.prose[pair.ours[-1]]
            if pair in told or len(pairs) <= 2 or first.kind is not Kind.BODY or usual < least:
                continue
            ours = Span(first.span.start, last.span.end)
            words = words_in(reading.article.text, ours)
            if len(words) < LEAST_WORDS or pair.similarity > usual - BELOW:
                continue
            theirs = Span(twin.original.sentences[pair.theirs[0]].start, twin.original.sentences[pair.theirs[-1]].end)
            found = Matched(twin, pair, ours, theirs, words, words_in(twin.original.text, theirs))
            message = f"This does not mean what the {twin.role} says in its place."
            yield slip(self.rule, reading, found, ours, theirs, CONFIDENCE, message)
