"""A text as it is read, and the way back to the text as given."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.characters import mended
from mtaudit.core import INVISIBLE, Span
from mtaudit.core.mended import Cause, Edit, Mended

PIECES = (
    "The mayor | said| it’s|  |\n|don|t |caf|é|\u00ad|\u200b|\u200d|\ufeff|\ufe0f|😀|"
    "â€™|â€œ|â€|â€ |Ã©|Ã\u00ad|Â |Ã¢â‚¬â„¢|\x92|"
    "ðŸ˜€|&ldquo;|&amp;quot;|&shy;|&#8203;|&nbsp;|&|amp;|\ufffd|\ufffd\ufffd|"
    "а|Мoscow |сору |Привет |û|mûst bût yoû |ﬁ|ﬃ|"
    "ＮＥＷＳ|𝐟𝐫𝐞𝐞|\ud83d|\x00|漢字|\u0301"
).split("|")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> Mended:
    """A text after one to three rounds of edits of any kind."""
    found = Mended.of(draw(st.text(max_size=30)))
    for _ in range(draw(st.integers(1, 3))):
        size = len(found.text)
        ends = sorted(draw(st.lists(st.integers(0, size), max_size=8, unique=True)))
        meant = st.text("xyz", max_size=4)
        cause = st.sampled_from([None, Cause.ENTITY])
        found = found.edited([Edit(a, b, draw(meant), cause=draw(cause)) for a, b in list(pairwise(ends))[::2]])
    return found


@given(edited())
def test_every_place_lies_in_the_text_as_given_and_order_is_kept(text: Mended) -> None:
    assert len(text.starts) == len(text.ends) == len(text.text)
    assert all(start < end for start, end in zip(text.starts, text.ends, strict=True))
    assert all(a <= b for places in (text.starts, text.ends) for a, b in pairwise(places))
    assert not len(text.ends) or 0 <= text.starts[0] < text.ends[-1] <= len(text.given)
    assert all(a.span.end <= b.span.start for a, b in pairwise(text.marks))


@given(edited(), st.data())
def test_a_larger_span_is_larger_in_the_text_as_given(text: Mended, data: st.DataObject) -> None:
    if not text.text:
        return
    ends = st.integers(0, len(text.text))
    a, b, c, d = sorted(data.draw(st.lists(ends, min_size=4, max_size=4)))
    if b < c:
        assert text.in_given(Span(a, d)).covers(text.in_given(Span(b, c)))


@given(TEXTS, st.data())
def test_spans_that_are_apart_stay_apart_but_within_one_character(text: str, data: st.DataObject) -> None:
    read = mended(text)
    size = len(read.text)
    if size < 2:
        return
    cut = data.draw(st.integers(1, size - 1))
    before, after = read.in_given(Span(0, cut)), read.in_given(Span(cut, size))
    assert before.end <= after.start or read.text[cut - 1 : cut + 1] in ("ff", "fi")


@given(TEXTS)
def test_what_was_not_mended_stands_as_it_was_given(text: str) -> None:
    read = mended(text)
    touched = {i for mark in read.marks for i in range(mark.span.start, mark.span.end)}
    for at, letter in enumerate(read.text):
        place = read.in_given(Span(at, at + 1))
        assert touched.intersection(range(place.start, place.end)) or place.of(text) == letter


@given(st.text("abc \u00ad\u200b\u2060", max_size=40))
def test_a_text_is_read_as_it_is_without_what_is_invisible(text: str) -> None:
    read = mended(text)
    assert read.text == "".join(c for c in text if c in "abc ")
    for at in range(len(text)):
        if text[at] in "abc ":
            assert read.starts[read.position_of(at)] == at


@given(st.text(st.characters(max_codepoint=127, exclude_characters="&")))
def test_plain_text_is_read_as_it_was_given(text: str) -> None:
    assert not mended(text).is_changed


@pytest.mark.parametrize(
    "text",
    [
        "“It’s too early,” the mayor said – and she won’t be drawn… The fee is £5, or €6; 25 °C; © 2020; ½ of them.",
        "José García, Søren Ærø, Łukasz Ñandú, Ágnes Öztürk, Ângela, Đỗ and Erdoğan drank a café au lait at 5 μm.",
        "«Il faut être sûr du goût», a dit Zoë. Das Mädchen heißt Ännchen. Íslenska er gömul; þú ert ágæt.",
        "Москва и Київ; 北京, 東京; القاهرة; ΑΦΑ; O’Brien’s ‘quoted’ words: naïve, façade, coöperate, résumé.",
        "AT&T, R&D; Q&A; S&P; &c.; a&b;c; http://example.org/?page=1&section;=4; Q&notes;",
    ],
)
def test_sound_text_is_read_as_it_was_given(text: str) -> None:
    assert mended(text).text == text


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("infor\u200bmations", "informations"),
        ("itâ€™s â€œfineâ€\u009d", "it’s “fine”"),
        ("â€œfine,â€ she said", "“fine,” she said"),
        ("GarcÃ\u00ada", "García"),
        ("25Â\u00a0% of 5â‚¬", "25\u00a0% of 5€"),
        ("committeeÃ¢â‚¬â„¢s", "committee’s"),
        ("didn\x92t", "didn’t"),
        ("&ldquo;Yes&rdquo; &amp;quot;no&amp;quot; AT&amp;amp;T", '“Yes” "no" AT&T'),
        ("swim&shy;ming", "swimming"),
        ("AT&amp;amp;Tx; sa&#1;id", "AT&Tx; said"),
        ("GarcÃ\u00adaâ€ said", "García” said"),
        ("a&#10;b", "a b"),
        ("\ufffdWe didn\ufffdt,\ufffd he said", "“We didn’t,” he said"),
        ("the caf\ufffd and the r\ufffdsum\ufffd", "the café and the résumé"),
        ("the workers\ufffd party \ufffd of old", "the workers’ party – of old"),
        ("Мoscow, а city of Rusѕia", "Moscow, a city of Russia"),
        ("he had а сору of it", "he had a copy of it"),
        ("the ﬁrst oﬃcer", "the first officer"),
        ("ﬃ", "ffi"),
        ("ＮＥＷＳ and 𝐟𝐫𝐞𝐞", "NEWS and free"),
    ],
)
def test_damaged_text_is_read_as_it_was_meant(given: str, read: str) -> None:
    assert mended(given).text == read


def test_a_lost_letter_that_cannot_be_known_keeps_its_word_together_and_is_no_suggestion() -> None:
    text = mended("Mr. Zbrk\ufffdvq said so")
    assert text.text.split()[1].isalpha()
    assert not text.marks[0].sure


def test_invisible_are_those_that_unicode_says_may_be_ignored() -> None:
    default_ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    for code in range(0x110000):
        assert bool(INVISIBLE.fullmatch(chr(code))) == bool(default_ignorable.fullmatch(chr(code))), hex(code)


@pytest.mark.parametrize(
    "piece",
    ["&amp;", "a\u00ad", "â€™s ", "Ã©", "x\ufffd ", "&amp;amp;amp;", "Мoscow ", "\ufffdzq\ufffd", "amp;", "\ufffdé"],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    text = "&" + piece * (20_000 // len(piece))
    start = time.process_time()
    mended(text)
    short = time.process_time() - start
    start = time.process_time()
    mended(text * 4)
    assert time.process_time() - start < 12 * short + 0.5
