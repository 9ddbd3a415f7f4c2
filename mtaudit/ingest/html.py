"""Parses web pages: the article without the furniture around it, and what the markup says of its making."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.comments import ignores
from mtaudit.ingest.encoding import read_markup
from mtaudit.ingest.extraction import extract, metadata_of
from mtaudit.ingest.headline import MOST_HEADLINE_WORDS, with_headline
from mtaudit.ingest.interface import Resource, UnsuitableError
from mtaudit.ingest.page_end import cut_in
from mtaudit.ingest.page_evidence import gather, language_of
from mtaudit.ingest.page_tree import collapse_space
from mtaudit.ingest.paragraphs import to_tree
from mtaudit.ingest.parse_time import bounded

_AGAIN = "what there is of it was audited; fetch or save it again"


@bounded
def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the one article, and a failure after it where the page stops before its end.

    Raises:
        InputError: if the page holds no article text.
        UnsuitableError: if it is a report that mtaudit wrote.
    """
    decoded = read_markup(resource, settings.max_bytes)
    markup = decoded.text
    tree = to_tree(markup)
    if _is_report(tree):
        raise UnsuitableError("it is a report that mtaudit wrote; give the article that it is about")
    evidence, language = gather(tree, resource.url), language_of(tree)
    collapse_space(tree)
    metadata, found = metadata_of(tree, resource.url), extract(tree, resource.url)
    if not found.text:
        raise InputError("no article text is found in the page; if a script loads it, save the text to a file")
    title = _shown_headline(tree) or " ".join((metadata.title or "").split())
    if found.is_stub:
        evidence["prose-taken"] = f"{found.prose:,} of {found.seen:,} words of prose that the page shows"
    yield Article(
        id=resource.name,
        text=with_headline(title, found.text),
        title=title,
        language=language,
        url=_web_address(metadata.url) or resource.url,
        published=metadata.date,
        part="excerpt" if found.is_stub else "page",
        evidence=evidence,
        ignores=ignores(markup),
        cautions=decoded.cautions(),
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


def _shown_headline(tree: html.HtmlElement) -> str:
    """The page's one `<h1>`: what a reader sees, where the metadata may be in the language translated from, or ""."""
    headings = [" ".join(found.text_content().split()) for found in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0] if len(headings) == 1 and 2 <= len(headings[0].split()) <= MOST_HEADLINE_WORDS else ""


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
