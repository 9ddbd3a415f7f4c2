"""How well the original of two versions of a text is recognised: by the tagger on both, by the verdict on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mtaudit.auditor import Auditor
from mtaudit.bench.bootstrap import Figure, bootstrap
from mtaudit.bench.pairs import ROUND_TRIPS, ParallelText, original_of
from mtaudit.bench.quality import Row
from mtaudit.compare.direction import probability
from mtaudit.compare.originals import leaning_of
from mtaudit.config import Settings
from mtaudit.core import Article, Skipped, Verdict
from mtaudit.models import Models
from mtaudit.verdict.parameters import parameters


def direction(texts: Sequence[ParallelText], models: Models) -> Iterator[Row]:
    """Yield how well originals and round trips are distinguished: by the tagger on both, and by the verdict on each."""
    auditor = Auditor(Settings(), models)
    pairs, judged = [], []
    for text in texts:
        sides = ("original", *ROUND_TRIPS)
        verdicts = [auditor.audit(Article(side, original_of("", text.versions[side]).text)).outcome for side in sides]
        judged.append([_odds(verdict) for verdict in verdicts])
        other_side = leaning_of(original_of("", text.versions["original"]), models)
        pairs += [(leaning_of(original_of("", text.versions[version]), models), other_side) for version in ROUND_TRIPS]
    scored = [
        (probability(article_side, other_side, False), probability(other_side, article_side, False))
        for article_side, other_side in pairs
    ]
    right = bootstrap(scored, lambda u: sum((a > 0.5) + (b < 0.5) for a, b in u) / (2 * len(u)))
    area = bootstrap(scored, lambda u: float(np.mean([(a > b) + 0.5 * (a == b) for a, _ in u for _, b in u])))
    alone = bootstrap(pairs, lambda u: float(np.mean([(a > b) + 0.5 * (a == b) for a, _ in u for _, b in u])))
    yield _row("original or round trip, with the twin at hand: accuracy", right)
    yield _row("original or round trip, with the twin at hand: AUROC", area, {"the tagger without the twin": alone})
    called = [[odds >= parameters().suspect for odds in versions] for versions in judged]
    right = bootstrap(
        called, lambda u: float(np.mean([x for first, *others in u for x in (not first, np.mean(others))]))
    )
    yield _row("original or round trip, by the verdict alone: accuracy of suspect and machine", right)
    area = bootstrap(
        judged,
        lambda u: float(np.mean([(x > y) + 0.5 * (x == y) for _, *others in u for x in others for y, *_ in u])),
    )
    yield _row("original or round trip, by the verdict alone: AUROC", area)


def _row(what: str, figure: Figure, baselines: Mapping[str, Figure] | None = None) -> Row:
    return Row(f"twins.{what}", what, figure, baselines=baselines or {})


def _odds(outcome: Verdict | Skipped) -> float:
    """The probability of machine translation, 0..1; 0 if it is undecided or was skipped."""
    return outcome.probability or 0.0 if isinstance(outcome, Verdict) else 0.0
