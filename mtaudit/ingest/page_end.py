"""Tells whether a page stops before its end. Much of HTML need not be closed, so a page is held to its own word."""

from __future__ import annotations

import re

from mtaudit.ingest.markup import Open, tags

_NEED_END = re.compile(
    "a|article|aside|b|blockquote|body|div|em|figure|footer|form|h[1-6]|header|i|main|nav|ol|section|span|strong|table|ul"
)
_UNFINISHED = re.compile(r"<[A-Za-z/!][^<>]*\Z|[^\s.!?…:;\"'”’»)\]>]\s*\Z")
"""A tag without its end, or a text whose last sentence has none."""


def cut_in(markup: str) -> str:
    """What the page breaks off in, such as "<div>"; "" if it is whole, or that is unknown."""
    open_ = Open()
    for tag in tags(markup, is_html=True):
        if not tag.name:
            if tag.inside:
                return tag.inside
        elif tag.is_end and tag.name in ("body", "html"):
            return ""
        elif _NEED_END.fullmatch(tag.name) and not tag.is_empty:
            open_.end(tag.name) if tag.is_end else open_.begin(tag.name)
    if open_.names and (open_.names != ["body"] or _UNFINISHED.search(markup)):
        return f"<{open_.names[-1]}>"
    return ""
