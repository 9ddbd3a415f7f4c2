"""Loops, doubled words and sentences printed twice."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Finding, Kind, Severity
from mtaudit.rules.fluency.repetition import Repetition
from mtaudit.rules.text.loops import Loop, loops
from tests.support.analysis import read

LETTERS = st.lists(st.sampled_from("abc"), max_size=40)


def found(text: str, title: str = "") -> list[Finding]:
    return list(Repetition().detect(read(text, title)))


def test_loop_is_marked_whole_and_one_round_of_it_is_expected() -> None:
    (loop,) = found("They voted on the plan on the plan on the plan on Friday, and went home.")
    assert loop.text == "on the plan on the plan on the plan on"
    assert loop.evidence == {"expected": ["on the plan"], "repeated": "on the plan", "times": 3}
    assert loop.severity is Severity.MAJOR


@pytest.mark.parametrize("times", [6, 50])
def test_decoder_that_got_stuck_is_critical(times: int) -> None:
    (loop,) = found("He can play in any position, " + "he can score, " * times + "and he can defend.")
    assert loop.severity is Severity.CRITICAL
    assert loop.evidence["times"] == times


def test_doubled_word_is_minor_and_says_what_was_meant() -> None:
    (double,) = found("The head of the the committee left before the vote.")
    assert (double.text, double.severity) == ("the the", Severity.MINOR)
    assert double.evidence["expected"] == ["the"]


def test_doubled_word_is_found_over_the_end_of_a_wrapped_line() -> None:
    text = (
        "The head of the committee that had looked into the affair left before the\n"
        "the vote was taken, because nobody had told him that it would be held on\n"
        "that day, and his deputy stayed at home with a cold for most of the week."
    )
    assert [f.text for f in found(text)] == ["the\nthe"]


def test_sentence_is_marked_where_it_comes_again() -> None:
    once = "The minister arrived in the capital shortly before noon."
    between = "Talks with the unions are expected to begin in the evening of the same day."
    text = f"{once}\n\n{between}\n\n{once}\n\nNobody else came."
    (far,) = found(text)
    (near,) = found(f"{once}\n\n{once}\n\n{between}\n\nNobody else came.")
    assert far.span.start == text.rindex(once)
    assert (far.severity, near.severity) == (Severity.MINOR, Severity.MAJOR)
    assert far.evidence["repeated"] == once


def test_each_copy_after_the_first_is_marked() -> None:
    once = "The minister arrived in the capital shortly before noon."
    assert len(found("\n\n".join([once] * 4))) == 3


def test_quotation_that_stands_apart_again_is_none() -> None:
    quote = '"We have never seen so much rain in so short a time," the mayor of the town said.'
    assert found(f"{quote}\n\nThe river rose by two metres.\n\n{quote}\n\nThe bridge is closed.") == []


def test_page_furniture_is_left_alone() -> None:
    analysis = read(
        "The river rose by two metres on Monday night.\n\nShare this article on Facebook on Facebook on Facebook"
    )
    furniture = [s.span for s in analysis.segments if s.kind is Kind.BOILERPLATE]
    assert furniture
    assert not any(f.span.overlaps(span) for f in Repetition().detect(analysis) for span in furniture)


@pytest.mark.parametrize(
    "text",
    [
        "the " * 40_000,
        "ab cd " * 20_000,
        "x y z the the a " * 6_000,
        "\n\n".join(f"The cat sat on the mat and then went to room {i}." for i in range(4_000)),
        "\n\n".join(["The cat sat on the mat and then went home."] * 4_000),
    ],
    ids=["word", "pair", "doubles", "alike", "same"],
)
def test_time_grows_with_length_only(text: str) -> None:
    analysis = read(text)
    start = time.perf_counter()
    list(Repetition().detect(analysis))
    assert time.perf_counter() - start < 10


@given(LETTERS, st.integers(1, 8))
def test_loops_are_all_the_places_where_a_sequence_repeats(items: list[str], longest: int) -> None:
    seen = {(loop.period, i) for loop in loops(items, longest) for i in range(loop.begin, loop.end - loop.period)}
    assert seen == {(p, i) for p in range(1, longest + 1) for i in range(len(items) - p) if items[i] == items[i + p]}


@given(LETTERS.filter(bool), st.integers(2, 5))
def test_loop_counts_whole_rounds(unit: list[str], times: int) -> None:
    best = max(loops(unit * times, len(unit)), key=lambda loop: loop.end - loop.begin)
    assert best.times >= times
    assert Loop(0, 7, 3).times == 2
