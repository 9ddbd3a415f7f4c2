"""How much prose a page shows, whatever it is about: what an extraction is measured by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import html

SENTENCE = 12
"""Words that a paragraph needs at least, with a full stop at its end, to count as prose."""

_APART = ("nav", "aside", "footer", "figure", "button", "select", "textarea")
_BOXES = ("div", "section", "ul", "ol", "details", "p", "span")
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:(?:recent-?)?comment(?!ary)|disqus|respond|cookie|consent|gdpr|footer)", re.IGNORECASE
)
_HIDDEN = re.compile(r"(?:display|visibility)\s{0,9}:\s{0,9}(?:none|hidden)", re.IGNORECASE)
_STOP = re.compile(r"[.!?…][\"”’')\]»]*$")


def prose_in(text: str, captions: Collection[str] = ()) -> int:
    """Words in the lines of a text that are sentences of some length; `captions` are left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return sum(len(line.split()) for line in lines if _is_prose(line) and line not in captions)


def strip_unseen(tree: html.HtmlElement) -> None:
    """Take out of a page what is hidden and what is not its own: menus, asides, captions, comments, teasers."""
    for element in list(_not_its_own(tree)):
        if element.getparent() is not None:
            element.drop_tree()


def _not_its_own(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from tree.iter(_APART)
    for element in tree.iter(_BOXES):
        named = f"{element.get('id', '')} {element.get('class', '')}"
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        if hidden or _ELSEWHERE.search(named):
            yield element
    for link in tree.iter("a"):
        if len(link.text_content().split()) >= SENTENCE:
            yield link


def _is_prose(line: str) -> bool:
    return len(line.split()) >= SENTENCE and bool(_STOP.search(line))
