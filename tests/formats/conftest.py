"""A folder of pages, and a browser that opens them and hears what they complain of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from mtaudit.core import ArticleReport
from mtaudit.formats import Html
from mtaudit.formats.file_name import file_name
from tests.support.pages import WIDE, Open
from tests.support.reports import RULES, batch, wire_story


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a file as a page; at the end, no page may have complained, asked for anything or raised a dialog."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    complaints: list[str] = []

    def open_it(path: Path, **options: object) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not complaints
    assert [url for url in requests if not url.startswith("file://")] == []


@pytest.fixture
def show(folder: Path, open_page: Open) -> Open:
    """Writes an article's page and opens it."""

    def show_it(report: ArticleReport, **options: object) -> Page:
        Html(folder, RULES).article(report)
        return open_page(folder / file_name(report.article.id, report.article.title), **options)

    return show_it


@pytest.fixture
def index(folder: Path, open_page: Open) -> Page:
    html = Html(folder, RULES)
    html.article(wire_story())
    html.finish(batch())
    return open_page(folder / "index.html")
