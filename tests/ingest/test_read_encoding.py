"""Declared encodings are honoured, undeclared ones detected where they can be, and a few bad bytes cost no text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read
from tests.support.inputs import PAGE, RSS, analyze_all, articles, read_article, read_failure

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
        b"The mayor \x81\x8d\x8f\x90 said that work begins in the autumn of the year.",
        b"\xef\xbb\xbfThe mayor \xff\xff said.",
        STORY.encode() * 9 + b"\xff" * 15,
        "“Declared” bytes".encode() + b"\x80\x81\x82" * 99,
    ],
)
def test_too_many_bad_bytes_are_a_failure_that_says_where_and_what_to_do(data: bytes) -> None:
    message = read_failure(data)
    assert "offset" in message
    assert "save it as UTF-8" in message


@pytest.mark.parametrize(
    ("data", "text", "offset"),
    [
        (
            "The mayor said “we’ve waited”.".encode()[:-3] + b".",
            "The mayor said “we’ve waited\ufffd.",
            "0xE2 at offset 32",
        ),
        ("“We’ve waited” — ".encode() + b"\xff and left.", "“We’ve waited” — \ufffd and left.", "0xFF at offset 25"),
        (b"\xff\xfe" + "A — b.".encode("utf-16-le")[:-1], "A — b\ufffd", "0x2E at offset 12"),
        (b"\xef\xbb\xbfThe mayor \xff said.", "The mayor \ufffd said.", "0xFF at offset 13"),
    ],
)
def test_one_bad_byte_is_replaced_and_reported(data: bytes, text: str, offset: str) -> None:
    article = read_article(data)
    assert article.text == text
    (caution,) = article.cautions
    assert offset in caution
    assert "1 character was replaced" in caution


@given(st.data())
def test_a_few_bad_bytes_anywhere_in_a_long_text_cost_nothing_else(data: st.DataObject) -> None:
    story = list(STORY * 20)
    places = data.draw(st.sets(st.integers(0, len(story)), min_size=1, max_size=10))
    for place in sorted(places, reverse=True):
        story.insert(place, "\udcff")
    article = read_article("".join(story).encode("utf-8", "surrogateescape"))
    assert article.text == "".join(story).replace("\udcff", "\ufffd")
    first = len("".join(story).partition("\udcff")[0].encode())
    assert f"0xFF at offset {first:,})" in article.cautions[0]
    assert f"{len(places)} character" in article.cautions[0]


@pytest.mark.parametrize("label", ["utf-8", "windows-1251", "shift_jis"])
def test_one_bad_byte_does_not_refuse_a_page_or_a_feed_in_the_encoding_that_it_declares(label: str) -> None:
    words = "市長は述べた。工事は九月。" if label == "shift_jis" else "Городской совет сказал: да."
    bad = b"\x81" if label == "shift_jis" else b"\x98" if label == "windows-1251" else b"\xe9"
    page = PAGE.replace("<head>", f'<head><meta charset="{label}">').replace("the mayor said", words + " BAD")
    article = read_article(page.encode(label).replace(b"BAD", bad))
    assert words + " \ufffd" in article.text
    assert "1 character was replaced" in article.cautions[0]
    feed = RSS.replace('"1.0"?', f"'1.0' encoding='{label}'?").replace("council", words + " BAD")
    (article,) = articles(analyze_all(feed.encode(label).replace(b"BAD", bad)), 1)
    assert words + " \ufffd" in article.text
    assert "1 character was replaced" in article.cautions[0]


def test_a_lone_latin_1_accent_in_ascii_that_claims_to_be_utf_8_is_that_accent() -> None:
    feed = RSS.replace('"1.0"?', "'1.0' encoding='utf-8'?").replace("council", "caf\xe9")
    article = read_article(feed.encode("latin-1"))
    assert article.text.endswith("The café said yes.")
    assert "declares UTF-8 and is not UTF-8 (byte 0xE9" in article.cautions[0]


def test_only_the_entries_that_hold_a_replaced_character_are_cautioned() -> None:
    second = RSS[RSS.index("<item>") : RSS.index("</channel>")].replace("g1", "g2").replace("council", "“B\udcff”")
    feed = RSS.replace("</channel>", second + "</channel>").encode("utf-8", "surrogateescape")
    first, second = articles(analyze_all(feed), 2)
    assert not first.cautions
    assert len(second.cautions) == 1


UNDECLARED = {
    "shift_jis": "市議会は火曜日、橋の建設を承認した。工事は九月に始まると市長は述べた。",
    "gb2312": "市议会周二批准修建一座新桥。市长说，工程将于九月开始，耗资约四千万元。",
    "tis-620": "สภาเมืองอนุมัติการสร้างสะพานใหม่เมื่อวันอังคาร นายกเทศมนตรีกล่าวว่างานจะเริ่มในเดือนกันยายน",
    "euc_kr": "시의회는 화요일 다리 건설을 승인했다. 공사는 9월에 시작된다고 시장이 말했다.",
    "big5": "市議會週二批准修建一座新橋。市長說，工程將於九月開始，耗資約四千萬元。",
    "windows-1255": "מועצת העיר אישרה ביום שלישי את בניית הגשר החדש מעל הנהר, אמר ראש העיר.",
}


@pytest.mark.parametrize("codec", UNDECLARED)
def test_the_encoding_of_a_feed_that_declares_none_is_detected(codec: str) -> None:
    story = UNDECLARED[codec]
    article = read_article(RSS.replace("The council said yes.", story).encode(codec))
    assert article.text.endswith(story)
    assert "which is a guess" in article.cautions[0]


@pytest.mark.parametrize("shift", range(3))
@pytest.mark.parametrize("codec", ["shift_jis", "gb2312", "euc_kr", "big5"])
def test_the_encoding_of_a_long_feed_is_detected_wherever_its_sample_ends(codec: str, shift: int) -> None:
    story = "a" * shift + "<br>".join([UNDECLARED[codec] * 20] * 200)
    article = read_article(RSS.replace("The council said yes.", f"<![CDATA[{story}]]>").encode(codec))
    assert UNDECLARED[codec] in article.text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_markup_in_wide_characters_needs_no_byte_order_mark(codec: str) -> None:
    assert read_article(RSS.replace("said", "“said”").encode(codec)).text.endswith("council “said” yes.")
    assert "“the mayor said”" in read_article(PAGE.replace("the mayor said", "“the mayor said”").encode(codec)).text


def test_a_page_with_two_nul_bytes_is_no_binary_file_and_one_that_is_mostly_nul_is() -> None:
    article = read_article(PAGE.replace("the mayor", "the\0 mayor\0"))
    assert "the\ufffd mayor\ufffd said" in article.text
    assert "2 characters were replaced" in article.cautions[0]
    assert "binary" in read_failure(PAGE.replace(" ", "\0 "))
    assert "binary" in read_failure("x" * 70_000 + "\0" * 9_000)


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


def test_a_byte_that_windows_1252_does_not_have_is_replaced_and_the_rest_is_read_as_declared() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("the mayor said", "“the mayor” said BAD")
    article = read_article(page.encode("cp1252").replace(b"BAD", b"\x9d"))
    assert "“the mayor” said \ufffd" in article.text
    assert "It is not entirely valid WINDOWS-1252 (byte 0x9D" in article.cautions[0]


@pytest.mark.parametrize("label", ["unicode_escape", "punycode", "idna", "zlib", "undefined", "a" * 39, ".", "utf-7"])
def test_an_encoding_that_has_no_place_on_the_web_is_not_used(label: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{label}">').replace("the mayor", r"the \x41mayor")
    assert r"the \x41mayor said" in read_article(page).text


def row(number: int, text: str) -> bytes:
    return json.dumps({"id": f"r{number}", "text": text}, ensure_ascii=False).encode("utf-8", "surrogateescape")


def test_a_bad_byte_in_json_lines_is_replaced_and_costs_neither_its_line_nor_another() -> None:
    data = b"\xef\xbb\xbf" + b"\n".join([row(1, STORY), b"", row(2, "The mayor \udcff said."), row(3, "No.")])
    first, second, third = articles(analyze_all(data), 3)
    assert (first.text, second.text, third.text) == (STORY, "The mayor \ufffd said.", "No.")
    assert not first.cautions
    assert not third.cautions
    assert f"byte 0xFF at offset {data.index(0xFF):,}): 1 character was replaced" in second.cautions[0]


def test_a_line_of_json_lines_after_none_that_tells_is_read_as_a_document_of_its_own_would_be() -> None:
    article = read_article(row(1, "The caf\udce9 is open.") + b"\n")
    assert article.text == "The café is open."
    assert article == read_article(row(1, "The caf\udce9 is open.").replace(b'", "', b'",\n"'))


@pytest.mark.parametrize("before", ["", STORY * 9])
def test_a_line_of_json_lines_that_is_mostly_not_utf_8_is_a_failure_of_that_line_only(before: str) -> None:
    bad = bytes([0xD9, 0x8D, 0xFF, 0x81]) * 9
    data = b"\n".join([row(1, before), row(2, bad.decode("ascii", "surrogateescape")), row(3, "x")])
    found = analyze_all(data)
    (failure,) = [one for one in found if isinstance(one, Failure)]
    assert [one.id for one in found if isinstance(one, Article)] == ["r1", "r3"]
    assert failure.input == "- line 2"
    assert f"byte 0xFF at offset {data.index(0xFF):,}; " in failure.message
    assert "save it as UTF-8" in failure.message


def test_a_line_of_json_lines_that_is_binary_data_is_no_reason_to_leave_out_its_file(tmp_path: Path) -> None:
    binary = row(2, "\udcff" + "\0" * 99).replace(rb"\u0000", b"\0")
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join([row(1, "x" * 20_000), binary, row(3, "x")]))
    first, failure, third = read([str(tmp_path)], Settings())
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert "binary" in failure.message
    assert not failure.passed_over
    assert isinstance(third, Article)


@given(st.data())
def test_each_bad_byte_in_json_lines_is_named_by_its_place_in_the_file(data: st.DataObject) -> None:
    lines, places = [row(0, STORY)], []
    for number in range(1, 6):
        place = data.draw(st.none() | st.integers(0, len(STORY)))
        broken = STORY if place is None else f"{STORY[:place]}\udcff{STORY[place:]}"
        blank = [b""] * data.draw(st.integers(0, 2))
        lines += [*blank, row(number, broken)]
        places.append(place)
    found = articles(analyze_all(b"\n".join(lines)), 6)[1:]
    start = 0
    named = [start := b"\n".join(lines).index(0xFF, start + 1) for place in places if place is not None]
    for article, place in zip(found, places, strict=True):
        expected = STORY if place is None else f"{STORY[:place]}\ufffd{STORY[place:]}"
        assert article.text == expected
        assert [f"0xFF at offset {named.pop(0):,})" in c for c in article.cautions] == [True] * (place is not None)
