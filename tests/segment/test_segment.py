from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Article, Kind, Segment, Span
from mtaudit.segment import segment, words
from mtaudit.segment.sentences import LIMIT, sentences

DATA = Path(__file__).parents[1] / "data"

MARKS = "\n|\n\n|\r\n|\u2028| |\t|. |! |\"|“|”|(|)|[|](x) |**|_|# |> |* |1. |---|…|'|-|\ud83d|\ufeff|\u200b|\x00|\u0301"
BITS = "U.S. |Mr. |said|The|Read more|Leave a Reply|Share|é|😀|新闻。|a@b.co |https://x.org/a.b |4.5|Yahoo! "
FRAGMENTS = st.sampled_from([*MARKS.split("|"), *BITS.split("|"), "|"])
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=60).map("".join)


def segments(text: str, title: str = "") -> tuple[Segment, ...]:
    return segment(Article("a", text, title))


def shown(text: str, title: str = "") -> list[tuple[Kind, str]]:
    return [(s.kind, s.span.of(text)) for s in segments(text, title)]


def body(text: str) -> list[str]:
    return [said for kind, said in shown(text) if kind is Kind.BODY]


def labelled(name: str) -> Iterator[tuple[str, set[int]]]:
    """Each case's text, and where its sentences after the first begin."""
    for topic in tomllib.loads((DATA / name).read_text(encoding="utf-8")).values():
        for case in topic["cases"]:
            parts = case.split("|")
            yield "".join(parts), {sum(map(len, parts[: i + 1])) for i in range(len(parts) - 1)}


def f1(name: str) -> float:
    right = wrong = missed = 0
    for text, gold in labelled(name):
        found = {s.start for s in sentences(text)} - {0}
        right, wrong, missed = right + len(found & gold), wrong + len(found - gold), missed + len(gold - found)
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize(("name", "floor"), [("sentences.toml", 0.975), ("sentences_held_out.toml", 0.98)])
def test_sentence_boundaries_hold_their_floor(name: str, floor: float) -> None:
    assert len(list(labelled(name))) >= 65
    assert f1(name) >= floor


@given(TEXTS)
def test_segments_are_ordered_apart_and_stripped(text: str) -> None:
    found = segments(text)
    assert [s.index for s in found] == list(range(len(found)))
    end = 0
    for s in found:
        assert end <= s.span.start < s.span.end <= len(text)
        assert s.span.of(text) == s.span.of(text).strip()
        end = s.span.end


@given(TEXTS)
def test_nothing_but_white_space_and_marks_is_left_out(text: str) -> None:
    kept = [False] * len(text)
    for s in segments(text):
        kept[s.span.start : s.span.end] = [True] * (s.span.end - s.span.start)
    left = "".join(c for c, keep in zip(text, kept, strict=True) if not keep)
    if "](" not in text:
        assert not [c for c in left if c.isalpha()]


@given(st.lists(st.text(alphabet=" ab.A\"'\n", min_size=1), max_size=20).map("".join))
def test_text_without_marks_is_covered_whole(text: str) -> None:
    covered = "".join(s.span.of(text) for s in segments(text))
    assert "".join(covered.split()) == "".join(text.split())


@given(TEXTS)
def test_words_lie_inside_their_segment_and_begin_and_end_in_letters(text: str) -> None:
    for s in segments(text):
        end = s.span.start
        for word in words(text, s.span):
            assert s.span.covers(word)
            assert end <= word.start
            assert word.of(text)[0].isalnum()
            assert word.of(text)[-1] not in ",;:!?\"”)-'’"
            end = word.end


