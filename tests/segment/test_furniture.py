from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Kind
from mtaudit.segment.furniture import LONGEST, Role, is_furniture, kinds, role_of

LABELLED = Path(__file__).parents[1] / "data" / "furniture.toml"
PROSE = "The river rose on Monday, and by nightfall the lower part of the town stood under water."


def labelled() -> Iterator[tuple[str, Role | None]]:
    for name, rows in tomllib.loads(LABELLED.read_text(encoding="utf-8")).items():
        for line in rows["lines"]:
            yield line, None if name == "prose" else Role(name)


def boilerplate(*lines: str) -> list[str]:
    return [line for line, kind in zip(lines, kinds(lines), strict=True) if kind is Kind.BOILERPLATE]


@pytest.mark.parametrize(("line", "role"), list(labelled()))
def test_labelled_lines(line: str, role: Role | None) -> None:
    assert role_of(line) is role


@pytest.mark.parametrize("dress", ["• {}", "  {} »", "→ {}:", "{}.", "{}…", "\u00a0{}"])
def test_bullets_arrows_and_stops_do_not_hide_furniture(dress: str) -> None:
    assert role_of(dress.format("Share on Facebook")) is Role.ALONE


@pytest.mark.parametrize("say", [str.upper, str.lower, str.title])
def test_case_does_not_matter(say: Callable[[str], str]) -> None:
    assert role_of(say("Your email address will not be published")) is Role.END


def test_a_name_is_not_taken_for_a_byline_without_capitals() -> None:
    assert role_of("By Jane Doe") is Role.ALONE
    assert role_of("by and large") is None


def test_menu_words_are_furniture_only_in_company() -> None:
    assert boilerplate("Sport", PROSE) == []
    assert boilerplate("Sport", "World", PROSE) == ["Sport", "World"]
    assert boilerplate(PROSE, "Share", "Share on Facebook") == ["Share", "Share on Facebook"]


def test_headlines_of_other_stories_go_with_the_heading_above_them() -> None:
    page = (
        PROSE,
        "Related stories",
        "Dam fails in the north",
        "Five dead after storm",
        PROSE,
        "Dam fails in the south",
    )
    assert boilerplate(*page) == ["Related stories", "Dam fails in the north", "Five dead after storm"]


def test_the_headline_of_the_article_is_not_taken_for_a_teaser() -> None:
    assert boilerplate("Most read", "Dam fails in the north", PROSE) == ["Most read"]


def test_a_list_of_headlines_ends() -> None:
    headlines = [f"Dam number {n} fails" for n in range(40)]
    assert len(boilerplate(PROSE, "Most read", *headlines)) < 20


def test_all_that_follows_a_comment_form_is_furniture() -> None:
    comment = "I read this twice and I still do not see why they did not leave when they could."
    assert boilerplate(PROSE, PROSE, "Leave a Reply", comment) == ["Leave a Reply", comment]


def test_a_comment_form_above_the_article_ends_nothing() -> None:
    assert boilerplate("Join the conversation", PROSE, PROSE) == ["Join the conversation"]
    assert boilerplate(PROSE, "Join the conversation", PROSE, PROSE) == ["Join the conversation"]


def test_captions_are_told_from_credits() -> None:
    assert kinds(["Photo: A woman wades home through the flood.", "Photo: Reuters"]) == (Kind.CAPTION, Kind.BOILERPLATE)


def test_stray_furniture_within_a_paragraph() -> None:
    assert is_furniture("Read more.")
    assert not is_furniture("Sport.")
    assert not is_furniture("Latest news.")


def test_a_long_paragraph_is_prose_whatever_it_says() -> None:
    assert role_of("Copyright 2021 Example News. All rights reserved. " + "It rained. " * LONGEST) is None


@pytest.mark.parametrize(
    "opening", ["Tags: bridges.", "Copyright Example News.", "Follow us on Twitter!", "See also: Floods."]
)
def test_a_paragraph_is_furniture_by_its_sentences_and_not_by_its_first_words(opening: str) -> None:
    assert boilerplate(f"{opening} {PROSE}", PROSE) == []
    assert boilerplate(f"{opening} All rights reserved.", PROSE) == [f"{opening} All rights reserved."]


def test_a_page_without_lines() -> None:
    assert kinds([]) == ()


@given(st.lists(st.text(max_size=30), max_size=20))
def test_every_line_gets_a_kind(lines: list[str]) -> None:
    assert len(kinds(lines)) == len(lines)


@pytest.mark.parametrize("head", ["", "Photo: ", "By ", "Home > ", "Copyright ", "Tags: ", "Reporting by "])
@pytest.mark.parametrize("unit", ["A-", "A ", "1 ", "A / ", "( ", ". ", "AP/", "#a ", "May 1, "])
def test_hostile_lines_are_matched_quickly(head: str, unit: str) -> None:
    role_of("warm")
    start = perf_counter()
    role_of((head + unit * LONGEST)[: LONGEST - 2] + "\x00!")
    assert perf_counter() - start < 0.25
