"""What is done to a page's tree before the article is looked for in it, so that no sentence is cut or lost on the way.

trafilatura sees paragraphs where the markup has them. Much copy stands in a `div`, separated by line breaks or
not at all: a browser makes paragraphs of it, and here it is given them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import html

from mtaudit.ingest.paragraphs import is_inline

PROSE = 8
"""Words outside links that a run of bare text needs for it, and the runs beside it, to be taken for paragraphs."""

_BREAK_OR_CONTROL = re.compile(r"[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A line break, or a character that XML forbids."""
_HOLDERS = (
    *("div", "section", "article", "main", "center", "td", "blockquote", "body"),
    *("details", "dialog", "fieldset", "form", "header"),
)
"""Elements that copy stands in without a paragraph of its own."""
_REPEATED = ("p", "li", "blockquote", "h2", "h3", "h4")
_SILENT = ("script", "style", "template", "noscript")
_AGAIN = "\ufdd0"
"""A noncharacter, which no text may hold, on what is printed again: no two of the paragraphs are then the same."""

_Run: TypeAlias = "list[str | html.HtmlElement]"
"""Text and inline elements that follow each other. The text after an element is a piece of its own."""


def collapse_space(tree: html.HtmlElement) -> None:
    """Leave no line break but those that trafilatura makes, which part paragraphs, and keep nested blocks apart.

    It comes before all that moves text: what XML forbids, lxml refuses to be given, though its parser lets it by.
    """
    for element in tree.iter("*"):
        if element.text and element.tag not in ("script", "style"):
            text = _BREAK_OR_CONTROL.sub(" ", without_marks(element.text))
            element.text = (" " if element.tag == "div" else "") + text
        if element.tail:
            element.tail = _BREAK_OR_CONTROL.sub(" ", without_marks(element.tail))


def prepare(tree: html.HtmlElement, captions: bool) -> list[str]:
    """Change a tree of collapsed space so that trafilatura keeps its paragraphs whole, with `captions` figures' too.

    Returns what the captions say that it is to keep.
    """
    kept = _keep_captions(tree) if captions else []
    _spare_inline(tree)
    _make_paragraphs(tree)
    _mark_repeats(tree)
    return kept


def without_marks(text: str) -> str:
    """The text of a tree that was prepared, as the page has it."""
    return text.replace(_AGAIN, "")


def _keep_captions(tree: html.HtmlElement) -> list[str]:
    """Put each caption in place of its figure, as a paragraph: figures are dropped whole, and captions are copy."""
    with_tables = {figure for table in tree.iter("table") for figure in table.iterancestors("figure")}
    kept = []
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        if figure is None or figure.getparent() is None or figure in with_tables:
            continue
        kept.append(" ".join(caption.text_content().split()))
        caption.tag, caption.tail = "p", figure.tail
        figure.getparent().replace(figure, caption)
    return kept


def _spare_inline(tree: html.HtmlElement) -> None:
    """Make plain what trafilatura would take out of a sentence (a date) or make a block of (a short quotation)."""
    elements = list(tree.iter("time", "q", "label"))
    parents = {parent for element in elements if (parent := element.getparent()) is not None}
    for parent in parents:
        if any(text and text.strip() for text in [parent.text, *(child.tail for child in parent)]):
            for element in parent.iterchildren("time", "q", "label"):
                element.tag = "span"


def _make_paragraphs(tree: html.HtmlElement) -> None:
    """Put each run of bare text into a paragraph, where it or one beside it is prose.

    A short sentence between long ones stands in the same element, in one of the same class and parent, or in one
    without a class in their midst.
    """
    holders = [(holder, list(_parts(holder))) for holder in tree.iter(_HOLDERS)]
    prose = {h for h, parts in holders if any(isinstance(part, list) and _is_prose(part) for part in parts)}
    alike = {_place(holder) for holder in prose}
    for holder, parts in holders:
        among = holder.get("class") is None and holder.getparent() in prose
        if (among or _place(holder) in alike) and any(isinstance(part, list) and _says(part) for part in parts):
            _rebuild(holder, parts)


def _place(holder: html.HtmlElement) -> tuple[html.HtmlElement | None, str, str | None]:
    return holder.getparent(), holder.tag, holder.get("class")


def _rebuild(holder: html.HtmlElement, parts: list[_Run | html.HtmlElement]) -> None:
    for child in holder:
        child.tail = None
    holder.text = None
    del holder[:]
    content: _Run = []
    for part in parts:
        if not isinstance(part, list):
            content.append(part)
        elif _says(part):
            paragraph = holder.makeelement("p")
            _fill(paragraph, part)
            content.append(paragraph)
        else:
            content += part
    _fill(holder, content)


def _parts(holder: html.HtmlElement) -> Iterator[_Run | html.HtmlElement]:
    """The blocks of a holder, and the runs between them; two line breaks end a run as well."""
    run: _Run = []
    for piece in _pieces(holder):
        if isinstance(piece, str) or is_inline(piece) or (piece.tag == "br" and not _breaks_off(run)):
            run.append(piece)
        else:
            yield run
            run = []
            yield piece
    yield run


def _pieces(holder: html.HtmlElement) -> Iterator[str | html.HtmlElement]:
    if holder.text:
        yield holder.text
    for child in holder:
        yield child
        if child.tail:
            yield child.tail


def _breaks_off(run: _Run) -> bool:
    """Whether a line break has just ended the run's line."""
    last = next((piece for piece in reversed(run) if not isinstance(piece, str) or piece.strip()), "")
    return not isinstance(last, str) and last.tag == "br"


def _says(run: _Run) -> bool:
    return any(_text(piece).strip() for piece in run)


def _text(piece: str | html.HtmlElement) -> str:
    """What a piece of a run says; a script in it says nothing."""
    if isinstance(piece, str):
        return piece
    return "" if piece.tag in _SILENT else str(piece.text_content())


def _is_prose(run: _Run) -> bool:
    linked = [a.text_content() for piece in run if not isinstance(piece, str) for a in piece.iter("a")]
    links = sum(len(text.split()) for text in linked)
    words = sum(len(_text(piece).split()) for piece in run)
    return words - links >= max(PROSE, links)


def _fill(element: html.HtmlElement, run: _Run) -> None:
    """Put a run into an empty element."""
    last = None
    for piece in run:
        if not isinstance(piece, str):
            element.append(piece)
            last = piece
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def _mark_repeats(tree: html.HtmlElement) -> None:
    """Make paragraphs that say the same, one right after the other, differ: trafilatura would keep only one of them."""
    before, again = "", False
    for element in tree.iter(_REPEATED):
        if not all(is_inline(child) or child.tag == "br" for child in element):
            continue
        if text := " ".join(element.text_content().split()):
            again = text == before and not again
            before = text
            if again:
                _mark(element)


def _mark(element: html.HtmlElement) -> None:
    """Put the mark on the first words, where no line break comes between."""
    for part in element.iter():
        if part.text and part.text.strip():
            part.text = _AGAIN + part.text
            return
        if part is not element and part.tail and part.tail.strip():
            part.tail = _AGAIN + part.tail
            return
