"""Other forms of a word, whatever the word is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.models.lm.inflection import inflections


@pytest.mark.parametrize("word", ["y", "s", "ed", "ies", "ying"])
def test_a_word_that_is_hardly_more_than_an_ending_has_forms_or_none(word: str) -> None:
    assert word not in inflections(word)


@given(st.text(alphabet="abcdeginsuvy", min_size=1, max_size=8))
def test_any_lower_case_word_is_taken(word: str) -> None:
    assert word not in inflections(word)


def test_the_most_common_form_comes_first() -> None:
    assert inflections("pulled")[0] == "pull"
