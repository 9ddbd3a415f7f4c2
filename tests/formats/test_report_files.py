"""Report files: names that are safe anywhere, and no half-written page."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.errors import MtauditError
from mtaudit.files.whole import replacing, write_whole
from mtaudit.formats.file_name import file_name

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


def test_writers_of_one_page_never_show_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    pages = {bytes([letter]) * 100_000 for letter in b"abcd"}

    def write(page: bytes) -> set[bytes]:
        seen = set()
        for _ in range(25):
            write_whole(path, page)
            seen.add(path.read_bytes())
        return seen

    with ThreadPoolExecutor() as pool:
        assert set().union(*pool.map(write, pages)) <= pages
    assert list(tmp_path.iterdir()) == [path]


def test_a_stream_replaces_a_file_only_with_something(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with replacing(path):
        pass
    assert path.read_text() == "old"
    with suppress(KeyError), replacing(path) as stream:
        stream.write("half")
        raise KeyError
    assert path.read_text() == "old"
    with replacing(path) as stream:
        stream.write("new\n")
    assert path.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_leading_to_its_file_and_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    with replacing(tmp_path / "link.jsonl") as stream:
        stream.write("new")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == "new"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text)
        with replacing(pipe) as stream:
            stream.write("through")
        assert read.result() == "through"
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is full")
def test_a_full_disk_is_named_as_one() -> None:
    with pytest.raises(MtauditError, match="make room on the disk"), replacing(Path("/dev/full")) as stream:
        stream.write("report")
