"""Comments that ask for a rule to be let be: read where they are well formed, told where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Ignore
from mtaudit.ingest.comments import ignores


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("<!-- mtaudit: ignore MT501 -- house style -->", Ignore("MT501", "house style")),
        ("<!--mtaudit:ignore calque--the minister's own words-->", Ignore("calque", "the minister's own words")),
        ("<!-- mtaudit: ignore MT103 -->", Ignore("MT103", "")),
        ("<!-- mtaudit: ignore MT103 --  -->", Ignore("MT103 --", "")),
        ("<!-- mtaudit:ignore MT103, MT501 -- both -->", Ignore("MT103, MT501 -- both", "")),
        ("<!-- mtaudit: ignore -->", Ignore("", "")),
        ("<!-- mtaudit: ignore MT501\n  -- house\n  style -->", Ignore("MT501", "house style")),
    ],
)
def test_a_comment_is_read_or_kept_to_be_told(comment: str, found: Ignore) -> None:
    assert ignores(f"A text.\n{comment}\nMore of it.\n{comment}") == (found,)


@given(st.text(st.sampled_from("<!-> mtaudit:ignore\nMT1"), max_size=60))
def test_any_comment_is_one_line_of_what_it_says(text: str) -> None:
    assert all("\n" not in ignore.rule + ignore.reason and "-->" not in ignore.rule for ignore in ignores(text))
