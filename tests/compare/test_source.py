"""An article beside its source: every sentence has a place, and what stands in another's place is shown there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.bench.pairs import original_of
from mtaudit.compare.source import set_beside
from mtaudit.core import ComparisonKind, SourceMeasures


def unit(*directions: int, width: int = 8) -> np.ndarray:
    """A vector along one axis for each number."""
    return np.eye(width, dtype=np.float32)[list(directions)].reshape(len(directions), width)


def test_a_sentence_that_says_something_else_stands_beside_the_one_whose_place_it_took() -> None:
    source = original_of("source", ["eins eins", "zwei zwei", "drei drei"])
    twin = set_beside(["one one", "else else", "three three"], unit(0, 5, 2), source, unit(0, 1, 2))
    assert [(p.article_side, p.other_side, p.similarity) for p in twin.pairs] == [
        ((0,), (0,), 1.0),
        ((1,), (1,), 0.0),
        ((2,), (2,), 1.0),
    ]
    assert twin.kind is ComparisonKind.TRANSLATION
    assert twin.measures == SourceMeasures(adequacy=0.667, typical=1.0, kept=0.667, used=0.667)


def test_what_one_side_lacks_has_no_counterpart() -> None:
    source = original_of("source", ["eins eins", "zwei zwei", "drei drei"])
    twin = set_beside(["one one", "three three"], unit(0, 2), source, unit(0, 1, 2))
    assert [p.other_side for p in twin.pairs if not p.article_side] == [(1,)]
    assert twin.measures.used == 0.667
    assert not twin.is_doubtful


def test_a_source_of_another_text_is_doubtful() -> None:
    source = original_of("source", ["eins eins", "zwei zwei"])
    assert set_beside(["one one", "two two"], unit(4, 5), source, unit(0, 1)).is_doubtful
    assert set_beside(["one one"], unit(4), original_of("source", ["a", "b", "c"]), unit(0, 1, 2)).is_doubtful


@given(st.lists(st.integers(0, 7), max_size=9), st.lists(st.integers(0, 7), max_size=9))
def test_every_sentence_of_both_is_in_one_pair_in_order(article_side: list[int], other_side: list[int]) -> None:
    source = original_of("source", [f"Satz {i}" for i in other_side])
    twin = set_beside([f"Line {i}" for i in article_side], unit(*article_side), source, unit(*other_side))
    assert [i for p in twin.pairs for i in p.article_side] == list(range(len(article_side)))
    assert [j for p in twin.pairs for j in p.other_side] == list(range(len(other_side)))
    assert all(0 <= p.similarity <= 1 for p in twin.pairs)
