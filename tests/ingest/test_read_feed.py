"""RSS of every age, and Atom."""

from __future__ import annotations

import json
import time

import pytest

from mtaudit.core import Article
from tests.support.inputs import PAGE, RSS, analyze_all, articles, read_article, read_failure

RSS_090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>News</title><link>https://news.example/</link></channel>
<item><title>Bridge approved</title><link>https://news.example/1</link></item></rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>News</title><language>en</language>
<item><title>Bridge approved</title><link>https://news.example/1</link>
<description>The council said yes.</description></item></channel></rss>"""

RSS_092 = """<rss version="0.92"><channel><title>News</title>
<item><description>The council said &lt;b&gt;yes&lt;/b&gt;.&lt;p&gt;Work begins soon.</description></item>
</channel></rss>"""

RSS_100 = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://news.example/"><title>News</title><dc:language>en</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://news.example/1"><title>Bridge approved</title><link>https://news.example/1</link>
<description>Yes.</description><dc:date>2024-05-01T10:00:00+02:00</dc:date>
<content:encoded><![CDATA[<p>The council said yes.</p>]]></content:encoded></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title>
<entry><id>urn:1</id><title type="html">Bridge &lt;em&gt;approved&lt;/em&gt;</title>
<link href="https://news.example/1"/><updated>2024-05-01T10:00:00Z</updated><summary>Yes.</summary>
<content type="xhtml" xml:lang="en-GB"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The council said yes.</p><p>Work begins soon.</p></div></content></entry></feed>"""

