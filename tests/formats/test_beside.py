"""Side by side: every word of both texts is shown, and those that differ are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtaudit.formats.beside import Part, differing

WORDS = st.lists(st.sampled_from(["the", "bank", "Bank,", "said", "40", "-", "rates"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_no_character_is_lost(ours: str, theirs: str) -> None:
    left, right = differing(ours, theirs)
    assert "".join(p.text for p in left) == ours
    assert "".join(p.text for p in right) == theirs


def test_words_that_differ_are_marked_and_a_comma_is_no_difference() -> None:
    left, right = differing("The bank, said 40 people", "the bank said 14 people")
    assert [p.text for p in left if p.differs] == ["40"]
    assert [p.text for p in right if p.differs] == ["14"]
    assert left[0] == Part("The bank, said", False)
