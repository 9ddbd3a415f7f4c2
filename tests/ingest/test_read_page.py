"""Web pages: the article, its headline and captions, and nothing of the furniture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.inputs import PAGE, read_article, read_failure


def test_a_page_gives_the_article_and_what_the_page_says_of_it() -> None:
    found = read_article(PAGE)
    assert found.title == "Council approves new bridge"
    assert (found.language, found.published, found.part) == ("en", "2024-05-01", "page")
    assert found.url == "https://news.example/bridge"
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == "Council approves new bridge"
    assert paragraphs[2].endswith("over the river, ending a debate of ten years.")
    assert "Trucks must use the ring road." in paragraphs
    assert found.text.count("Council approves new bridge") == 1


def test_captions_are_kept_as_paragraphs() -> None:
    assert "The river at dawn, seen from the old bridge." in read_article(PAGE).text.split("\n\n")


@pytest.mark.parametrize("furniture", ["Sport", "cookies", "Related", "Visitor", "Copyright", "10 million"])
def test_furniture_is_left_out(furniture: str) -> None:
    assert furniture in PAGE
    assert furniture not in read_article(PAGE).text


def test_a_headline_outside_the_body_is_put_first() -> None:
    page = PAGE.replace("<h1>Council approves new bridge</h1>", "")
    assert read_article(page).text.startswith("Council approves new bridge\n\nThe river at dawn")


def test_a_page_laid_out_in_tables_is_read() -> None:
    story = "<br><br>".join(["The council on Tuesday approved a new bridge, and the mayor said that work begins."] * 4)
    page = f"<html><body><table><tr><td>Home</td><td>{story}</td></tr></table></body></html>"
    assert "the mayor said that work begins" in read_article(page).text


def test_a_brief_on_a_full_page_is_read_without_the_menu() -> None:
    page = (
        '<html><head><title>News</title></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        "<h1>Bridge approved</h1><p>The council said yes on Tuesday.</p><p>Work begins soon.</p>"
        "<footer><p>Copyright.</p></footer></body></html>"
    )
    assert read_article(page).text.split("\n\n")[-2:] == ["The council said yes on Tuesday.", "Work begins soon."]
    assert "Sport" not in read_article(page).text


@pytest.mark.parametrize(
    "page",
    [
        "<article><div>{0}<div>{0}</div></div></article>",
        "<p>{0}</p><blockquote>{0}</blockquote>",
        "<div>{0}<br><br>{0}</div>",
    ],
)
def test_lines_wrapped_in_the_source_are_not_broken_and_blocks_not_glued(page: str) -> None:
    sentence = "The city council\non Tuesday approved <b>a new\nbridge</b> over\nthe river."
    text = read_article("<html><body>" + page.format(sentence) + "</body></html>").text
    assert (
        " ".join(text.split()).replace("The city council on Tuesday approved a new bridge over the river.", "").strip()
        == ""
    )
    assert "river.The" not in text
    assert "\n" not in text.replace("\n\n", "")


def test_a_fragment_is_read_as_html() -> None:
    assert read_article("<h1>Bridge approved</h1><p>The council said yes on Tuesday.</p>").text == (
        "Bridge approved\n\nThe council said yes on Tuesday."
    )


@pytest.mark.parametrize("page", ["<html></html>", "<!DOCTYPE html><body><script>load()</script></body>", "<html><!--"])
def test_a_page_without_an_article_is_a_failure(page: str) -> None:
    assert "page" in read_failure(page)


@pytest.mark.parametrize("tag", ["div", "font", "blockquote", "ul><li", "table><tr><td"])
def test_deep_nesting_is_a_failure_and_no_crash(tag: str) -> None:
    assert "nested too deeply" in read_failure("<html><body>" + f"<{tag}>" * 100_000 + "Text.")


@pytest.mark.parametrize("page", ["<p>{}</p>", "<p title='{}'>Text.</p>", "<script>{}</script><p>Text.</p>"])
def test_a_piece_that_is_too_long_is_named_for_what_it_is(page: str) -> None:
    told = read_failure("<html><body>" + page.format("word " * 2_100_000) + "</body></html>")
    assert "too long" in told
    assert "nested" not in told


def test_nothing_but_the_articles_reaches_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    (tmp_path / "page.html").write_text(PAGE)
    code = (
        "import sys; from mtaudit.config import Settings; from mtaudit.ingest import read\n"
        "print(*(type(one).__name__ for one in read(sys.argv[1:], Settings())))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("Failure Article\n", "")
