"""The verdict: the state of an article and the garbled words in it, inferred jointly."""

from mtaudit.verdict.evidence import collect_evidence, counting
from mtaudit.verdict.joint import decide, fitted_on_tagger
from mtaudit.verdict.label import judge, segment_scores

__all__ = [
    "collect_evidence",
    "counting",
    "decide",
    "fitted_on_tagger",
    "judge",
    "segment_scores",
]
