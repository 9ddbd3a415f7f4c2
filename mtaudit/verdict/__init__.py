"""What an article is and what its words are, decided together."""

from mtaudit.verdict.evidence import collect_evidence, counting
from mtaudit.verdict.joint import decide, fitted_on_tagger
from mtaudit.verdict.label import GARBLED, judge, segment_scores
from mtaudit.verdict.parameters import Parameters, fingerprint, parameters

__all__ = [
    "GARBLED",
    "Parameters",
    "collect_evidence",
    "counting",
    "decide",
    "fingerprint",
    "fitted_on_tagger",
    "judge",
    "parameters",
    "segment_scores",
]
