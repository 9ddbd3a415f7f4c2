"""What an article is and what its words are, decided together."""

from mtaudit.verdict.evidence import findings_weight
from mtaudit.verdict.inference import infer, threshold
from mtaudit.verdict.label import GARBLED, judge, segment_scores
from mtaudit.verdict.parameters import fingerprint, parameters
from mtaudit.verdict.register import style

__all__ = [
    "GARBLED",
    "findings_weight",
    "fingerprint",
    "infer",
    "judge",
    "parameters",
    "segment_scores",
    "style",
    "threshold",
]
