"""The article of a page as trafilatura finds it: its first answer, or where that holds little, a better one."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html

from mtaudit.errors import InputError
from mtaudit.ingest.page_tree import prepare, without_marks
from mtaudit.ingest.paragraphs import paragraphs
from mtaudit.ingest.visible import prose_in, strip_unseen

if TYPE_CHECKING:
    from trafilatura.settings import Document

logger = logging.getLogger(__name__)
CAPTIONED = 0.25
"""Share of what was taken, in words, that captions are from which they may have displaced the article."""
SHORT, THIRD = 500, 1 / 3
"""Words of prose, and share of the page's, up to which other ways to extract it are tried."""
BETTER, CLEAN = 1.5, 0.6
"""How many times the prose another way must give, and which share of its words must be prose."""
STUB, QUARTER = 300, 0.25
"""Words of prose, and share of the page's, under which what was taken is too little to stand for the page."""
LEAST = 100
"""Words of prose that a page must show before so much can be said of it."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken of a page.

    Attributes:
        text: the article's paragraphs, separated by blank lines.
        prose: words of prose in it, its captions left out.
        seen: words of prose in the page as a reader sees it; 0 until they are counted.
    """

    text: str
    prose: int
    seen: int = 0

    @property
    def words(self) -> int:
        """Words of the text."""
        return len(self.text.split())

    @property
    def is_stub(self) -> bool:
        """Whether it is too little to stand for the page."""
        return self.seen >= LEAST and self.prose < min(STUB, QUARTER * self.seen)


def extract(tree: html.HtmlElement, url: str | None) -> Extraction:
    """The article of a page; its text is "" where there is none. The tree, of collapsed space, is left as it is.

    Raises:
        InputError: if the page cannot be parsed.
    """
    _hush()
    try:
        return _extract(tree, url)
    except Exception as error:  # whatever escapes on malformed markup is this page's failure, not the batch's
        raise _unparsable(error) from error


def metadata_of(tree: html.HtmlElement, url: str | None) -> Document:
    """What the page says of its article: title, address, date.

    Raises:
        InputError: if the page cannot be parsed.
    """
    from trafilatura import extract_metadata

    _hush()
    try:
        return extract_metadata(deepcopy(tree), url, {"original_date": True, "extensive_search": False})
    except Exception as error:
        raise _unparsable(error) from error


def _unparsable(error: Exception) -> InputError:
    logger.info("the extraction of a page failed", exc_info=error)
    return InputError(f"the page cannot be parsed ({type(error).__name__}); give the article as text")


def _extract(tree: html.HtmlElement, url: str | None) -> Extraction:
    whole = deepcopy(tree)
    captions = prepare(whole, captions=True)
    # Tables hold figures rather than prose, except on old pages that are laid out in them. The rescue for pages where
    # less than MIN_EXTRACTED_SIZE is found takes menus along, and a brief may be two lines long.
    best = _taken(whole, url, captions, least=1, tables=False)
    if not best.text:
        best = _taken(whole, url, captions, least=1)
    if captions and sum(len(caption.split()) for caption in captions) >= CAPTIONED * best.words:
        bare = deepcopy(tree)
        prepare(bare, captions=False)
        best = max(best, _taken(bare, url, (), least=1, tables=False), key=lambda found: found.prose)
    strip_unseen(tree := deepcopy(tree))
    seen = prose_in(paragraphs(tree))
    if best.prose <= min(SHORT, THIRD * seen):
        for alternative in _other_ways(whole, url, captions):
            if alternative.prose > BETTER * best.prose and alternative.prose >= CLEAN * alternative.words:
                best = alternative
    return Extraction(best.text, best.prose, seen)


def _other_ways(tree: html.HtmlElement, url: str | None, captions: Collection[str]) -> Iterator[Extraction]:
    """What trafilatura gives with its own settings, where it favours recall, and by its last resort."""
    from trafilatura import baseline

    yield _taken(tree, url, captions, tables=False)
    yield _taken(tree, url, captions, recall=True)
    tree = deepcopy(tree)
    strip_unseen(tree)
    for element in tree.iter("article"):  # of which it would make one paragraph, headings and all
        element.tag = "div"
    yield _extraction(baseline(tree)[0], captions)


def _taken(
    tree: html.HtmlElement,
    url: str | None,
    captions: Collection[str],
    least: int | None = None,
    tables: bool = True,
    recall: bool = False,
) -> Extraction:
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    if least is not None:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least))
    found = bare_extraction(
        tree, url=url, include_comments=False, include_tables=tables, favor_recall=recall, config=config
    )
    return Extraction("", 0) if found is None or isinstance(found, dict) else _extraction(found.body, captions)


def _extraction(body: html.HtmlElement, captions: Collection[str]) -> Extraction:
    text = without_marks(paragraphs(body, newline="\n\n"))
    return Extraction(text, prose_in(text, captions))


def _hush() -> None:
    """Keep the libraries' notes from Python's last-resort handler, which would print them on the terminal."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
