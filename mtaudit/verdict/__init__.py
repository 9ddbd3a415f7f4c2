"""What an article is and what its words are, decided together."""

from mtaudit.verdict.evidence import collect_evidence, counting
from mtaudit.verdict.joint import decide
from mtaudit.verdict.label import GARBLED, judge, segment_scores
from mtaudit.verdict.parameters import fingerprint, parameters

__all__ = [
    "GARBLED",
    "collect_evidence",
    "counting",
    "decide",
    "fingerprint",
    "judge",
    "parameters",
    "segment_scores",
]
