"""An article against a reference translation, by sacrebleu (Post 2018): chrF, BLEU and TER, with their signatures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mtaudit.model import Metric
from mtaudit.twins.compare import BRIEF

SAMPLES = 1000
"""Samples of the bootstrap (Koehn 2004)."""


def metrics(segments: Sequence[tuple[str, str]]) -> tuple[Metric, ...]:
    """chrF, BLEU and TER over segments, each a hypothesis and its reference; none where there is no segment.

    The intervals are over the segments, drawn anew as often as SAMPLES says; equal segments give equal numbers. No TER
    is given where a segment is longer than BRIEF: its search for shifts would take minutes.
    """
    if not segments:
        return ()
    longest = max(len(side.split()) for pair in segments for side in pair)
    return tuple(_score(scorer, segments) for scorer in _scorers(with_ter=longest <= BRIEF))


def _score(scorer: Any, segments: Sequence[tuple[str, str]]) -> Metric:
    ours, theirs = [mine for mine, _ in segments], [other for _, other in segments]
    found = scorer.corpus_score(ours, [theirs], n_bootstrap=SAMPLES if len(segments) > 1 else 1)
    told = json.loads(found.format(width=2, signature=str(scorer.get_signature()), is_json=True))
    mean, margin = told.get("confidence_mean"), told.get("confidence_var")
    return Metric(told["name"], told["score"], mean, margin, told["signature"])


def _scorers(with_ter: bool) -> list[Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    class Plain:
        """Scores in floats of one kind: of a mixture the bootstrap of sacrebleu 2.6 cannot tell the mean."""

        def _compute_score_from_stats(self, stats: list[int]) -> Any:
            found = super()._compute_score_from_stats(stats)  # type: ignore[misc]
            found.score = float(found.score)
            return found

    kinds = [CHRF, BLEU, TER] if with_ter else [CHRF, BLEU]
    return [type(kind.__name__, (Plain, kind), {})() for kind in kinds]
