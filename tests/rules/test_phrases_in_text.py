"""Candidates: what an editor would select, never too long, never twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Need
from mtaudit.rules.text.phrases import GAP, LONGEST, NEAR, runs
from tests.support.analysis import read

pytestmark = pytest.mark.model

SEED = 0.4
SCORES = st.lists(st.floats(0, 1), max_size=80)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.1, 0.9, 0.1], [(1, 1)]),
        ([0.1, 0.4, 0.9, 0.4, 0.1], [(1, 3)]),
        ([0.9, 0.1, 0.9], [(0, 2)]),
        ([0.9, 0.1, 0.1, 0.9], [(0, 0), (3, 3)]),
        ([0.9, 0.1, 0.25, 0.5], [(0, 0), (2, 3)]),
        ([0.3, 0.3, 0.3], []),
        ([], []),
    ],
)
def test_a_run_grows_from_its_worst_word_over_neighbours_like_it_and_short_gaps(
    scores: list[float], expected: list[tuple[int, int]]
) -> None:
    assert runs(scores, SEED) == expected


@given(SCORES)
def test_no_two_runs_share_a_word_and_every_seed_is_in_one(scores: list[float]) -> None:
    found = runs(scores, SEED)
    covered = [i for first, last in found for i in range(first, last + 1)]
    assert covered == sorted(set(covered))
    assert all(last - first < LONGEST for first, last in found)
    assert {i for i, s in enumerate(scores) if s >= SEED} <= set(covered)
    for first, last in found:
        bar = max(SEED / 2, NEAR * max(scores[first : last + 1]))
        assert scores[first] >= bar
        assert scores[last] >= bar
        low = "".join("x" if s < bar else "." for s in scores[first : last + 1])
        assert "x" * (GAP + 1) not in low


def test_headlines_are_told_apart_lists_left_out_and_quotations_marked() -> None:
    text = (
        "Derby overturns the steam of the leader in the night\n\n"
        "The rescuers were able to pulled three survivors from the rubble on Thursday, the mayor said.\n\n"
        "“We was in at the roof of was,” said the man who have seen it on Thursday in the town.\n\n"
        "Loxley 0-0 Harbour Park (aet; Loxley win 5-4 on pens)\n"
    )
    found = read(text, needs=frozenset({Need.FLUENCY})).sentences
    assert [s.headline for s in found] == [True, False, False]
    starts = [s.words[0].span.of(text) for s in found]
    assert starts == ["Derby", "The", "We"]
    assert any(phrase.quoted for phrase in found[2].phrases)
    assert not any(phrase.quoted for phrase in found[1].phrases)
