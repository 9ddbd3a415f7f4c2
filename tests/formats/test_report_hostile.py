"""Pages, feeds and JSON made to run scripts or to fetch something in the browser of whoever opens the report."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import Article, AuditReport
from mtaudit.formats import Html
from mtaudit.formats.file_name import file_name
from mtaudit.ingest import read
from mtaudit.models import Models
from tests.support.pages import Open
from tests.support.reports import RULES

RUN = "document.title='owned'"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>",
    f'<iframe srcdoc="<script>top.{RUN}</script>"></iframe>',
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "<img src=https://example.invalid/pixel.gif>",
    "<link rel=stylesheet href=https://example.invalid/a.css>",
    "<style>@import url(https://example.invalid/b.css);*{background:url(https://example.invalid/c)}</style>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<base href=https://example.invalid/>",
    "<form action=https://example.invalid/><input autofocus></form>",
    "{{ 7 * 7 }}{% raw %}",
    f"\u202e<script>{RUN}</script>\u2066",
    f"\ufeff<scr\u200bipt>{RUN}</script>",
]
PROSE = "The council said on Tuesday that it had published informations about the bridge, which was opened in 1934."


def as_page(payload: str) -> str:
    """Raw in the head and the body, and escaped, so that it comes out as text."""
    shown = html.escape(payload)
    return (
        f'<html><head><title>{shown}</title><meta name=author content="{shown}">'
        f'<link rel=canonical href="{shown}"></head><body><article><h1>{shown}</h1><p>{PROSE} {shown}</p>{payload}'
        f'<p><a href="{shown}">{PROSE}</a></p></article></body></html>'
    )


def as_feed(payload: str) -> str:
    shown = html.escape(payload)
    return (
        f"<rss version='2.0'><channel><title>{shown}</title><item><guid>{shown}</guid><title>{shown}</title>"
        f"<link>{shown}</link><description>{html.escape(f'<p>{PROSE} {shown}</p>{payload}')}</description></item>"
        "</channel></rss>"
    )


def as_json(payload: str) -> str:
    row = dict.fromkeys(("id", "title", "url", "language", "published"), payload)
    return json.dumps(row | {"text": f"{PROSE} {payload} informations"}) + "\n"


@pytest.mark.parametrize(
    ("suffix", "document", "payload"),
    [
        *(("html", as_page, payload) for payload in PAYLOADS),
        *(("xml", as_feed, payload) for payload in PAYLOADS[::6]),
        *(("jsonl", as_json, payload) for payload in PAYLOADS[3::6]),
    ],
)
def test_a_report_runs_nothing_and_asks_for_nothing(
    tmp_path: Path, open_page: Open, suffix: str, document: object, payload: str
) -> None:
    assert callable(document)
    source = tmp_path / f"hostile.{suffix}"
    source.write_text(document(payload), "utf-8")
    settings = Settings(select=("calque",))
    auditor, pages = Auditor(settings, Models(settings)), Html(tmp_path / "out", RULES)
    found = [one for one in read([str(source)], settings) if isinstance(one, Article)]
    assert found
    for article in found:
        report = auditor.audit(article)
        pages.article(report)
        page = open_page(tmp_path / "out" / file_name(report.article.id, report.article.title))
        page.locator(".mark").first.hover()
        assert page.title() != "owned"
        assert page.locator("a[href^='javascript' i], a[href^='data' i], iframe, form, base").count() == 0
    pages.finish(AuditReport(entries=(), failures=(), signature=report.signature))
