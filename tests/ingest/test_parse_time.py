"""What takes too long to parse is ended, is reported, and costs no other input; a tag may have so many attributes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest import read
from mtaudit.ingest.attributes import MOST_ATTRIBUTES
from mtaudit.ingest.http import PATIENCE
from mtaudit.ingest.interface import Resource
from mtaudit.ingest.parse_time import bounded
from tests.support.inputs import PAGE, RSS, analyze_all, articles, read_article, read_failure

LIMIT = 1.0
"""Seconds to parse an input, here."""
LINK = '<p><a href="https://news.example/a">A word or two</a> about it.</p>'
SLOW = f"<html><body><article>{LINK * 100_000}</article></body></html>"
TITLED = "<item><title>Bridge &lt;b>approved&lt;/b></title><description>&lt;p>So it is.</description></item>"
SLOW_FEED = f"<rss version='2.0'><channel>{TITLED * 60_000}</channel></rss>"


def read_in_time(*inputs: Path) -> list[Article | Failure]:
    read_article(PAGE)  # first, as loading what parses pages counts too
    return list(read([str(path) for path in inputs], Settings.from_mapping({"timeout": LIMIT / PATIENCE})))


@pytest.mark.parametrize("document", [SLOW, SLOW_FEED], ids=["page", "feed"])
def test_what_takes_too_long_is_ended_and_the_others_are_read(tmp_path: Path, document: str) -> None:
    for name, content in (("a.html", PAGE), ("b.xml", document), ("c.xml", RSS)):
        (tmp_path / name).write_text(content, "utf-8")
    began = time.monotonic()
    first, *late, last = read_in_time(tmp_path / "a.html", tmp_path / "b.xml", tmp_path / "c.xml")
    assert time.monotonic() - began < 20 * LIMIT
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(late[-1], Failure)
    assert late[-1].input.endswith("b.xml")
    assert "longer than 1 s to parse" in late[-1].message


def _slowly(pauses: list[float]) -> Iterator[Article]:
    for number, pause in enumerate(pauses):
        until = time.monotonic() + pause
        while time.monotonic() < until:
            pass
        yield Article(str(number), "Text.")


@bounded
def _parse(resource: Resource, settings: Settings) -> Iterator[Article]:
    return _slowly([0, 0, 5])


def _time_of(timeout: float) -> Settings:
    return Settings.from_mapping({"timeout": timeout})


def test_what_was_parsed_before_is_kept_and_the_time_in_which_it_is_used_does_not_count(tmp_path: Path) -> None:
    threads = threading.active_count()
    with (tmp_path / "x").open("wb+") as stream:
        found = _parse(Resource("x", stream), _time_of(0.03))
        assert next(found).id == "0"
        time.sleep(0.5)
        assert next(found).id == "1"
        with pytest.raises(InputError, match=r"longer than 0\.3 s to parse, which is 10 times"):
            next(found)
    time.sleep(0.5)
    assert threading.active_count() <= threads


def test_a_parser_that_is_given_up_is_watched_no_longer(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb+") as stream:
        found = _parse(Resource("x", stream), _time_of(0.01))
        next(found)
        found.close()  # type: ignore[attr-defined]
    until, turns = time.monotonic() + 0.5, 0
    while time.monotonic() < until:  # an interruption would end this
        turns += 1
    assert turns


def tag(count: int) -> str:
    return "<p " + " ".join(f'a{i}="b"' for i in range(count)) + ">"


@pytest.mark.parametrize("count", [MOST_ATTRIBUTES + 1, 200_000])
def test_a_tag_with_too_many_attributes_is_refused_in_good_time(count: int) -> None:
    began = time.process_time()
    assert "attributes" in read_failure(PAGE.replace("<p>", tag(count), 1))
    assert "attributes" in read_failure(RSS.replace("<item>", tag(count) + "</p><item>"))
    broken = RSS.replace(
        "<item>", "&nope;" + tag(count) + "</p><item>"
    )  # harmless after the point where it stops being XML
    assert articles(analyze_all(broken), 1)[0].title == "Bridge approved"
    assert time.process_time() - began < 15


def test_an_entry_with_too_many_attributes_costs_no_other() -> None:
    second = RSS[RSS.index("<item>") : RSS.index("</channel>")].replace("g1", "g2")
    second = second.replace("The council", tag(MOST_ATTRIBUTES + 1).replace("<", "&lt;") + "The council")
    first, failure = analyze_all(RSS.replace("</channel>", second + "</channel>"))
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert failure.input.endswith("entry 2")
    assert "attributes" in failure.message


@given(
    st.integers(0, MOST_ATTRIBUTES), st.sampled_from(["<!--{}-->", "<script>{}</script>", "<b c='{}'></b>", "{}</p>"])
)
def test_as_many_attributes_as_may_be_and_what_only_looks_like_them_are_read(count: int, place: str) -> None:
    many = tag(count) if place == "{}</p>" else tag(5000).replace("'", "")
    assert "the mayor said" in read_article(PAGE.replace("<article>", "<article>" + place.format(many))).text
