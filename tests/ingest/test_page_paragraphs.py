"""No sentence of a page is cut or lost, no caption stands for the article, and what is missing is not passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.ingest.page_tree import prepare, without_marks
from mtaudit.ingest.paragraphs import to_tree
from tests.support.inputs import read_article

LEDE = "The harbour board voted on Monday to close the north quay, which has not been safe since the spring floods."
NEXT = "Fishing boats will use the south quay until the work is done, and the board will pay for the longer way."
LAST = "The quay was built ninety years ago, and nobody on the board could say when it was last looked at."


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a page with this body, but for its headline."""
    page = f"<html lang=en><head><title>Quay to close</title></head><body><h1>Quay to close</h1>{body}</body></html>"
    headline, *found = read_article(page).text.split("\n\n")
    assert headline == "Quay to close"
    return found


def linked(sentence: str) -> str:
    return sentence.replace("north quay", '<a href="/quay">north quay</a>')


@pytest.mark.parametrize(
    "body",
    [
        "<div class=post>{linked}<br><br>{next}<div><br></div>{last}</div>",
        "<div class=post>{linked}<br /><br />{next}<p>{last}</p></div>",
        "<article>{linked}<p>{next}</p>{last}</article>",
        "<div class=story><div>{linked}</div><div>{next}</div><div>{last}</div></div>",
        "<section><div class=t>{linked}</div><ul><li>Home</li></ul><div class=t>{next} </div>{last}</section>",
        "<main><h2></h2>{linked}<script>var a = 1;</script><p>{next}<p>{last}</main>",
    ],
)
def test_bare_text_is_read_in_whole_paragraphs(body: str) -> None:
    found = paragraphs(body.format(linked=linked(LEDE), next=NEXT, last=LAST))
    assert [p for p in found if p != "Home"] == [LEDE, NEXT, LAST]


def test_a_short_paragraph_between_long_ones_is_kept() -> None:
    body = "".join(f"<div class=par>{text}</div>" for text in (LEDE, "They did not.", NEXT, LAST))
    assert paragraphs(f"<div class=story>{body}</div>") == [LEDE, "They did not.", NEXT, LAST]


@pytest.mark.parametrize("tag", ["time", "q", "label", "b", "span"])
def test_an_element_in_a_sentence_stays_in_it(tag: str) -> None:
    marked = LEDE.replace("Monday", f"<{tag}>Monday</{tag}>")
    assert paragraphs(f"<p>{marked}</p><p>{NEXT}</p>") == [LEDE, NEXT]


def test_the_date_in_a_time_element_is_still_the_articles() -> None:
    byline = '<p>By Jo Ray, <time datetime="2024-05-01">1 May</time></p>'
    page = f"<html><body>{byline}<p>{LEDE}</p><p>{NEXT}</p></body></html>"
    assert read_article(page).published == "2024-05-01"


@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("form", ["<p>{}</p>", "{}<br><br>", "<li>{}</li>"])
def test_what_is_printed_again_at_once_is_read_again(form: str, times: int) -> None:
    body = "".join(form.format(text) for text in [LEDE, *[NEXT] * times, LAST])
    holder = "ul" if "li" in form else "div"
    assert paragraphs(f"<article><p>{LAST}</p><{holder}>{body}</{holder}></article>")[1:] == [
        LEDE,
        *[NEXT] * times,
        LAST,
    ]


def test_a_menu_is_not_made_a_paragraph() -> None:
    menu = (
        '<div>You are in: <a href="/">Home</a> | <a href="/a">Local news and views</a> | <a href="/b">Sport</a></div>'
    )
    assert paragraphs(f"{menu}<p>{LEDE}</p><p>{NEXT}</p>") == [LEDE, NEXT]


def gallery(count: int) -> str:
    pictures = (f"Figure {i}: two boats lie at the quay in the rain while their crews wait." for i in range(count))
    return "".join(f"<figure><img src=p.jpg><figcaption>{said}</figcaption></figure>" for said in pictures)


def test_captions_do_not_take_the_articles_place() -> None:
    body = f"<div class=story><p>{LEDE}</p><p>{NEXT}</p><p>{LAST}</p></div>"
    assert paragraphs(f"{body}<ul><li><article>{gallery(9)}</article></li></ul>") == [LEDE, NEXT, LAST]


def test_captions_in_the_article_are_kept() -> None:
    found = paragraphs(f"<article><p>{LEDE}</p>{gallery(3)}<p>{NEXT}</p></article>")
    assert (found[0], found[-1], len(found)) == (LEDE, NEXT, 5)


@pytest.mark.parametrize("place", ["fieldset", "dialog", 'div class="sidebar"'])
def test_an_article_in_an_unlikely_place_is_found(place: str) -> None:
    body = "".join(
        f"<p>{text}</p>" for text in (LEDE, NEXT, LAST, *(f"{LAST} That was in {y}." for y in range(1990, 2000)))
    )
    found = paragraphs(f"<div><p>Quay news.</p></div><{place}>{body}</{place.split()[0]}>")
    assert found[-13:-10] == [LEDE, NEXT, LAST]


STUB = (
    "<html lang=en><body><h1>Quay to close</h1><article><p>Read all of it here.</p></article>"
    + "".join(f"<span>Ward {n}, Pier {n}, Dock {n}</span><hr>" for n in range(200))
    + f"<menu><li>{LEDE}<li>{NEXT}<li>{LAST}<li>{LEDE}<li>{NEXT}<li>{LAST}</menu></body></html>"
)
"""A page of which little is found."""


def test_a_page_of_which_little_was_found_says_so() -> None:
    found = read_article(STUB)
    assert LEDE not in found.text
    assert found.part == "excerpt"
    assert found.evidence["prose-taken"] == "0 of 122 words of prose that the page shows"


@pytest.mark.parametrize(
    "beside",
    [
        '<section class="post-comments">{}</section>',
        "<aside>{}</aside>",
        '<ul><li><a href="/x">{}</a></li></ul>',
    ],
)
def test_what_is_not_the_articles_is_not_missed(beside: str) -> None:
    others = "".join(beside.format(f"{NEXT} {n}, {LAST}") for n in range(30))
    page = f"<html lang=en><body><h1>Quay to close</h1><article><p>{LEDE}</p></article>{others}</body></html>"
    found = read_article(page)
    assert (found.part, found.text) == ("page", f"Quay to close\n\n{LEDE}")


TAGS = st.sampled_from(["p", "div", "b", "a", "li", "time", "blockquote", "section", "td", "figure", "script"])
PIECES = st.one_of(
    st.sampled_from([LEDE, NEXT, " ", "Yes.", "<br>", "<br><br>", "\n"]),
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_word_is_added_lost_or_moved(markup: str) -> None:
    tree = to_tree(f"<html><body>{markup}</body></html>")
    before = "".join(tree.itertext())
    prepare(tree, captions=False)
    assert without_marks("".join(tree.itertext())) == before
