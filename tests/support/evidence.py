"""Evidence of made-up articles: sentences of ten words, each sound, doubtful or garbled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from mtaudit.core import Candidate, Evidence, SentenceEvidence
from mtaudit.verdict.register import style

NEWS = "The council said on Tuesday that the bridge would be closed for repairs until the end of the year. " * 6
TALK = "Yeah, I mean, you know, it's like, well, I don't really know what you're gonna do, right? " * 8
SOUND, DOUBTFUL, GARBLED = 0.02, 0.15, 0.7


def sentence(worst: float, machine: float = 0.0, quoted: bool = False, gain: float = 0.0) -> SentenceEvidence:
    """Ten words, three of which score `worst`; where that is more than sound, they are a phrase."""
    scores = (0.02, 0.02, 0.02, worst, worst, worst, 0.02, 0.02, 0.02, 0.02)
    found = (Candidate(3, 5, gain, cluster=0.0, quoted=quoted),) if worst > SOUND or gain else ()
    return SentenceEvidence(0, scores, machine, candidates=found)


def evidence(sentences: Sequence[SentenceEvidence], text: str = NEWS, findings: float = 0.0) -> Evidence:
    """An article of these sentences, written in the style of a text."""
    starts = accumulate((len(s.scores) for s in sentences), initial=0)
    placed = tuple(replace(s, first=first) for s, first in zip(sentences, starts, strict=False))
    scores = tuple(score for s in placed for score in s.scores)
    return Evidence(placed, scores, tuple(style([text]).tolist()), findings=findings)
