"""Report files: names that are safe anywhere, and no half-written page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.errors import MtauditError
from mtaudit.formats.files import file_name, write_whole

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)


@given(ANY_TEXT, ANY_TEXT)
def test_a_name_is_short_plain_and_stays_in_its_folder(article_id: str, title: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,72}-[0-9a-f]{12}\.html", file_name(article_id, title))


@given(st.lists(ANY_TEXT, unique=True, min_size=2, max_size=2), ANY_TEXT)
def test_two_ids_have_two_names(ids: list[str], title: str) -> None:
    assert file_name(ids[0], title) != file_name(ids[1], title)


def test_a_name_can_be_read() -> None:
    assert file_name("x", "Café: port’s fall").startswith("cafe-ports-fall-")
    assert file_name("../../etc/passwd", "").startswith("etc-passwd-")
    assert file_name("東京", "").startswith("article-")


def test_a_page_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MtauditError, match=r"cannot write .*page\.html.*give a folder"):
        write_whole(tmp_path / "file" / "page.html", b"page")


def test_a_failed_write_leaves_the_old_page_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.mkdir()
    (path / "old").write_text("kept")
    with pytest.raises(MtauditError):
        write_whole(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
