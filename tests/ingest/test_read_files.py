"""Paths, folders, patterns and standard input, and telling what a file is whatever it is called."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read
from tests.support.inputs import PAGE, RSS, analyze_all, articles, read_article, read_failure, read_paths

STORY = "Bridge approved\n\nThe council said yes on Tuesday.\n"
ROW = '{"id": "a1", "text": "The council said yes."}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a newsroom may have it, with files that are no articles beside those that are."""
    files: dict[str, bytes | str] = {
        "b.txt": STORY,
        "a.md": "# Bridge *approved*\n\nThe council said yes.\n",
        "deep/er/page.html": PAGE,
        "deep/feed.xml": RSS,
        "rows.jsonl": ROW,
        "rows.jsonl.gz": gzip.compress(ROW.encode()),
        "gold.jsonl": '{"id": "a1", "spans": [[0, 3]]}\n{"id": "a2", "spans": []}\n',
        "gold-list.json": '[{"id": "a1", "spans": [[0, 3]]}]',
        "package.json": '{"name": "site", "version": "1.0.0"}',
        "sitemap.xml": '<?xml version="1.0"?><urlset><url/></urlset>',
        "not-really.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "photo.jpg": b"\xff\xd8\xff",
        "script.py": "print()",
        ".hidden.txt": STORY,
        ".git/readme.txt": STORY,
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def test_a_folder_gives_its_articles_in_order_and_passes_over_the_rest(folder: Path) -> None:
    found = read_paths(folder)
    kept = [one for one in found if isinstance(one, Article)]
    ids = [one.id.removeprefix(str(folder) + os.sep).replace(os.sep, "/") for one in kept]
    assert ids == ["a.md", "b.txt", "a1", "a1", "g1", "deep/er/page.html"]
    passed_over = [Path(one.input).name for one in found if isinstance(one, Failure) and one.passed_over]
    assert passed_over == ["gold-list.json", "gold.jsonl", "not-really.txt", "package.json", "sitemap.xml"]
    assert len(found) == len(kept) + len(passed_over)


def test_the_same_file_named_outright_is_a_failure(folder: Path) -> None:
    found = read_paths(
        folder / "gold.jsonl", folder / "package.json", folder / "sitemap.xml", folder / "not-really.txt"
    )
    assert [Path(one.input).name for one in found if isinstance(one, Failure)] == [
        "gold.jsonl line 1",
        "gold.jsonl line 2",
        "package.json line 1",
        "sitemap.xml",
        "not-really.txt",
    ]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
def test_a_row_without_text_among_rows_with_it_is_told_even_in_a_folder(tmp_path: Path, name: str) -> None:
    rows = ['{"id": "a0", "body": "x"}', ROW.strip(), '{"id": "a2"}']
    (tmp_path / name).write_text("\n".join(rows) if name.endswith("l") else f"[{','.join(rows)}]")
    found = read_paths(tmp_path)
    assert [type(one).__name__ for one in found] == ["Failure", "Article", "Failure"]
    assert not any(one.passed_over for one in found if isinstance(one, Failure))


def test_a_report_of_mtaudits_own_is_passed_over_in_a_folder_and_a_failure_if_named(tmp_path: Path) -> None:
    story, report = tmp_path / "page.html", tmp_path / "reports" / "page.html"
    story.write_text(PAGE.replace("<head>", '<head><meta name="generator" content="WordPress 6.5">'))
    report.parent.mkdir()
    report.write_text(PAGE.replace("<head>", '<head><meta name="Generator" content="mtaudit 0.1">'))
    kept, passed_over = read_paths(tmp_path)
    (failed,) = read_paths(report)
    assert isinstance(kept, Article)
    for found, over in ((passed_over, True), (failed, False)):
        assert isinstance(found, Failure)
        assert (found.input, found.passed_over) == (str(report), over)
        assert "it is a report that mtaudit wrote" in found.message


def test_a_folder_with_nothing_to_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (found,) = read_paths(tmp_path)
    assert isinstance(found, Failure)
    assert "holds no file" in found.message


def test_patterns_are_expanded_once_and_hidden_files_left_out(folder: Path) -> None:
    found = read_paths(folder / "[ab].*")
    assert [one.title for one in articles(found, 2)] == ["Bridge approved", "Bridge approved"]
    assert len(articles(read_paths(folder / "**" / "*.html"), 1)) == 1
    assert len(articles(read_paths(folder / "de*" / "**"), 2)) == 2


def test_a_relative_pattern_and_a_relative_path_give_relative_ids(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert [one.id for one in articles(read_paths("b.t*", "./b.txt"), 2)] == ["b.txt", "./b.txt"]


def test_a_pattern_without_a_match_is_a_failure(tmp_path: Path) -> None:
    (found,) = read_paths(tmp_path / "*.txt")
    assert isinstance(found, Failure)
    assert "no file matches" in found.message


def test_a_name_that_exists_is_not_taken_for_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "story [1].txt").write_text(STORY)
    (tmp_path / "story 1.txt").write_text("Another story.")
    (found,) = articles(read_paths(tmp_path / "story [1].txt"), 1)
    assert found.text == STORY


@pytest.mark.parametrize("name", ["no-such-file.txt", "", "nul\0byte.txt", "x" * 5000, "b.txt/inside", "ftp://e.org/a"])
def test_a_name_that_leads_nowhere_is_a_failure_and_the_next_input_goes_on(folder: Path, name: str) -> None:
    failed, story = read_paths(name, folder / "b.txt")
    assert isinstance(failed, Failure)
    assert failed.input == name
    assert failed.message
    assert not isinstance(story, Failure)


def test_standard_input_is_read_once() -> None:
    first, second = read(["-", "-"], Settings(), io.BytesIO(STORY.encode()))
    assert not isinstance(first, Failure)
    assert (first.id, first.text) == ("-", STORY)
    assert isinstance(second, Failure)
    assert "is empty" in second.message


def test_reading_is_lazy(folder: Path) -> None:
    found = read([str(folder / "b.txt"), str(folder / "late.txt")], Settings())
    next(found)
    (folder / "late.txt").write_text(STORY)
    late = next(found)
    assert not isinstance(late, Failure)


@pytest.mark.parametrize("name", ["story.txt", "story", "story.pdf", "story.xml", "story.json", "story.html"])
def test_what_a_file_is_is_told_from_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for content, part in (
        (PAGE, "page"),
        (RSS, "summary"),
        (ROW + ROW, "text"),
        (gzip.compress(PAGE.encode(), mtime=0), "page"),
    ):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        assert {one.part for one in read_paths(path) if not isinstance(one, Failure)} == {part}
    path.write_text(ROW + ROW)
    assert [one.id for one in articles(read_paths(path), 2)] == ["a1", "a1"]


def test_text_in_brackets_or_with_markup_in_it_stays_text(tmp_path: Path) -> None:
    for text in (
        "[Updated] The council said yes.",
        "{{ lead }} The council said yes.",
        "<3 is a heart.",
        "A <b>b</b>.",
    ):
        assert read_article(text).text == text
    path = tmp_path / "readme.md"
    path.write_text('<p align="center">Logo</p>\n\n# Bridge approved\n')
    (found,) = articles(read_paths(path), 1)
    assert found.text == path.read_text()
    assert found.title == "Bridge approved"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_input_is_a_failure(data: bytes) -> None:
    assert "is empty" in read_failure(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\0\0",
        b"text and then\0" + b"more text " * 20,
        b"plain text " * 9000 + b"\0",
        b"\x01\x02\x03\x04\x05abc" * 40,
        gzip.compress(b"\0\1\2\3" * 100, mtime=0),
        gzip.compress(gzip.compress(STORY.encode(), mtime=0), mtime=0),
    ],
)
def test_binary_content_is_a_failure(data: bytes) -> None:
    assert "binary" in read_failure(data)


