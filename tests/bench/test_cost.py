"""What word scores cost beside the language model's own forward pass."""

from __future__ import annotations

from mtaudit.bench.cost import cost
from mtaudit.bench.sets import MarkedArticle
from mtaudit.core import Article
from mtaudit.models import Models

TEXT = "The council met on Tuesday to discuss the harbor.\n\nThe road had been closed in connection of repairs."


def test_the_forward_pass_and_the_word_scores_are_both_timed(models: Models) -> None:
    forward, scores, ratio = cost(models.fluency, models.tagger, [MarkedArticle(Article("a", TEXT), ())])
    assert forward > 0
    assert scores > 0
    assert ratio > 0
