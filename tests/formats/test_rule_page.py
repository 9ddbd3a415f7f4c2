"""The little Markdown of rule pages."""

from __future__ import annotations

from mtaudit.formats.page import Passage, passages


def plain(text: str) -> tuple[tuple[str, str], ...]:
    return (("", text),)


def test_paragraphs_are_joined_over_line_ends() -> None:
    assert list(passages("One line\nand another.\n\nNext.")) == [
        Passage("p", (plain("One line and another."),)),
        Passage("p", (plain("Next."),)),
    ]


def test_lists_take_their_lead_in_and_their_wrapped_lines() -> None:
    assert list(passages("What it flags:\n- one\n  goes on\n- two")) == [
        Passage("p", (plain("What it flags:"),)),
        Passage("ul", (plain("one goes on"), plain("two"))),
    ]


def test_headings_quotations_and_code() -> None:
    assert list(passages("## Example\n\n> The works.\n\n    as it stands\n      here\n\n```\nx = 1\n```")) == [
        Passage("h", (plain("Example"),)),
        Passage("blockquote", (plain("The works."),)),
        Passage("pre", (plain("as it stands\n  here"),)),
        Passage("pre", (plain("x = 1"),)),
    ]


def test_phrases() -> None:
    (passage,) = passages("A `word` **stands** in *this* place; 2 * 3 * 4 <b>.")
    assert passage.lines == (
        (
            ("", "A "),
            ("code", "word"),
            ("", " "),
            ("strong", "stands"),
            ("", " in "),
            ("em", "this"),
            ("", " place; 2 * 3 * 4 <b>."),
        ),
    )
