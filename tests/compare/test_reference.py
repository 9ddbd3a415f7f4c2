"""Scores against a reference are sacrebleu's own."""

from __future__ import annotations

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from mtaudit.compare.reference import overall_metrics, score
from mtaudit.core import Metric

SEGMENTS = (
    ("The council met on Monday.", "On Monday the council met."),
    ("It will close two pools in May.", "Two pools will be closed in May."),
    ("Parents had protested.", "Parents had been protesting for weeks."),
)


def metrics(segments: tuple[tuple[str, str], ...]) -> tuple[Metric, ...]:
    return score(segments).metrics


def test_the_scores_and_signatures_are_those_of_sacrebleu() -> None:
    article_side, other_side = [mine for mine, _ in SEGMENTS], [other for _, other in SEGMENTS]
    found = {metric.name: metric for metric in metrics(SEGMENTS)}
    for scorer in (CHRF(), BLEU(), TER()):
        score = scorer.corpus_score(article_side, [other_side], n_bootstrap=1000)
        metric = found[score.name]
        assert metric.score == pytest.approx(score.score, abs=0.005)
        assert metric.signature == str(scorer.get_signature())
        assert "bs:1000|seed:12345" in metric.signature
        assert f"(μ = {metric.mean:.2f} ± {metric.margin:.2f})" in score.format()
    assert metrics(SEGMENTS) == tuple(found.values())


def test_what_has_no_counterpart_counts_against_the_article() -> None:
    alone = metrics((*SEGMENTS, ("", "Nobody was told of it before."), ("Read more here.", "")))
    for before, after in zip(metrics(SEGMENTS), alone, strict=True):
        assert (after.score - before.score) * (1 if after.name == "TER" else -1) > 1
        assert after.margin is not None


def test_one_segment_has_no_interval_and_none_has_no_score() -> None:
    assert [(m.mean, m.margin) for m in metrics(SEGMENTS[:1])] == [(None, None)] * 3
    assert metrics(()) == ()


def test_a_batch_is_scored_as_one_text_would_be() -> None:
    ends = score(SEGMENTS[:1]), score(SEGMENTS[1:])
    assert overall_metrics(ends) == metrics(SEGMENTS)
    assert overall_metrics([]) == ()


def test_fewer_samples_are_drawn_of_very_many_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtaudit.compare.reference.AT_ONCE", 1)
    assert {m.signature.split("|")[1] for m in metrics(SEGMENTS)} == {"bs:333"}
    monkeypatch.setattr("mtaudit.compare.reference.MOST", 2)
    assert {m.margin for m in metrics(SEGMENTS)} == {None}
    assert all("bs:" not in m.signature for m in metrics(SEGMENTS))


def test_no_ter_is_given_where_it_would_take_minutes() -> None:
    endless = " ".join(f"word{i}" for i in range(5000))
    assert [m.name for m in metrics((*SEGMENTS, (endless, endless[::-1])))] == ["chrF2", "BLEU"]
    assert [m.name for m in overall_metrics([score(SEGMENTS), score(((endless, "Short."),))])] == ["chrF2", "BLEU"]
