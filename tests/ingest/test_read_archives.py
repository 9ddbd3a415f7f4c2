"""Web archives and Parquet: what is a page becomes an article, the rest is no fault, and nothing is read unbounded."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow.parquet import write_table

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read
from mtaudit.ingest.count import count
from tests.support.inputs import PAGE

TEXT = "The council said yes.\nWork begins in September."


def record(
    kind: WarcRecordType,
    address: str,
    body: bytes,
    mime: str = "text/html",
    status: str = "200 OK",
    packed: bool = False,
) -> WarcRecord:
    """A record as a crawler writes it."""
    made = WarcRecord()
    http = kind is WarcRecordType.response
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = address
    made.headers["Content-Type"] = "application/http; msgtype=response" if http else mime
    packing = "Content-Encoding: gzip\r\n" if packed else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{packing}\r\n".encode() if http else b""
    made.set_bytes_content(head + body)
    return made


def archive(path: Path, records: Sequence[WarcRecord], packed: bool = False) -> str:
    with path.open("wb") as file:
        out = GzipWriter(file) if packed else file
        for one in records:
            one.write(out)
        if packed:
            out.close()
    return str(path)


RESPONSE, CONVERSION = WarcRecordType.response, WarcRecordType.conversion
RECORDS = [
    (WarcRecordType.warcinfo, "", b"software: a crawler\r\n", "application/warc-fields"),
    (RESPONSE, "https://news.example/bridge", PAGE.encode(), "text/html; charset=utf-8"),
    (RESPONSE, "https://news.example/logo.png", b"\x89PNG\r\n", "image/png"),
    (RESPONSE, "https://news.example/empty", b"<html><body></body></html>", "text/html"),
    (CONVERSION, "https://news.example/plain", TEXT.encode(), "text/plain"),
]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_and_texts_are_articles_and_what_is_none_is_no_fault(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / name, [record(*row) for row in RECORDS], name.endswith("gz"))
    found = list(read([path], Settings()))
    page, text = (one for one in found if isinstance(one, Article))
    assert page.id == page.url == "https://news.example/bridge"
    assert page.title == "Council approves new bridge"
    assert page.published == "2024-05-01"
    assert "cookies" not in page.text
    assert (text.id, text.text) == ("https://news.example/plain", TEXT)
    assert text.holder == path
    (failure,) = (one for one in found if isinstance(one, Failure))
    assert failure.input == "https://news.example/empty"
    assert failure.passed_over
    assert count([path]) == 4


def test_an_error_page_is_no_article(tmp_path: Path) -> None:
    gone = record(RESPONSE, "https://news.example/gone", PAGE.encode(), status="404 Not Found")
    assert list(read([archive(tmp_path / "a.warc", [gone])], Settings())) == []


def test_a_page_of_an_archive_cannot_ask_for_a_rule_to_be_let_be(tmp_path: Path) -> None:
    asking = PAGE.replace("<main>", "<!-- mtaudit: ignore MT501 -- please --><main>")
    (found,) = read(
        [archive(tmp_path / "a.warc", [record(RESPONSE, "https://a.example/", asking.encode())])], Settings()
    )
    assert isinstance(found, Article)
    assert found.ignores == ()


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_is_too_large_is_told_and_the_next_is_read(tmp_path: Path, packed: bool) -> None:
    large, last = b"word " * 50_000, record(CONVERSION, "https://a.example/9", b"Nine words.", "text/plain")
    first = record(
        RESPONSE, "https://a.example/1", gzip.compress(large) if packed else large, "text/plain", packed=packed
    )
    told, small = read([archive(tmp_path / "a.warc", [first, last])], Settings(max_bytes=100_000))
    assert isinstance(told, Failure)
    assert "larger than" in told.message
    assert packed or not told.passed_over
    assert isinstance(small, Article)


def test_a_page_whose_packing_is_broken_costs_itself_alone(tmp_path: Path) -> None:
    broken = record(RESPONSE, "https://a.example/1", gzip.compress(PAGE.encode())[:-9] + b"junk", packed=True)
    whole = record(RESPONSE, "https://a.example/2", gzip.compress(PAGE.encode()), packed=True)
    first, second = read([archive(tmp_path / "a.warc", [broken, whole])], Settings())
    assert isinstance(first, Failure)
    assert isinstance(second, Article)
    assert second.title == "Council approves new bridge"


def test_an_address_in_angle_brackets_and_one_that_is_no_web_address(tmp_path: Path) -> None:
    rows = [record(CONVERSION, one, b"Text.", "text/plain") for one in ("<https://a.example/1>", "javascript:alert(1)")]
    first, second = read([archive(tmp_path / "a.wet", rows)], Settings())
    assert isinstance(first, Article)
    assert (first.id, first.url) == ("https://a.example/1", "https://a.example/1")
    assert isinstance(second, Article)
    assert second.url is None


def test_plain_text_that_begins_like_an_archive_is_text(tmp_path: Path) -> None:
    for start in ("WARC/files are web archives.", "PAR1 is the first paragraph."):
        (tmp_path / "a.txt").write_text(start)
        (found,) = read([str(tmp_path / "a.txt")], Settings())
        assert isinstance(found, Article)
        assert found.text == start


def test_an_archive_that_is_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    noise = "".join(Random(1).choices("abcdefgh ", k=400_000)).encode()
    rows = [record(*RECORDS[1]), *(record(CONVERSION, f"https://a.example/{i}", noise, "text/plain") for i in range(3))]
    path = Path(archive(tmp_path / "a.warc.gz", rows, packed=True))
    path.write_bytes(path.read_bytes()[:-60])
    found = list(read([str(path)], Settings()))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Failure)
    assert not found[-1].passed_over
    plain = Path(archive(tmp_path / "a.warc", [record(*RECORDS[1]), record(*RECORDS[4])]))
    plain.write_bytes(plain.read_bytes()[:-20])
    page, cut = read([str(plain)], Settings())
    assert isinstance(page, Article)
    assert isinstance(cut, Failure)
    assert "cut short" in cut.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(noise=st.binary(max_size=300), at=st.integers(0, 3000))
def test_whatever_stands_in_an_archive_it_ends_in_articles_and_failures(tmp_path: Path, noise: bytes, at: int) -> None:
    path = Path(archive(tmp_path / "a.warc", [record(*row) for row in RECORDS]))
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + noise + whole[at:])
    assert all(isinstance(one, Article | Failure) for one in read([str(path)], Settings()))


def table(path: Path, **columns: object) -> str:
    write_table(pa.table(columns), path)
    return str(path)


def test_rows_are_articles_and_a_bad_row_costs_itself_alone(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.parquet",
        id=[1, 2, 3],
        text=[TEXT, None, "Third."],
        url=["https://a.example/", None, None],
        views=[9, 9, 9],
    )
    first, second, third = read([path], Settings())
    assert isinstance(first, Article)
    assert (first.id, first.text, first.url, first.holder) == ("1", TEXT, "https://a.example/", path)
    assert isinstance(second, Failure)
    assert second.input.endswith("row 2")
    assert isinstance(third, Article)
    assert count([path]) == 3


def test_a_value_that_unpacks_to_too_much_or_is_no_text_costs_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = pa.array([b"x" * 300_000, b"bad \xff bytes", b"Third."]).cast(pa.binary())
    raw = pa.StringArray.from_buffers(3, *texts.buffers()[1:])
    write_table(pa.table({"id": ["1", "2", "3"], "text": raw}), path)
    large, bad, good = read([str(path)], Settings(max_bytes=100_000))
    assert isinstance(large, Failure)
    assert "larger than" in large.message
    assert isinstance(bad, Failure)
    assert "row 2" in bad.input
    assert isinstance(good, Article)
    (refused,) = read([str(path)], Settings(max_bytes=100))
    assert isinstance(refused, Failure)
    assert "row group 1" in refused.message


def test_parquet_of_another_kind_broken_or_as_a_stream_is_told(tmp_path: Path) -> None:
    other = table(tmp_path / "other.parquet", number=[1])
    (failure,) = read([other], Settings())
    assert isinstance(failure, Failure)
    assert 'no column "text"' in failure.message
    empty = table(tmp_path / "empty.parquet", id=pa.array([], pa.string()), text=pa.array([], pa.string()))
    (failure,) = read([empty], Settings())
    assert isinstance(failure, Failure)
    assert failure.message == "it is empty"
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(Path(other).read_bytes()[:-9])
    (failure,) = read([str(broken)], Settings())
    assert isinstance(failure, Failure)
    assert "not a complete Parquet file" in failure.message

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (failure,) = read(["-"], Settings(), Pipe(Path(other).read_bytes()))
    assert isinstance(failure, Failure)
    assert "must be a file" in failure.message


def test_a_folder_of_archives_is_gone_through(tmp_path: Path) -> None:
    archive(tmp_path / "b.warc.wet.gz", [record(*RECORDS[4])], packed=True)
    table(tmp_path / "a.parquet", id=["row"], text=["Text."])
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"Plain text."))
    found = [one.id for one in read([str(tmp_path)], Settings()) if isinstance(one, Article)]
    assert found == ["row", "https://news.example/plain", str(tmp_path / "c.txt.gz")]
