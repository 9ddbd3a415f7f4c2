"""JSON Lines, JSON with one article or several, and JSON Feed."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read
from tests.support.inputs import analyze_all, articles, read_article, read_failure

ANY_TEXT = st.text(st.characters(codec=None, categories=None, exclude_categories=()), max_size=80)


@given(st.lists(ANY_TEXT, min_size=1, max_size=5), st.booleans())
def test_any_text_comes_back_exactly(texts: list[str], ascii_only: bool) -> None:
    ascii_only = ascii_only or any("\ud800" <= c <= "\udfff" for text in texts for c in text)
    lines = [json.dumps({"id": f"n{n}", "text": text}, ensure_ascii=ascii_only) for n, text in enumerate(texts)]
    found = articles(analyze_all("\n".join(lines)), len(texts))
    assert [(one.id, one.text) for one in found] == [(f"n{n}", text) for n, text in enumerate(texts)]


@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_any_text_comes_back_exactly_from_an_array(texts: list[str]) -> None:
    found = articles(
        analyze_all(json.dumps([{"id": n, "text": text} for n, text in enumerate(texts)], indent=1)), len(texts)
    )
    assert [one.text for one in found] == texts


def test_the_optional_members_are_kept_and_the_rest_tolerated() -> None:
    row = {
        "id": 17,
        "text": "Text.",
        "title": "Title",
        "url": "https://news.example/17",
        "language": "en",
        "published": None,
        "source": "Quelle.",
        "reference": "Reference.",
        "extra": {},
    }
    expected = Article(
        "17",
        "Text.",
        title="Title",
        url="https://news.example/17",
        language="en",
        origin="-",
        source="Quelle.",
        reference="Reference.",
    )
    assert read_article(json.dumps(row)) == expected
    assert read_article(json.dumps(row, indent=2)) == expected


def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on() -> None:
    good = '{"id": "%s", "text": "x"}'
    lines = [
        b"\xef\xbb\xbf" + (good % "first").encode(),
        b"",
        b'{"id": "a", "text": "cut off',
        b'{"id": "a"}',
        b'{"text": "x"}',
        b'{"id": true, "text": "x"}',
        b'{"id": "a", "text": 5}',
        b'{"id": "a", "text": "x", "title": []}',
        b"[1]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
        (good % "last").encode() + b"\r",
    ]
    found = analyze_all(b"\n".join(lines))
    failures = [one for one in found if isinstance(one, Failure)]
    assert [one.id for one in found if isinstance(one, Article)] == ["first", "last"]
    assert [one.input for one in failures] == [f"- line {n}" for n in range(3, 13)]
    assert ["JSON" in failures[0].message, '"text"' in failures[1].message, '"id"' in failures[2].message] == [True] * 3
    assert '"title"' in failures[5].message
    assert "UTF-8" in failures[7].message


def test_a_file_named_jsonl_is_read_by_lines_even_if_the_first_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('oops\n{"id": "a", "text": "x"}\n')
    assert [type(one) for one in read([str(path)], Settings())] == [Failure, Article]


def test_json_lines_in_utf_16_are_a_failure_that_says_so() -> None:
    assert "UTF-8" in read_failure('{"id": "a", "text": "x"}'.encode("utf-16"))


class Rows(io.RawIOBase):
    """A stream of rows that are made as they are read, so that none of them is held here."""

    def __init__(self, rows: int, long_at: int) -> None:
        self._chunks = self._made(rows, long_at)
        self._left = b""

    @staticmethod
    def _made(rows: int, long_at: int) -> Iterator[bytes]:
        for number in range(rows):
            if number == long_at:
                yield from (b"x" * 10_000 for _ in range(1000))
                yield b"\n"
            yield b'{"id": %d, "text": "%s"}\n' % (number, b"word " * 2000)

    def read(self, size: int = -1) -> bytes:
        self._left = self._left or next(self._chunks, b"")
        data, self._left = self._left[:size], self._left[size:]
        return data


def test_rows_are_streamed_in_bounded_memory_and_a_line_over_the_bound_is_skipped() -> None:
    rows = 3000  # 30 MB, and a line of 10 MB among them
    tracemalloc.start()
    found = read(["-"], Settings(max_bytes=50_000), Rows(rows, long_at=5))
    failed, count = [], 0
    for one in found:
        if isinstance(one, Failure):
            failed.append(one.input)
        else:
            count += len(one.text) == 10_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (failed, count) == (["- line 6"], rows)
    assert peak < 2_000_000


def test_an_array_tells_bad_items_by_their_number() -> None:
    found = analyze_all('[{"id": "a", "text": "x"}, {"id": "b"}, 5, {"id": "c", "text": "z"}]')
    assert [one.input if isinstance(one, Failure) else one.id for one in found] == ["a", "- item 2", "- item 3", "c"]


@pytest.mark.parametrize("data", ["[]", "{}", '{"name": "x",\n "version": "1"}', '[{"id": 1}', '[{"a":' * 50_000])
def test_json_without_an_article_is_a_failure(data: str) -> None:
    assert read_failure(data)


FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "News",
    "language": "en-GB",
    "items": [
        {
            "id": "j1",
            "url": "https://news.example/1",
            "title": "Bridge approved",
            "content_html": "<p>The council said yes.</p><p>Work begins soon.</p>",
            "summary": "Yes.",
            "date_published": "2024-05-01T10:00:00Z",
        },
        {"id": 2, "content_text": "One line.\n\nAnother line.", "language": "en-US"},
        {"url": "https://news.example/3", "summary": "Only a summary."},
        "no item",
        {"title": "No text"},
    ],
}


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_feed_gives_its_entries(indent: int | None) -> None:
    *found, failure, last = analyze_all(json.dumps(FEED, indent=indent))
    first, second, third, fifth = articles([*found, last], 4)
    assert first == Article(
        id="j1",
        text="Bridge approved\n\nThe council said yes.\n\nWork begins soon.",
        title="Bridge approved",
        language="en-GB",
        url="https://news.example/1",
        feed="-",
        published="2024-05-01T10:00:00Z",
        part="content",
        origin="-",
    )
    assert (second.id, second.text, second.language) == ("2", "One line.\n\nAnother line.", "en-US")
    assert (third.id, third.text, third.part) == ("https://news.example/3", "Only a summary.", "summary")
    assert (fifth.id, fifth.text, fifth.title) == ("-#5", "", "No text")
    assert isinstance(failure, Failure)
    assert failure.input == "- item 4"


def test_a_failure_in_a_json_feed_is_told_by_the_items_place_in_it() -> None:
    items = ["no item", {"id": "a", "content_html": "<div>" * 1000}, {"id": "b", "content_text": "x"}]
    found = analyze_all(json.dumps({**FEED, "items": items}))
    assert [one.input if isinstance(one, Failure) else one.id for one in found] == ["- item 1", "- entry 2", "b"]


def test_half_a_character_in_a_json_feed_is_replaced() -> None:
    items = [{"id": "a", "content_html": "<p>The \ud800 mayor\udfff said so.</p>"}]
    assert read_article(json.dumps({**FEED, "items": items})).text == "The \ufffd mayor\ufffd said so."


def test_a_json_feed_without_entries_is_a_failure() -> None:
    assert "no entries" in read_failure(json.dumps({**FEED, "items": []}))
