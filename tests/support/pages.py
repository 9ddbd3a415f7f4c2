"""Where things stand on a page, for the tests that look at it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

Open = Callable[..., Page]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 400, "height": 800}


def mark(page: Page, text: str) -> Locator:
    return page.locator(".mark", has_text=text).first


def note(page: Page, text: str) -> Locator:
    return page.locator(".note").filter(has=page.locator(".lemma", has_text=text)).first


def is_lit(locator: Locator) -> bool:
    return "on" in (locator.get_attribute("class") or "").split()


def lit_lemma(page: Page) -> str:
    return page.locator(".note.on .lemma").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("tbody tr:visible .name a").all_inner_texts()
