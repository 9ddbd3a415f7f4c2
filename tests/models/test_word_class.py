"""Which word could stand where another does."""

from __future__ import annotations

import pytest

from mtaudit.models.lm.word_class import fits


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("dollars", "officials"),
        ("said", "welcomes"),
        ("large", "friendly"),
        ("at", "by"),
        ("him", "he"),
        ("can", "are"),
    ],
)
def test_a_word_fits_where_another_of_its_class_stands(word: str, place: str) -> None:
    assert fits(word, place)
    assert fits(place, word)


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("quickly", "officials"),
        ("prison", "imprison"),
        ("at", "the"),
        ("not", "quickly"),  # an adverb too, but a function word
        ("past", "history"),
        ("behind", "by"),  # a preposition that says where is the writer's to choose
        ("dollars", "kettlewick"),
    ],
)
def test_a_word_of_another_class_does_not_fit(word: str, place: str) -> None:
    assert not fits(word, place)
    assert not fits(place, word)