CONTENT = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<item><guid>g1</guid><title>%s</title><description>Short.</description>
<content:encoded><![CDATA[%s]]></content:encoded></item></channel></rss>"""


def test_rss_20() -> None:
    assert read_article(RSS) == Article(
        id="g1",
        text="Bridge approved\n\nThe council said yes.",
        title="Bridge approved",
        language="en-GB",
        url="https://news.example/1",
        feed="-",
        published="2024-05-01T08:00:00Z",
        part="summary",
        origin="-",
    )


def test_rss_090_has_headlines_only() -> None:
    found = read_article(RSS_090)
    assert (found.id, found.title, found.text) == ("https://news.example/1", "Bridge approved", "")


def test_rss_091_with_its_document_type() -> None:
    found = read_article(RSS_091)
    assert (found.text, found.language) == ("Bridge approved\n\nThe council said yes.", "en")


def test_rss_092_without_titles_or_ids() -> None:
    found = read_article(RSS_092)
    assert (found.id, found.title, found.text) == ("-#1", "", "The council said yes.\n\nWork begins soon.")


def test_rss_10() -> None:
    found = read_article(RSS_100)
    assert (found.id, found.part) == ("https://news.example/1", "content")
    assert (found.text, found.published) == ("Bridge approved\n\nThe council said yes.", "2024-05-01T08:00:00Z")


def test_atom() -> None:
    found = read_article(ATOM)
    assert (found.id, found.title, found.language, found.part) == ("urn:1", "Bridge approved", "en-GB", "content")
    assert found.text == "Bridge approved\n\nThe council said yes.\n\nWork begins soon."
    assert found.published == "2024-05-01T10:00:00Z"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>bold</b>\n word.</p><p>Two.</p>", "One bold word.\n\nTwo."),
        ("One<br>line.<br/><br>Two.", "One\nline.\n\nTwo."),
        ("<figure><img><figcaption>The river.</figcaption></figure>Body.", "The river.\n\nBody."),
        ("<h2>Head</h2>Text<ul><li>One</li><li>Two</li></ul>", "Head\n\nText\n\nOne\n\nTwo"),
        ("<script>evil()</script><style>p{}</style><p>Text.<iframe>x</iframe></p>", "Text."),
        ("A &amp; B &lt;i&gt; C&#8217;s", "A & B <i> C’s"),
        ("Line one\nand on.\n\nPara two &amp; more.", "Line one\nand on.\n\nPara two & more."),
        ("5 < 6 and 7 > 3, they said.", "5 < 6 and 7 > 3, they said."),
        ("<div><div><div>Deep<span>er</span></div></div></div>", "Deeper"),
    ],
)
def test_the_markup_of_an_entry_becomes_paragraphs(markup: str, text: str) -> None:
    assert read_article(CONTENT % ("", markup)).text == text


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("Bridge approved", "<p>Bridge Approved</p><p>Yes.</p>", "Bridge Approved\n\nYes."),
        ("It’s approved", "<p>It's approved, says council.</p>", "It's approved, says council."),
        ("AT&amp;T&#8217;s bridge", "<p>Yes.</p>", "AT&T’s bridge\n\nYes."),
        ("Bridge &amp;amp; road", "<p>Yes.</p>", "Bridge & road\n\nYes."),
    ],
)
def test_the_headline_comes_first_and_only_once(title: str, body: str, text: str) -> None:
    assert read_article(CONTENT % (title, body)).text == text


def test_content_is_preferred_to_the_summary_unless_it_is_empty() -> None:
    assert read_article(CONTENT % ("", "<p>Full text.</p>")).part == "content"
    found = read_article(CONTENT % ("", "<img src='x.gif'>"))
    assert (found.part, found.text) == ("summary", "Short.")


def test_ids_are_unique_within_a_feed() -> None:
    item = "<item><guid>same</guid><description>Text.</description></item>"
    found = articles(analyze_all(RSS.replace("</channel>", item * 2 + "</channel>")), 3)
    assert [one.id for one in found] == ["g1", "same", "same#3"]


def test_a_repeated_id_takes_no_id_that_another_entry_has() -> None:
    for ids in (["a", "a", "a#2"], ["a", "a#3", "a"], ["a#2", "a", "a", "a#3"], ["-#2", ""]):
        items = "".join(f"<item><guid>{one}</guid><title>T</title></item>" if one else "<item/>" for one in ids)
        found = articles(analyze_all(f"<rss version='2.0'><channel>{items}</channel></rss>"), len(ids))
        names = [one.id for one in found]
        assert len(set(names)) == len(ids), names
        assert all(name in names for name in ids if name)


def test_many_repeated_ids_that_are_made_to_collide_are_told_apart_in_good_time() -> None:
    count = 4000
    ids = [f"a#{number}" for number in range(count + 1, 2 * count + 1)] + ["a"] * count
    items = [{"id": one, "content_text": "x"} for one in ids]
    began = time.monotonic()
    found = articles(analyze_all(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})), 2 * count)
    assert time.monotonic() - began < 10
    assert len({one.id for one in found}) == 2 * count


@pytest.mark.parametrize("date", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00"])
def test_a_date_that_no_calendar_has_is_kept_as_it_stands(date: str) -> None:
    assert read_article(RSS.replace("Wed, 01 May 2024 10:00:00 +0200", date)).published == date


def test_evidence_in_an_entry_is_kept() -> None:
    font = '<font style="vertical-align: inherit;">Text.</font>'
    assert "translated-font" in read_article(CONTENT % ("", font)).evidence
    proxied = RSS.replace("https://news.example/1", "https://news-example.translate.goog/1")
    assert "translation-proxy" in read_article(proxied).evidence


def test_a_relative_link_is_no_url() -> None:
    found = read_article(RSS.replace("https://news.example/1", "/1"))
    assert found.url is None


def test_a_feed_without_entries_and_a_broken_feed_say_so() -> None:
    assert "has no entries" in read_failure("<rss version='2.0'><channel><title>News</title></channel></rss>")
    assert "broken" in read_failure("<rss version='2.0'><channel><title>News</title><item>")
    assert "broken" in read_failure("<rss version='2.0'><chan")


def test_an_entity_with_a_name_that_xml_lacks_does_no_harm() -> None:
    found = read_article(RSS.replace("The council", "The&nbsp;council &mdash; caf&eacute;"))
    assert "council — café said yes." in found.text


@pytest.mark.parametrize("opening", ["", "<?xml version='1.0'?>", "<!-- <a> -->\n"])
@pytest.mark.parametrize("root", ["rss", "lolz", "html"])
def test_entities_of_its_own_are_refused(opening: str, root: str) -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f'{opening}<!DOCTYPE {root} [<!ENTITY l0 "]>lol"> {bomb}]><{root}><p>&l9;</p></{root}>'
    assert "entities" in read_failure(data)
    late = read_failure(data.replace("[<!ENTITY", "[" + " " * 100_000 + "<!ENTITY"))
    assert ("XML (lolz)" if root == "lolz" else "entities") in late


def test_the_word_entity_in_a_story_is_no_declaration() -> None:
    story = "<p>Write &lt;!ENTITY x&gt; first.</p>"
    assert read_article(CONTENT % ("", story)).text == "Write <!ENTITY x> first."
    assert "<!ENTITY" in read_article(PAGE.replace("The city", "After &lt;!ENTITY the city")).text
