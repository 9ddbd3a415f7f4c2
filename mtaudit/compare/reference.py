"""Scores an article against a reference translation with sacrebleu (Post 2018): chrF, BLEU and TER, signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from mtaudit.compare.measures import BRIEF
from mtaudit.core import Metric, Reference

SAMPLES, FEWEST = 1000, 100
"""Samples of the bootstrap (Koehn 2004): how many are drawn, and the fewest where there are many segments."""
AT_ONCE = 10_000
"""Segments from which fewer samples are drawn, as all are held at once: 1,000 of them take 700 MB."""
MOST = AT_ONCE * SAMPLES // FEWEST
"""Segments past which no interval is given."""


def score(segments: Sequence[tuple[str, str]]) -> Reference:
    """chrF, BLEU and TER over segments, each a hypothesis and its reference, one of which may be empty.

    No TER is given where a segment is longer than BRIEF: its search for shifts would take minutes.
    """
    article_side, other_side = [hypothesis for hypothesis, _ in segments], [reference for _, reference in segments]
    brief = all(len(side.split()) <= BRIEF for pair in segments for side in pair)
    counted = {
        name: tuple(tuple(map(float, row)) for row in scorer._extract_corpus_statistics(article_side, [other_side]))
        for name, scorer in _scorers().items()
        if segments and (brief or name != "TER")
    }
    return Reference(counted, _metrics(counted))


def overall_metrics(references: Sequence[Reference]) -> tuple[Metric, ...]:
    """The metrics over the segments of all articles; a metric that any of them lacks is left out."""
    names = [name for name in _scorers() if references and all(name in reference.counted for reference in references)]
    return _metrics({name: [row for reference in references for row in reference.counted[name]] for name in names})


def _metrics(counted: Mapping[str, Sequence[Sequence[float]]]) -> tuple[Metric, ...]:
    """The scores, with intervals from sacrebleu's own bootstrap over the segments, with its own seed."""
    return tuple(_metric(_scorers()[name], rows) for name, rows in counted.items())


def _metric(scorer: Any, rows: Any) -> Metric:
    from sacrebleu.significance import _bootstrap_resample

    scorer.num_refs, scorer.n_bootstrap, scorer.seed = 1, None, None
    found = scorer._aggregate_and_compute(rows)
    if 1 < len(rows) <= MOST:
        scorer.n_bootstrap = max(FEWEST, min(SAMPLES, SAMPLES * AT_ONCE // len(rows)))
        scorer.seed, samples = _bootstrap_resample(rows, scorer, scorer.n_bootstrap)
        found.estimate_ci(samples)
    scored = json.loads(found.format(width=2, signature=str(scorer.get_signature()), is_json=True))
    mean, margin = scored.get("confidence_mean"), scored.get("confidence_var")
    return Metric(scored["name"], scored["score"], mean, margin=margin, signature=scored["signature"])


@cache
def _scorers() -> dict[str, Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    class Plain:
        """Returns every score as a `float`: the bootstrap of sacrebleu 2.6 cannot average mixed types."""

        def _compute_score_from_stats(self, stats: list[int]) -> Any:
            found = super()._compute_score_from_stats(stats)  # type: ignore[misc]
            found.score = float(found.score)
            return found

    kinds = {"chrF2": CHRF, "BLEU": BLEU, "TER": TER}
    return {name: type(kind.__name__, (Plain, kind), {})() for name, kind in kinds.items()}
