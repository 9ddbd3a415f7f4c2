"""What is no prose in Markdown: told apart with its offsets, and never marked."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import Article, Kind
from mtaudit.models import Models
from mtaudit.segment import segment
from mtaudit.segment.markdown import asides

PROSE = "The harbour board closed the north quay on Monday."
WRONG = "informations"
TEXT = f"""---
title: Some {WRONG}
---

# Quay to close

{PROSE}

```python
fetch({WRONG})
```

Run `get {WRONG}` or read [the notice](/{WRONG}/2024 "The {WRONG}"), then <https://example.com/{WRONG}> it.

| place | {WRONG} |
|---|---|
| quay | many {WRONG} |

<div class="{WRONG}">
{WRONG}
</div>

[notice]: https://example.com/{WRONG}

The board gave no {WRONG}.
"""


def kinds(text: str, part: str = "text") -> dict[str, Kind]:
    return {s.span.of(text): s.kind for s in segment(Article("a", text, part=part))}


def marked(text: str) -> list[tuple[str, int]]:
    """What is found by a rule that looks for a word, and where."""
    settings = Settings.from_mapping({"select": ["calque"]})
    report = Auditor(settings, Models(settings)).audit(Article("a", text))
    return [(f.text, f.span.start) for f in report.findings]


def test_blocks_that_are_no_prose_are_segments_of_their_own_kind() -> None:
    found = kinds(TEXT)
    assert [(kind.value, said.splitlines()[0]) for said, kind in found.items() if not kind.is_prose] == [
        ("markup", "---"),
        ("code", "```python"),
        ("table", f"| place | {WRONG} |"),
        ("markup", f'<div class="{WRONG}">'),
        ("markup", f"[notice]: https://example.com/{WRONG}"),
    ]
    assert found["Quay to close"] is Kind.TITLE
    assert found[PROSE] is Kind.BODY
    assert found[next(said for said in found if said.startswith("Run `get"))] is Kind.BODY


def test_only_the_prose_is_marked() -> None:
    assert marked(TEXT) == [(WRONG, TEXT.rindex(WRONG))]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_hold_whatever_ends_a_line(newline: str) -> None:
    text = TEXT.replace("\n", newline)
    assert marked(text) == [(WRONG, text.rindex(WRONG))]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n```\n{PROSE} The board gave no {WRONG}.\n\nNot one.\n",
        f"{PROSE}\n\n<!-- {PROSE}\n\nThe board gave no {WRONG}.\n",
        f"<script>\n{PROSE}\n\nThe board gave no {WRONG}.\n",
        f"{PROSE} ``The board gave no {WRONG},'' she said. ``None at all.''",
        f"{PROSE} The `board' gave no {WRONG} to the `press'.",
        f"---\nThe board gave no {WRONG}.\n---\n\n{PROSE}",
        f"{PROSE}\n\n    The board gave no {WRONG}.\n",
        f"[Applause]: the board gave no {WRONG} to them.",
    ],
)
def test_what_never_closes_and_what_is_no_markdown_hides_nothing(text: str) -> None:
    assert marked(text) == [(WRONG, text.index(WRONG))]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{PROSE}</p>\n<p class='lede'>The board gave no {WRONG}.</p>\n",
        f"<div>\n{PROSE} The board gave no {WRONG}.\n</div>\n",
        f"{PROSE} {PROSE} {PROSE} {PROSE} {PROSE}\n\n<p title='informations'>The board gave no <b>{WRONG}</b>.</p>",
        f"{PROSE}\n\n&lt;div&gt; The board gave no {WRONG}. &lt;/div&gt;\n",
    ],
)
def test_html_that_an_article_is_written_in_hides_nothing_but_its_tags(text: str) -> None:
    assert marked(text) == [(WRONG, text.rindex(WRONG))]


def test_the_text_of_a_page_is_no_markdown() -> None:
    text = f"{PROSE}\n\n```\n\n{PROSE}\n\n```"
    assert asides(Article("a", text, part="page")) == ()
    assert kinds(text, "page")[PROSE] is Kind.BODY


MARKS = [
    "```\n",
    "~~~\n",
    "`",
    "``",
    "[a](b)",
    "](",
    "![",
    "<b>",
    "</b>",
    "<div>\n",
    "<!--",
    "-->",
    "> ",
    "- ",
    "---\n",
]
MARKS += [
    "# ",
    "a: b\n",
    "|x|y|\n|-|-|\n",
    "[r]: u\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "word ",
    "Words end. ",
    "\x00",
    "\u2028",
]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=6)), max_size=50)


@given(TEXTS.map("".join))
def test_asides_and_segments_keep_apart_and_within_the_text(text: str) -> None:
    end = 0
    for aside in asides(Article("a", text)):
        assert end <= aside.span.start < aside.span.end <= len(text)
        end = aside.span.end
    end = 0
    for found in segment(Article("a", text)):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end


@pytest.mark.parametrize(
    "unit", ["[", "![", "[a](b [", "`a ", "<a ", "```\n", "|a|b|\n|-|-|\n", "[a](b) ", "~~~\n\n", "> "]
)
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    asides(Article("a", "`warm`"))
    start = process_time()
    asides(Article("a", unit * (20_000 // len(unit)) + "`](<"))
    assert process_time() - start < 5


def test_tables_of_rows_that_are_filled_up_take_bounded_time() -> None:
    table = "|a" * 256 + "\n" + "|-" * 256 + "\n" + "|b\n" * 256 + "\n"
    found = asides(Article("a", f"|a|b|\n|-|-|\n|c|d|\n\n{table * 40}"))
    assert 1 < len(found) < 6
