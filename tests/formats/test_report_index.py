"""The index of a batch in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from mtaudit.core import AuditReport, Entry, Label, Verdict
from mtaudit.formats import Html
from tests.support.pages import NARROW, Open, titles
from tests.support.reports import RULES


def test_the_index_leads_to_a_report_and_back(index: Page) -> None:
    index.get_by_role("link", name="The port of Varnholm").click()
    assert index.get_by_role("heading", level=1).inner_text() == "Machine translation"
    index.get_by_role("link", name="All articles").click()
    assert index.get_by_role("heading", level=1).inner_text() == "12 articles audited"


def test_the_index_sorts_by_any_column_both_ways(index: Page) -> None:
    worst_first = titles(index)
    words = index.get_by_role("columnheader", name="Words")
    words.get_by_role("button").click()
    assert words.get_attribute("aria-sort") == "descending"
    assert titles(index)[0] == "Wolves return to the northern valleys"
    words.get_by_role("button").click()
    assert words.get_attribute("aria-sort") == "ascending"
    assert titles(index)[0] == "Ferry line to reopen in May"
    article = index.get_by_role("columnheader", name="Article")
    article.get_by_role("button").click()
    assert titles(index) == sorted(titles(index), key=str.lower)
    assert words.get_attribute("aria-sort") is None
    index.get_by_role("columnheader", name="Verdict").get_by_role("button").click()
    assert titles(index) == worst_first


def test_the_index_sorts_by_keyboard(index: Page) -> None:
    minor = index.get_by_role("columnheader", name="Minor").get_by_role("button")
    minor.focus()
    index.keyboard.press("Enter")
    assert titles(index)[0] == "The port of Varnholm stays closed after the rupture of a grue"
    index.keyboard.press("Space")
    assert titles(index)[-1] == "The port of Varnholm stays closed after the rupture of a grue"


def test_the_index_filters_by_verdict_and_words(index: Page) -> None:
    for label in ("clean", "undecided"):
        index.get_by_role("button", name=label).click()
    assert len(titles(index)) == 6
    index.keyboard.press("/")
    index.keyboard.type("solvik")
    assert titles(index) == ["Strike at the airport of Solvik: what one knows"]
    assert index.get_by_role("status").inner_text() == "1 of 12 shown"
    index.get_by_label("Search titles").fill("no such thing")
    assert index.get_by_text("No article matches.").is_visible()


def test_a_filter_outlasts_a_sort(index: Page) -> None:
    index.get_by_role("button", name="clean").click()
    index.get_by_role("columnheader", name="Words").get_by_role("button").click()
    assert len(titles(index)) == 7


def test_the_index_tells_what_was_skipped_and_what_failed(index: Page) -> None:
    assert "written in German; only English is audited" in index.locator("section:has(#skipped)").inner_text()
    assert "404 Not Found" in index.locator("section:has(#failed)").inner_text()
    assert "2 skipped" in index.locator(".sum").first.inner_text()


def test_a_hostile_index_runs_nothing_and_fits_a_narrow_screen(folder: Path, open_page: Open) -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e' + "w" * 300
    entries = (
        Entry(
            nasty,
            nasty,
            "javascript:alert(1)",
            part="summary",
            words=5,
            outcome=Verdict(Label.SUSPECT, 0.5, nasty),
            findings={},
        ),
    )
    site = folder / "hostile"
    Html(site, RULES).finish(AuditReport(entries, (), nasty))
    page = open_page(site / "index.html", viewport=NARROW)
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert titles(page)[0].startswith('"><script>alert(1)</script>')
