"""What is cut short, or so broken that text is lost: it is reported, and what came before it is read."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Article, Failure
from mtaudit.ingest.feed_breaks import breaks_in
from tests.support.inputs import PAGE, analyze_all, articles, read_failure

ENTRIES = [
    "<item><guid>a</guid><title>One</title><description>The first &amp; last story.</description></item>",
    "<item><guid>b</guid><title>Two</title><description><![CDATA[<p>The second story.</p>]]></description></item>",
    "<item><guid>c</guid><title>Three</title><description>The third story.</description></item>",
]
OPENING = '<rss version="2.0"><channel><title>Wire</title>'
CLOSING = "</channel></rss>"
ITEMS = [
    {"id": name, "content_text": f"The {name} story, [so] it is {{told}}."} for name in ("first", "second", "third")
]
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": ITEMS}, indent=1)
ROWS = json.dumps([{"id": "a", "text": 'The "first" story.'}, {"id": "b", "text": "The second story."}])


def feed(*entries: str) -> str:
    return OPENING + "".join(entries) + CLOSING


def told(found: list[Article | Failure]) -> tuple[list[str], list[str]]:
    """The ids of the articles, and the messages of the failures."""
    return [one.id for one in found if isinstance(one, Article)], [
        one.message for one in found if isinstance(one, Failure)
    ]


WHOLE = feed(*ENTRIES)


@given(st.integers(len(OPENING), len(WHOLE) - 1))
def test_a_feed_that_is_cut_anywhere_is_reported_and_gives_the_entries_that_are_whole(cut: int) -> None:
    ids, failures = told(analyze_all(WHOLE[:cut]))
    ends = [WHOLE.index(entry) + len(entry) for entry in ENTRIES]
    assert ids[: sum(end <= cut for end in ends)] == [name for name, end in zip("abc", ends, strict=True) if end <= cut]
    assert failures
    kept = {one.id: one.text for one in articles(analyze_all(WHOLE), 3)}
    for one in analyze_all(WHOLE[:cut]):
        assert isinstance(one, Failure) or one.text == kept[one.id]


@pytest.mark.parametrize("text", ["The garbled", "The garbled &lt;p&gt; story", "<![CDATA[<p>The garbled</p><p>story"])
def test_the_entry_that_a_feed_is_cut_in_is_no_empty_article(text: str) -> None:
    ids, (message,) = told(analyze_all(OPENING + ENTRIES[0] + f"<item><guid>z</guid><description>{text}"))
    assert ids == ["a"]
    assert "cut short in the middle of it" in message


def test_what_stands_before_a_feed_hides_no_cut() -> None:
    warning = "<br />\n<b>Warning</b>: the cache is full<br />\n"
    breaks = breaks_in(warning + OPENING + ENTRIES[0] + "<item><guid>z</guid><description>The garbled")
    assert breaks.is_cut
    assert breaks.broken == {2}
    assert breaks_in(warning + WHOLE).is_cut is False


@pytest.mark.parametrize(
    ("broken", "ids"),
    [
        (ENTRIES[1].replace("</title>", ""), ["a", "c"]),
        (ENTRIES[1].replace("]]>", ""), ["a"]),
        (ENTRIES[1].replace("</description>", ""), ["a"]),
        ("<!-- " + ENTRIES[1], ["a"]),
    ],
)
def test_an_element_without_an_end_in_the_middle_of_a_feed_is_reported(broken: str, ids: list[str]) -> None:
    found, failures = told(analyze_all(feed(ENTRIES[0], broken, ENTRIES[2])))
    assert found == ids
    assert failures


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The third", "The <b>third<br> & a < b"),
        ("The third", "The <media:thumb url='x'/>third"),
        ("The third", "The\x02 third"),
        ("The third", "The &nbsp; third"),
        ("<title>Three", "<title type=text>Three"),
        ("</item><item>", "<item>"),
        ("</channel>", ""),
        ("</rss>", "</rss><script>count()</script>"),
        ("</title><description>The third", "</TITLE><description>The third"),
    ],
)
def test_what_is_not_well_formed_and_loses_nothing_is_no_failure(old: str, new: str) -> None:
    assert [one.id for one in articles(analyze_all(WHOLE.replace(old, new)), 3)] == ["a", "b", "c"]


def test_entries_that_are_made_to_nest_take_no_longer_than_they_are_long() -> None:
    began = time.monotonic()
    breaks = breaks_in("<rss>" + "<title><item><content><!x" * 100_000 + "</summary>" * 100_000)
    assert time.monotonic() - began < 10
    assert breaks.is_cut


@given(st.integers(JSON_FEED.index("first"), len(JSON_FEED) - 1))
def test_a_json_feed_that_is_cut_anywhere_is_reported_and_gives_the_items_that_are_whole(cut: int) -> None:
    ids, failures = told(analyze_all(JSON_FEED[:cut]))
    decoder = json.JSONDecoder()
    ends = [decoder.raw_decode(JSON_FEED, JSON_FEED.index('{\n   "id": "' + item["id"]))[1] for item in ITEMS]
    assert ids == [item["id"] for item, end in zip(ITEMS, ends, strict=True) if end <= cut]
    assert len(failures) == 1


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (ROWS[:-1], ["a", "b"]),
        (ROWS[:-5], ["a"]),
        (ROWS + "]", ["a", "b"]),
        (ROWS.replace("}, {", "} {"), ["a"]),
    ],
)
def test_an_array_that_is_cut_or_broken_gives_the_rows_before_the_fault(data: str, ids: list[str]) -> None:
    found, (message,) = told(analyze_all(data))
    assert found == ids
    assert f"after item {len(ids)} is lost" in message


def test_json_that_breaks_off_before_an_item_is_whole_is_a_failure() -> None:
    for cut in range(2, ROWS.index("}")):
        assert read_failure(ROWS[:cut])


def test_the_lines_before_one_that_is_cut_are_read() -> None:
    lines = '{"id": "a", "text": "The first story."}\n{"id": "b", "text": "The sec'
    ids, (message,) = told(analyze_all(lines))
    assert ids == ["a"]
    assert "not JSON" in message


@pytest.mark.parametrize(
    "cut",
    [
        PAGE[: PAGE.index("40 million")],
        PAGE[: PAGE.index("</article>")],
        PAGE[: PAGE.index('<a href="/sept">') + 5],
        PAGE[: PAGE.index("<footer>")] + "<script>count('</div>')",
        PAGE[: PAGE.index("<footer>")] + "<!-- end of",
        PAGE[: PAGE.index("</article>")].replace(
            "<head>", "<head><script>write('<body></body>')</script><!--</html>-->"
        ),
    ],
)
def test_a_page_that_stops_in_the_middle_is_reported_and_read_as_far_as_it_goes(cut: str) -> None:
    ids, (message,) = told(analyze_all(cut))
    assert ids == ["-"]
    assert "cut short" in message


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        PAGE.replace("</html>", ""),
        PAGE.replace("</body></html>", "").replace("<body>", ""),
        PAGE.replace("</footer></body>", "</body>"),
        PAGE.replace("</body></html>", "</BODY>"),
        "<html><body><h1>Bridge</h1><p>The council met on Tuesday and agreed.<p>Work on the bridge begins in May.\n",
        "<p>The council met on Tuesday and agreed on a budget.<p>Work on the bridge begins in <b>May</b>, they said",
    ],
)
def test_a_page_that_leaves_out_what_html_lets_it_leave_out_is_whole(page: str) -> None:
    (found,) = analyze_all(page)
    assert isinstance(found, Article)
