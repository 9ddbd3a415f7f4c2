"""Counting beforehand: what can be counted, and that nothing is used up by it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtaudit.ingest.count import count
from tests.support.inputs import RSS, articles, read_paths

STORY = "Bridge approved\n\nThe council said yes on Tuesday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "feed.xml").write_text(RSS.replace("</channel>", "<item><title>Two</title></item></channel>"))
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": "x"}\n' * 3)
    return tmp_path


@pytest.fixture
def pipe(folder: Path) -> Iterator[Path]:
    """A named pipe with a story in it, once."""
    path = folder / "pipe.txt"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(STORY,), daemon=True)
    writer.start()
    yield path
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # lets the writer go, and waits for none
    writer.join()
    os.close(reader)


def test_files_folders_and_patterns_are_counted(folder: Path) -> None:
    assert count([str(folder)]) == 6
    assert count([str(folder / "a.txt"), str(folder / "*.xml"), str(folder / "none.txt")]) == 3


def test_json_lines_with_a_bad_byte_are_counted(folder: Path) -> None:
    (folder / "rows.jsonl").write_bytes(b'{"id": "a", "text": "caf\xe9"}\n' * 3)
    assert count([str(folder)]) == 6


@pytest.mark.parametrize(
    "name", ["-", "http://127.0.0.1/", "https://127.0.0.1/", "HTTPS://127.0.0.1/", "ftp://127.0.0.1/"]
)
def test_what_would_have_to_be_fetched_is_not_counted(folder: Path, name: str) -> None:
    assert count([str(folder), name]) is None


def test_a_pipe_is_left_to_be_read(folder: Path, pipe: Path) -> None:
    assert count([str(folder / "a.txt"), str(pipe)]) is None
    (found,) = articles(read_paths(pipe), 1)
    assert found.text == STORY


def test_a_pipe_that_a_pattern_matches_is_left_and_one_in_a_folder_is_no_article(folder: Path, pipe: Path) -> None:
    assert count([str(folder / "p*.txt")]) is None
    assert count([str(folder)]) == 6


def test_a_pipe_that_the_shell_hands_over_is_left_to_be_read() -> None:
    out, into = os.pipe()
    try:
        os.write(into, STORY.encode())
        os.close(into)
        assert count([f"/dev/fd/{out}"]) is None
        (found,) = articles(read_paths(f"/dev/fd/{out}"), 1)
    finally:
        os.close(out)
    assert found.text == STORY
