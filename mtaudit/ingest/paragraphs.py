"""Turns HTML into plain paragraphs, for feed entries and for what is left of a page once its furniture is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from mtaudit.errors import InputError
from mtaudit.ingest.attributes import check_attributes

_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s|samp|small|span|"
    "strike|strong|sub|sup|time|tt|u|var|wbr|hi|ref|graphic"
)
"""Elements that do not end a paragraph; the last three are trafilatura's names for b, a and img."""
_BREAKS = frozenset({"br", "lb"})
_UNSEEN = re.compile(
    "title|script|style|template|noscript|iframe|svg|math|object|audio|video|canvas|button|select|option|textarea"
)
_UNHEARD = re.compile("script|style|template|noscript")
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write down and UTF-8 cannot."""
_SPACES = re.compile(r"[ \t\r\f]+")


def to_tree(markup: str) -> html.HtmlElement:
    """The tree of a page, comments left out. A lone surrogate becomes U+FFFD.

    Raises:
        InputError: if there is no element in it, it is nested deeper than libxml2 follows (256 levels), or it has a
            piece longer than libxml2 takes (10 MB) or a tag with more than MOST_ATTRIBUTES.
    """
    data = _SURROGATE.sub("\ufffd", markup).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        check_attributes(data)
        tree = html.document_fromstring(data, parser=parser)
    except etree.LxmlError as error:
        raise InputError(f"it cannot be parsed as HTML ({error}); check that it is a whole page") from error
    if limits := [entry for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]:
        is_deep = any("depth" in entry.message for entry in limits)
        what = "is nested too deeply" if is_deep else "has a text, an attribute or a script that is too long (10 MB)"
        raise InputError(f"its HTML {what} to be read; give the article as text")
    return tree


def fragment_tree(markup: str) -> html.HtmlElement:
    """The tree of a piece of HTML such as a feed entry's content.

    Raises:
        InputError: as `to_tree`.
    """
    return to_tree(f"<div>{markup}</div>")


def is_inline(element: html.HtmlElement) -> bool:
    """Whether neither an element nor anything in it ends a paragraph. Line breaks in it do not."""
    return all(
        _INLINE.fullmatch(e.tag) or _UNHEARD.fullmatch(e.tag) or (e is not element and e.tag in _BREAKS)
        for e in element.iter("*")
    )


def paragraphs(tree: html.HtmlElement, newline: str = " ") -> str:
    """The text of a tree: paragraphs, headings, captions, items and cells separated by blank lines.

    White space is collapsed as a browser does; a single <br> is a line break, two part paragraphs. A line break in
    the source becomes `newline`.
    """
    return "\n\n".join(_blocks(tree, newline))


def _blocks(tree: html.HtmlElement, newline: str) -> Iterator[str]:
    pieces: list[str] = []
    for piece in _pieces(tree, newline):
        if piece is None:
            yield from _lines("".join(pieces))
            pieces.clear()
        else:
            pieces.append(piece)
    yield from _lines("".join(pieces))


def _pieces(tree: html.HtmlElement, newline: str) -> Iterator[str | None]:
    """Text in reading order, with None wherever a block begins or ends. Walks without recursion."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if not _INLINE.fullmatch(element.tag) and element.tag not in _BREAKS:
            yield None
        if event == "start" and _UNSEEN.fullmatch(element.tag):
            walk.skip_subtree()
        elif event == "start":
            yield (element.text or "").replace("\n", newline)
        else:
            if element.tag in _BREAKS:
                yield "\n"
            if element is not tree:
                yield (element.tail or "").replace("\n", newline)


def _lines(block: str) -> Iterator[str]:
    """The paragraphs of one block: more than one where line breaks leave a line empty."""
    lines: list[str] = []
    for line in (_SPACES.sub(" ", line).strip() for line in (block + "\n\n").split("\n")):
        if line:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines.clear()
