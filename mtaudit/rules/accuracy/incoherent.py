"""MT201 incoherent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity, Status
from mtaudit.rules.interface import finding, rule

FLOOR = 0.1
"""Mean cosine similarity to its nearest three sentences under which a sentence does not belong.

Under it lie fewer than .1 % of the sentences of native news, and about a third of those put in from another article.
"""
NEAREST = 3
LEAST_SENTENCES = 8
LEAST_WORDS = 8
ROWS = 1024
"""Sentences that are compared with all others at once, so that memory grows with their number and not its square."""
_QUOTES = "\"“”'‘’«»„"


class Incoherent:
    """A sentence that has nothing to do with the rest of the article.

    ## What it flags

    A sentence whose meaning is far from that of every other sentence and of the title: even the three nearest are
    unrelated. Meanings are compared by sentence embeddings.

    ## Why it matters

    Machine translation sometimes invents a sentence, or takes words in the sense of another field until the sentence
    belongs to no part of the story. A teaser or a caption that was pasted in with the text has the same effect.

    ## Example

    In a report on the repair of a bridge: *The goalkeeper saved a penalty in the last minute.*

    ## Use instead

    What the source says at this point. Delete the sentence if it was pasted in by mistake.

    ## What it does not flag

    Titles, captions, quotations (people digress), sentences of fewer than eight words, and anything in an article of
    fewer than eight sentences, which gives too little to compare with.
    """

    rule: ClassVar[Rule] = rule(Code.INCOHERENT, Category.ACCURACY, Severity.MINOR, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.EMBEDDINGS})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each sentence below the floor."""
        english = analysis.english
        if analysis.vectors is None or len(english) < LEAST_SENTENCES:
            return
        nearest = _nearest(analysis.vectors[[s.index for s in english]])
        for segment, near in zip(english, nearest, strict=True):
            text = analysis.text_of(segment)
            quoted = any(mark in text for mark in _QUOTES)
            if segment.kind is not Kind.BODY or quoted or len(text.split()) < LEAST_WORDS or near >= FLOOR:
                continue
            yield finding(
                self.rule,
                analysis,
                segment.span,
                confidence=0.5 + float(FLOOR - near),
                message="This sentence has nothing to do with the rest of the article.",
                evidence={"similarity": round(float(near), 2)},
            )


def _nearest(vectors: NDArray[np.float32]) -> Iterator[float]:
    """For each of n unit vectors, (n, width), the mean cosine similarity to its nearest others."""
    for first in range(0, len(vectors), ROWS):
        similarity = vectors[first : first + ROWS] @ vectors.T
        rows = np.arange(len(similarity))
        similarity[rows, first + rows] = -1.0
        yield from np.partition(similarity, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
