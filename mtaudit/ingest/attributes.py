"""Keeps a tag from having so many attributes that a tree of it takes hours: that time grows with their square."""

from __future__ import annotations

from collections.abc import Sized

from lxml import etree

from mtaudit.errors import InputError

MOST_ATTRIBUTES = 1000
"""Attributes of one tag, at most. Of 130 pages of the web, no tag has more than 21."""
_SHORTEST = 2
"""Bytes that an attribute takes, with what separates it from the next."""


def check_attributes(markup: bytes) -> None:
    """Refuse HTML, in UTF-8, with a tag that has more than MOST_ATTRIBUTES. In linear time, as no tree is built.

    Raises:
        InputError: if it has one.
    """
    if len(markup) > MOST_ATTRIBUTES * _SHORTEST:
        etree.fromstring(markup, etree.HTMLParser(encoding="utf-8", target=_Tags()))


def check_count(attributes: Sized) -> None:
    """Refuse the attributes of one tag if there are more than MOST_ATTRIBUTES.

    Raises:
        InputError: if there are.
    """
    if len(attributes) > MOST_ATTRIBUTES:
        raise InputError(
            f"it has a tag with more than {MOST_ATTRIBUTES:,} attributes, which would take too long to parse; "
            "give the article as text"
        )


class _Tags:
    """Receives each tag from the parser, which builds no tree."""

    def start(self, tag: str, attributes: Sized) -> None:
        check_count(attributes)

    def close(self) -> None:
        """Called at the end; there is nothing to give."""