def test_gzip_is_unpacked_within_bounds() -> None:
    assert read_article(gzip.compress(STORY.encode())).text == STORY
    bomb = gzip.compress(b"word " * 2_000_000)
    assert len(bomb) < 20_000
    assert "larger than 100,000 bytes" in read_failure(bomb, max_bytes=100_000)
    assert "gzip" in read_failure(gzip.compress(STORY.encode())[:-9])
    assert "gzip" in read_failure(b"\x1f\x8b\x08" + b"no gzip after all")


def test_a_long_single_line_is_read_and_one_over_the_bound_is_not() -> None:
    line = "The council said yes. " * 450_000
    assert read_article(line).text == line
    assert "split it" in (message := read_failure(line, max_bytes=1_000_000))
    assert "max_bytes" not in message
    assert analyze_all("a" * 1000, max_bytes=1000) == [read_article("a" * 1000)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge approved\r\n\r\nThe council said yes.", "Bridge approved"),
        ("\n\n  Will the bridge come?  \n\nNobody knows.", "Will the bridge come?"),
        ("The council said yes on Tuesday.\n\nMore follows.", ""),
        ("# Bridge **approved** #\n\nText.", "Bridge approved"),
        ("## [Bridge](https://news.example) approved in US_test_case\n", "Bridge approved in US_test_case"),
        ("---\ndate: 2024-05-01\n---\n\n# Bridge approved\n\nText.", "Bridge approved"),
        ("#MeToo hearing opens\n\nText.", "#MeToo hearing opens"),
        ("word " * 60 + "\n\nText.", ""),
    ],
)
def test_the_title_is_a_first_line_like_a_headline_or_else_a_heading(text: str, title: str) -> None:
    found = read_article(text)
    assert found.title == title
    assert found.text == text
