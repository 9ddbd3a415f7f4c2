"""Findings in a title that the text does not hold: every format shows them, and none looks for them in the text."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from pyarrow.parquet import read_table

from mtaudit.core import ArticleReport, AuditReport, Severity, SuppressedFinding
from mtaudit.formats import FORMATS, Html, Target
from mtaudit.formats.file_name import file_name
from mtaudit.formats.layout import lay_out
from mtaudit.runs.batch import entry
from tests.support.pages import Open, is_lit, mark, note
from tests.support.reports import RULES, finding, report_of

TITLE = "Bank makes a call to the calm"
TEXT = "The bank left to desire."
IN_TITLE = finding(TITLE, "MT501", "call to the calm", message="A calque.")
IN_TEXT = finding(TEXT, "MT103", "left to desire")
REPORT = replace(report_of(TEXT, IN_TEXT, title=TITLE), title_findings=(IN_TITLE,))
IN_FILE = replace(REPORT, article=replace(REPORT.article, id="a.txt", file="a.txt"))
QUOTED = f"“call to the calm” in the title “{TITLE}”: A calque."


def raw(name: str, report: ArticleReport, folder: Path = Path(), suppressed: bool = False) -> bytes:
    """What a format writes of one article, in bytes."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    form = FORMATS[name](Target(out, folder, RULES, suppressed=suppressed))
    form.article(report)
    form.finish(AuditReport((), (), "s"))
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue()


def written(name: str, report: ArticleReport, suppressed: bool = False) -> str:
    return raw(name, report, suppressed=suppressed).decode()


def page_of(folder: Path, report: ArticleReport) -> html.HtmlElement:
    Html(folder, RULES).article(report)
    return html.fromstring((folder / file_name(report.article.id, report.article.title)).read_text("utf-8"))


def test_json_has_them_after_the_findings_with_offsets_into_the_title() -> None:
    fields = json.loads(written("jsonl", REPORT))
    keys = list(fields)
    assert keys[keys.index("findings") + 1] == "title_findings"
    (found,) = fields["title_findings"]
    assert list(found) == list(fields["findings"][0])
    assert fields["title"][found["start"] : found["end"]] == found["text"] == "call to the calm"
    assert fields["text"] == TEXT
    assert json.loads(written("json", REPORT)) == [fields]


def test_json_does_without_the_key_where_there_are_none() -> None:
    assert "title_findings" not in json.loads(written("jsonl", report_of(TEXT, IN_TEXT, title=TITLE)))


def test_parquet_has_a_column_of_them() -> None:
    for report in (REPORT, replace(REPORT, title_findings=())):
        (row,) = read_table(io.BytesIO(raw("parquet", report))).to_pylist()
        assert [f["text"] for f in row["title_findings"]] == [f.text for f in report.title_findings]
        assert [f["text"] for f in row["findings"]] == ["left to desire"]


def test_a_terminal_shows_the_title_as_the_sentence_first() -> None:
    lines = written("text", REPORT).splitlines()
    head = next(i for i, line in enumerate(lines) if "MT501" in line)
    assert lines[head].split() == ["title", "minor", "MT501", "calque", "0.90"]
    assert lines[head + 1].strip() == TITLE
    assert lines[head + 2].index("^") == lines[head + 1].index("call to the calm")
    assert head < next(i for i, line in enumerate(lines) if "MT103" in line)


def test_a_terminal_obeys_nothing_in_a_title() -> None:
    title = "A \x1b[2J[bold]call\u202e"
    report = replace(report_of(TEXT, title=title), title_findings=(finding(title, "MT501", "[bold]call"),))
    assert not set(written("text", report)) & set("\x1b\u202e")


