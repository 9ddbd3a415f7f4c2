"""Declared encodings are honoured, undeclared ones told where they can be, and no garble is made of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_fixture import PAGE, RSS, read_article, read_failure

STORY = "The mayor said “we’ve waited long enough” — and left the café.\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_plain_text_comes_back_exactly(codec: str) -> None:
    assert read_article(STORY.encode(codec)).text == STORY


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_decides(mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read_article(mark + STORY.encode(codec)).text == STORY
    assert read_article(mark + RSS.replace("said", "“said”").encode(codec)).text.endswith("council “said” yes.")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n\f\v"), min_size=1))
def test_text_after_a_word_comes_back_exactly(text: str) -> None:
    assert read_article(("word " + text).encode()).text == "word " + text


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_another_alphabet_is_told(codec: str) -> None:
    story = "Городской совет во вторник одобрил строительство моста. Работы начнутся в сентябре, сказал мэр."
    assert read_article(story.encode(codec)).text == story


@pytest.mark.parametrize(
    "data",
    [
        "The mayor said “we’ve waited”.".encode()[:-3] + b".",
        "The mayor said “we’ve waited” — ".encode() + b"\xff and left.",
        b"The mayor \x81\x8d\x8f\x90 said that work begins in the autumn of the year.",
        b"\xff\xfe" + STORY.encode("utf-16-le")[:-1],
        b"\xef\xbb\xbfThe mayor \xff said.",
    ],
)
def test_bad_bytes_are_a_failure_that_says_where_and_what_to_do(data: bytes) -> None:
    message = read_failure(data)
    assert "offset" in message
    assert "save it as UTF-8" in message


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_a_page_and_a_feed_are_read_as_they_declare(label: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{label}">').replace("mayor", "мэр")
    assert "the мэр said" in read_article(page.encode(label)).text
    older = PAGE.replace(
        "<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={label}">'
    ).replace("mayor", "мэр")
    assert "the мэр said" in read_article(older.encode(label)).text
    feed = RSS.replace('"1.0"?', f"'1.0' encoding='{label}'?").replace("council", "совет")
    assert read_article(feed.encode(label)).text.endswith("The совет said yes.")


def test_a_declared_encoding_that_does_not_fit_gives_way_to_one_that_does() -> None:
    quoted = PAGE.replace("the mayor said", "“the mayor” said")
    for label, codec in (("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("utf-16", "utf-8"), ("no-such-thing", "utf-8")):
        page = quoted.replace("<head>", f'<head><meta charset="{label}">')
        assert "“the mayor” said" in read_article(page.encode(codec)).text


def test_latin_1_on_the_web_means_windows_1252() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("the mayor said", "“the mayor” said")
    assert "“the mayor” said" in read_article(page.encode("cp1252")).text


@pytest.mark.parametrize("label", ["unicode_escape", "punycode", "idna", "zlib", "undefined", "a" * 39, ".", "utf-7"])
def test_an_encoding_that_has_no_place_on_the_web_is_not_used(label: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{label}">').replace("the mayor", r"the \x41mayor")
    assert r"the \x41mayor said" in read_article(page).text
