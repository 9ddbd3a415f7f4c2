"""Parses web pages: the article without the furniture around it, and what the markup says of its making."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import html

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest.comments import ignores
from mtaudit.ingest.encoding import read_markup
from mtaudit.ingest.headline import MOST_HEADLINE_WORDS, with_headline
from mtaudit.ingest.interface import Resource, UnsuitableError
from mtaudit.ingest.page_end import cut_in
from mtaudit.ingest.page_evidence import gather, language_of
from mtaudit.ingest.paragraphs import paragraphs, to_tree
from mtaudit.model import Article, Failure

if TYPE_CHECKING:
    from trafilatura.settings import Document

_AGAIN = "what there is of it was audited; fetch or save it again"
_BREAK_OR_CONTROL = re.compile(r"[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A line break, or a character that XML forbids and lxml refuses to be given, though its parser lets it by."""


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the one article, and a failure after it where the page stops before its end.

    Raises:
        InputError: if the page holds no article text.
        UnsuitableError: if it is a report that mtaudit wrote.
    """
    markup = read_markup(resource, settings.max_bytes)
    tree = to_tree(markup)
    if _is_report(tree):
        raise UnsuitableError("it is a report that mtaudit wrote; give the article that it is about")
    evidence, language = gather(tree, resource.url), language_of(tree)
    _collapse_space(tree)  # first: a text that lxml forbids could not be moved
    _keep_captions(tree)
    shown = _shown_headline(tree)
    # Tables hold figures rather than prose, except on old pages that are laid out in them.
    document = _extract(tree, resource.url, tables=False) or _extract(tree, resource.url, tables=True)
    body = paragraphs(document.body, newline="\n\n") if document else ""
    if not document or not body:
        raise InputError("no article text is found in the page; if a script loads it, save the text to a file")
    title = shown or " ".join((document.title or "").split())
    yield Article(
        id=resource.name,
        text=with_headline(title, body),
        title=title,
        language=language,
        url=_web_address(document.url) or resource.url,
        published=document.date,
        part="page",
        evidence=evidence,
        ignores=ignores(markup),
    )
    if inside := cut_in(markup):
        yield Failure(resource.name, f"the page is cut short, in the middle of {inside}; {_AGAIN}")


def parse_whole(resource: Resource, settings: Settings) -> Article:
    """The one article of a page that is all there.

    Raises:
        InputError: as `parse`, and if the page stops before its end.
    """
    page, *failures = parse(resource, settings)
    if isinstance(page, Failure) or failures:
        raise InputError(next(found.message for found in (page, *failures) if isinstance(found, Failure)))
    return page


def _is_report(tree: html.HtmlElement) -> bool:
    """Whether mtaudit made the page: reports lie in the folder that is audited again, and quote its articles."""
    makers = (m.get("content", "") for m in tree.iter("meta") if m.get("name", "").strip().lower() == "generator")
    return any(maker.strip().lower().startswith("mtaudit") for maker in makers)


def _extract(tree: html.HtmlElement, url: str | None, tables: bool) -> Document | None:
    import trafilatura
    from trafilatura.settings import use_config

    _hush()
    config = use_config()
    # The rescue for pages where less than this is found takes menus along, and a brief may be two lines long.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    try:
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=tables,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except Exception as error:  # whatever escapes on malformed markup is this page's failure, not the batch's
        raise InputError(f"the page cannot be parsed ({type(error).__name__}); give the article as text") from error
    return None if isinstance(found, dict) else found


def _hush() -> None:
    """Keep the libraries' notes from Python's last-resort handler, which would print them on the terminal."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _keep_captions(tree: html.HtmlElement) -> None:
    """Put each caption in place of its figure, as a paragraph: figures are dropped whole, and captions are copy."""
    with_tables = {figure for table in tree.iter("table") for figure in table.iterancestors("figure")}
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        if figure is None or figure.getparent() is None or figure in with_tables:
            continue
        caption.tag, caption.tail = "p", figure.tail
        figure.getparent().replace(figure, caption)


def _collapse_space(tree: html.HtmlElement) -> None:
    """Leave no line break but those that trafilatura makes, which part paragraphs, and keep nested blocks apart."""
    for element in tree.iter("*"):
        if element.text and element.tag not in ("script", "style"):
            element.text = (" " if element.tag == "div" else "") + _BREAK_OR_CONTROL.sub(" ", element.text)
        if element.tail:
            element.tail = _BREAK_OR_CONTROL.sub(" ", element.tail)


def _shown_headline(tree: html.HtmlElement) -> str:
    """The page's one `<h1>`: what a reader sees, where the metadata may be in the language translated from, or ""."""
    headings = [" ".join(found.text_content().split()) for found in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0] if len(headings) == 1 and 2 <= len(headings[0].split()) <= MOST_HEADLINE_WORDS else ""


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