@given(st.text(max_size=400))
def test_sentences_of_any_text_are_disjoint_and_lose_nothing(text: str) -> None:
    found = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(s.of(text) for s in found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Army's 4.5-mile run", ["The", "U.S.", "Army's", "4.5-mile", "run"]),
        ("“It’s $3,412.07,” he said…", ["It’s", "3,412.07", "he", "said"]),
        ("the players' e-mail (see https://x.org/a-b or a@b.org)", ["the", "players", "e-mail", "see", "or"]),
        ("café cafe\u0301 Łódź", ["café", "cafe\u0301", "Łódź"]),
        ("Amazon.com rose.It fell", ["Amazon.com", "rose", "It", "fell"]),
        ("the 1990s-era 'n' @some_name", ["the", "1990s-era", "n", "some_name"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [w.of(text) for w in words(text, Span(0, len(text)))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was\u00a0J. Holm who ran.\u2028A. Ruiz stayed.", ["It was\u00a0J. Holm who ran.", "A. Ruiz stayed."]),
        ("He ran . .. She stayed !?", ["He ran . ..", "She stayed !?"]),
        ("... and then he ran. ”", ["... and then he ran. ”"]),
    ],
)
def test_sentences_of_untidy_text(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == expected


def test_words_keep_to_the_span() -> None:
    text = "before inside after"
    assert [w.of(text) for w in words(text, Span(3, 10))] == ["ore", "ins"]


def test_an_empty_text_has_no_segments() -> None:
    assert segments("") == segments(" \n\t ") == segments("# \n---\n") == ()


def test_one_paragraph_a_line() -> None:
    text = "Flood reaches Leeds\nThe river rose. It fell.\nNobody was hurt, the mayor of the town said."
    assert shown(text) == [
        (Kind.TITLE, "Flood reaches Leeds"),
        (Kind.BODY, "The river rose."),
        (Kind.BODY, "It fell."),
        (Kind.BODY, "Nobody was hurt, the mayor of the town said."),
    ]


def test_hard_wrapped_paragraphs_are_read_whole() -> None:
    text = (
        "Flood reaches the old town\n"
        "\n"
        "The mayor said that the water would be gone by the end of the week, and\n"
        "that the army would help. He was talking to reporters at the house of Mr.\n"
        "Holm, who lives at the bridge and who had not slept since the first of\n"
        "March.\n"
        "\n"
        "It rains.\n"
    )
    assert body(text) == [
        "The mayor said that the water would be gone by the end of the week, and\nthat the army would help.",
        "He was talking to reporters at the house of Mr.\nHolm, who lives at the bridge and who had not slept "
        "since the first of\nMarch.",
        "It rains.",
    ]


def test_lines_that_no_wrapping_explains_stay_apart() -> None:
    text = (
        "Flood waters reach the old town of Leeds\nrain, the mayor said on Monday, will go on until Friday, at least."
    )
    assert [said for _, said in shown(text)] == text.split("\n")


def test_the_title_is_found_below_the_menu_by_what_it_says() -> None:
    text = "Home\nNews\nIt rained. Then it poured.\nThe river rose on Monday."
    assert shown(text, "It rained. Then it poured. – Example News")[2] == (Kind.TITLE, "It rained. Then it poured.")


@pytest.mark.parametrize(
    "first", ["The river rose on Monday.", "“We ran,” she said.", "Only one line and nothing more"]
)
def test_a_lead_is_no_title(first: str) -> None:
    rest = "\nIt fell on Tuesday." if first.endswith(".") else ""
    assert shown(first + rest)[0][0] is Kind.BODY


def test_headlines_between_paragraphs() -> None:
    text = "The river rose on Monday.\nWhat next\nThe mayor will speak at noon, when the water is down.\nA list\nOf two"
    kinds = {said: kind for kind, said in shown(text)}
    assert kinds["What next"] is Kind.TITLE
    assert kinds["A list"] is kinds["Of two"] is Kind.BODY


def test_captions_and_furniture_have_their_kinds() -> None:
    text = "The river rose.\nPhoto: A woman wades home. She is 40.\nShare on Facebook\nIt fell. Read more."
    assert [kind for kind, _ in shown(text)] == [
        Kind.BODY,
        Kind.CAPTION,
        Kind.CAPTION,
        Kind.BOILERPLATE,
        Kind.BODY,
        Kind.BOILERPLATE,
    ]


def test_markdown_marks_stay_outside_and_offsets_inside_the_raw_text() -> None:
    text = (
        "# Flood reaches Leeds\n\n"
        "The **river** rose on [Monday](http://x.org/a_b. It fell.\n\n"
        "## What next\n\n> He ran. **She stayed.** _They_ left.\n\n* Ten dead\n1. First one\n"
    )
    assert [said for _, said in shown(text)] == [
        "Flood reaches Leeds",
        "The **river** rose on [Monday](http://x.org/a_b.",
        "It fell.",
        "What next",
        "He ran.",
        "She stayed.",
        "They_ left.",
        "Ten dead",
        "First one",
    ]


@pytest.mark.parametrize("unit", ["word ", "x", ". ", '"', ' "', "a! ", "[", "**a ", "> ", "May. ", "\u0301", "😀 "])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        start = perf_counter()
        assert all(s.span.end - s.span.start <= 2 * LIMIT for s in segments(unit * count) if unit.strip() != '"')
        return perf_counter() - start

    seconds(100)
    assert seconds(40_000 // len(unit)) < 1.5
