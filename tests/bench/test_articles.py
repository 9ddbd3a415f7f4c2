"""Figures over whole articles: kinds are kept apart, pairs stay pairs."""

from __future__ import annotations

import math

import pytest

from mtaudit.bench import articles
from mtaudit.bench.articles import Judged
from mtaudit.core import Article, ArticleReport, Label, Verdict
from mtaudit.training.articles import Sample

pytestmark = pytest.mark.model


def judged(kind: str, group: str, probability: float, label: Label = Label.CLEAN) -> Judged:
    verdict = Verdict(label, probability)
    report = ArticleReport(
        Article(id=group, text="x"), "en", verdict, segments=(), segment_scores=(), findings=(), words=(), signature=""
    )
    return Judged(Sample(kind, group, "", language="de", sentences=("x",)), report)


SEEN = [
    judged("native", "a", 0.1),
    judged("native", "b", 0.4, Label.SUSPECT),
    judged("rt", "a", 0.3),
    judged("rt", "b", 0.2),
    judged("mt", "c", 0.3),
    judged("mt", "d", 0.9, Label.MACHINE),
    judged("ht", "c", 0.8),
]


def test_each_comparison_takes_its_own_kinds() -> None:
    assert articles.auroc(SEEN, "native", "mt") == pytest.approx(0.75)
    assert articles.auroc(SEEN, "ht", "mt") == pytest.approx(0.5)
    assert math.isnan(articles.auroc(SEEN[:2], "native", "mt"))
    assert articles.share_labelled(SEEN, "native", [Label.SUSPECT, Label.MACHINE]) == 0.5
    assert articles.detection_rate(SEEN, "native", "mt") == 0.5


def test_a_round_trip_is_told_from_its_own_original_and_no_other() -> None:
    assert articles.pair_accuracy(SEEN) == 0.5
    assert articles.pair_accuracy(SEEN[2:]) != articles.pair_accuracy(SEEN)  # no original, no pair


def test_a_draw_keeps_the_versions_of_an_article_together() -> None:
    samples = [
        Sample(kind, f"g{i}", "", language="de", sentences=("x",)) for i in range(40) for kind in ("native", "rt")
    ]
    samples += [Sample("mt", f"h{i}", "", language="de", sentences=("x",)) for i in range(40)]
    drawn = articles.draw(samples, 0.05)
    assert sum(s.kind == "mt" for s in drawn) == 2
    assert sum(s.kind == "native" for s in drawn) == 20  # ten times the share
    assert {s.group for s in drawn if s.kind == "rt"} == {s.group for s in drawn if s.kind == "native"}


def test_a_garbled_paragraph_stands_where_it_is_said_to(tiny_garble: list[articles.MarkedArticle]) -> None:
    sound = [Sample("native", "a", "", language="en", sentences=("One sentence.", "Two sentences.", "Three.", "Four."))]
    ((article, span),) = articles.with_garbled_paragraph(sound, tiny_garble)
    assert span.of(article.text) == "Bad it is. Worse it goes."
    assert article.text.startswith("One sentence.\n\nTwo sentences.\n\nBad")


@pytest.fixture
def tiny_garble() -> list[articles.MarkedArticle]:
    from mtaudit.bench.sets import marked_article
    from mtaudit.training.readers import Marked

    return [marked_article("g", [Marked("Bad it is.", (1, 1, 0)), Marked("Worse it goes.", (1, 0, 1))])]