def test_a_page_marks_its_heading_and_lists_them_with_the_others(tmp_path: Path) -> None:
    page = page_of(tmp_path, REPORT)
    (heading,) = page.find_class("title")
    assert heading.text_content() == TITLE
    (marked,) = heading.find_class("mark")
    assert marked.text_content() == "call to the calm"
    first, second = page.find_class("note")
    assert first.find_class("lemma")[0].get("href") == f"#{marked.get('id')}"
    assert marked.get("href") == f"#{first.get('id')}"
    assert first.find_class("label")[0].text_content().startswith("Title · minor")
    assert "Title" not in second.find_class("label")[0].text_content()
    assert page.get_element_by_id("notes-title").text_content() == "2 findings"
    assert page.get_element_by_id("copy").text_content() == TEXT
    assert page.xpath("//section[@class='rules']/details/@id") == ["MT103", "MT501"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_hostile_title_is_text_in_the_heading_and_in_the_list(tmp_path: Path) -> None:
    title = "Bank <script>alert(1)</script> \"'><img src=x onerror=alert(2)>"
    report = replace(report_of(TEXT, title=title), title_findings=(finding(title, "MT501", "<script>alert(1)"),))
    page = page_of(tmp_path, report)
    assert page.find_class("title")[0].text_content() == title
    assert page.find_class("mark")[0].text_content() == "<script>alert(1)"
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img")


def test_a_heading_without_findings_is_not_marked(tmp_path: Path) -> None:
    (heading,) = page_of(tmp_path, replace(REPORT, title_findings=())).find_class("title")
    assert (heading.text_content(), heading.find_class("mark")) == (TITLE, [])


def test_a_click_goes_from_the_list_to_the_heading_and_back(show: Open) -> None:
    page = show(REPORT)
    note(page, "call to the calm").locator(".message").click()
    assert is_lit(mark(page, "call to the calm"))
    mark(page, "left to desire").click()
    mark(page, "call to the calm").click()
    assert is_lit(note(page, "call to the calm"))


def test_notes_are_numbered_from_the_title_on_and_pieces_have_numbers_of_their_own() -> None:
    layout = lay_out(replace(REPORT, findings=(IN_TEXT, finding(TEXT, "MT501", "bank"))))
    assert [(n.number, n.finding.text, n.in_title) for n in layout.notes] == [
        (1, "call to the calm", True),
        (2, "bank", False),
        (3, "left to desire", False),
    ]
    numbers = [p.number for p in layout.title]
    numbers += [p.number for block in layout.blocks for sentence in block.sentences for p in sentence.pieces]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(("report", "address"), [(REPORT, "one"), (IN_FILE, "a.txt")])
def test_sarif_names_the_title_and_points_to_no_characters_of_the_text(report: ArticleReport, address: str) -> None:
    result, _ = json.loads(written("sarif", report))["runs"][0]["results"]
    (location,) = result["locations"]
    assert result["message"]["text"] == QUOTED
    assert location["logicalLocations"][0]["name"] == TITLE
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["physicalLocation"]["artifactLocation"]["uri"] == address


def test_sarif_gives_a_held_one_no_place_in_the_text_either() -> None:
    suppressed = replace(
        REPORT, title_findings=(), findings=(), suppressed=(SuppressedFinding(IN_TITLE, "house style", in_title=True),)
    )
    (result,) = json.loads(written("sarif", suppressed, suppressed=True))["runs"][0]["results"]
    assert result["message"]["text"] == QUOTED
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_github_annotates_the_first_line_of_a_file_and_names_an_article_that_is_none() -> None:
    (line, _) = written("github", IN_FILE).splitlines()
    assert line == f"::notice file=a.txt,line=1,title=MT501 calque::{QUOTED}"
    (line, _) = written("github", REPORT).splitlines()
    assert line == f"::notice title=MT501 calque::{TITLE} (one): {QUOTED}"


def test_gitlab_places_them_on_line_1() -> None:
    row, _ = json.loads(written("gitlab", IN_FILE))
    assert (row["description"], row["location"]) == (QUOTED, {"path": "a.txt", "lines": {"begin": 1}})


def test_junit_tells_them_first() -> None:
    told = etree.fromstring(written("junit", REPORT)).findtext(".//system-out") or ""
    assert re.findall("title minor MT501 calque: (.*)", told) == [QUOTED]


def test_the_line_of_the_batch_counts_them() -> None:
    assert entry(REPORT).findings == {Severity.MINOR: 1, Severity.MAJOR: 1}
