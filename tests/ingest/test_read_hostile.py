"""Nothing that can be given makes reading raise."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtaudit.core import Article, Failure
from tests.support.inputs import PAGE, RSS, analyze_all

OPENINGS = [
    b"",
    b"<html>",
    b"<rss>",
    b"<feed>",
    b"<?xml ",
    b"<!DOCTYPE ",
    b"{",
    b"[{",
    b'{"id": "a", "text": ',
    b"\x1f\x8b\x08",
]
OPENINGS += [b"\xff\xfe", b"\xfe\xff\0<", b"\xef\xbb\xbf", b'{"version": "https://jsonfeed.org/version/1", "items": [']
TAGS = [
    "<rss>",
    "<channel>",
    "<item>",
    "<title>",
    "<description>",
    "</item>",
    "<html>",
    "<p>",
    "</p>",
    "<table>",
    "<td>",
]
TAGS += [
    "<!DOCTYPE",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "&#xD800;",
    "<a href='",
    "'>",
    "text ",
    "<svg>",
]
TAGS += ["<pubDate>", "<link>", "<figure>", "<figcaption>", "</figure>", "<base href='//['>", "<br>", "\x0c", "\ufffe"]


GOOD_TIME = 5
"""Seconds of processor time, whatever else the machine does; every input here takes well under two on a machine that is
not busy, and one that is looked at from each of its characters minutes."""


def assert_articles_or_failures(data: bytes | str) -> None:
    for one in analyze_all(data, max_bytes=1_000_000):
        assert isinstance(one, Article | Failure)
        if isinstance(one, Failure):
            assert one.message


def assert_read_in_good_time(*documents: str) -> None:
    began = time.process_time()
    for document in documents:
        assert all(isinstance(one, Article | Failure) for one in analyze_all(document))
    assert time.process_time() - began < GOOD_TIME


@given(st.sampled_from(OPENINGS), st.binary(max_size=200))
@example(b"", b"<base href='http://[a'><p>x")
def test_any_bytes(opening: bytes, data: bytes) -> None:
    assert_articles_or_failures(opening + data)


@given(st.sampled_from(["", "<html>", "<rss version='2.0'>"]), st.lists(st.sampled_from(TAGS), max_size=25))
def test_any_markup(opening: str, pieces: list[str]) -> None:
    assert_articles_or_failures(opening + "".join(pieces))


@given(st.sampled_from([PAGE, RSS]), st.data())
def test_a_page_or_feed_with_a_piece_cut_out(document: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document)))
    end = data.draw(st.integers(start, len(document)))
    assert_articles_or_failures(document[:start] + document[end:])


JSON = st.sampled_from([None, True, 1.5, float("nan"), "", "<p>x", "\0", "<p>\ud800", [], ["x"], {}, {"id": "x"}])
KEYS = ["id", "text", "title", "url", "language", "items", "content_html", "content_text", "summary", "date_published"]


@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.booleans())
def test_any_json(values: dict[str, object], is_feed: bool) -> None:
    version = {"version": "https://jsonfeed.org/version/1.1"} if is_feed else {}
    assert_articles_or_failures(json.dumps(version | values | ({"items": [values]} if is_feed else {})))
    assert_articles_or_failures(json.dumps([values]))


@given(st.binary(max_size=300), st.integers(0, 60))
def test_any_gzip(data: bytes, cut: int) -> None:
    packed = gzip.compress(data)
    assert_articles_or_failures(packed[: len(packed) - cut])


@pytest.mark.parametrize(
    "piece", ["<", "&", "<a>", "<b ", "<!--", "<![CDATA[", "[", "{", '"', "\n", "#", "*", "[a](", "<?", "<!DOCTYPE a"]
)
@pytest.mark.parametrize("opening", ["", "<html><body>", "<rss version='2.0'><channel><item><description>", "# "])
def test_a_long_run_of_anything_is_read_in_good_time(opening: str, piece: str) -> None:
    assert_read_in_good_time(opening + piece * (50_000 // len(piece)))


@pytest.mark.parametrize(
    "documents",
    [
        ["<!DOCTYPE " + "a" * 100_000],
        ["<!DOCTYPE a" + " " * 100_000],
        ["# a" + "_" * 19_900 + "a\n\nText."] * 8,  # no more than the start of a text is searched for a headline
        ["<html><body><figure>" + "<figcaption>x</figcaption>" * 60_000 + "<table><tr><td>x</table></figure>"],
    ],
    ids=["name", "space", "underscores", "captions"],
)
def test_a_document_made_to_be_looked_at_over_and_over_is_read_in_good_time(documents: list[str]) -> None:
    assert_read_in_good_time(*documents)
