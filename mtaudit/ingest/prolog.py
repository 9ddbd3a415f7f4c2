"""Reads what comes before the first element of a page or feed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtaudit.errors import InputError

_SKIPPED = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
# Possessive, so that a declaration that never ends is read past once and not from each of its characters.
_DOCTYPE = re.compile(r"<!DOCTYPE\s++([\w:.-]++)([^>\[]*+)([>\[])", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,99}:)?([A-Za-z_][\w.-]{0,99})")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prolog:
    """What the opening says of the document.

    Attributes:
        root: local name of the first element, in lower case; "" if the text does not open with markup.
        xml: whether there is an XML declaration.
        doctype: the name in the document type declaration, in lower case, or "".
    """

    root: str
    xml: bool
    doctype: str


def read_prolog(text: str) -> Prolog:
    """Read past declarations, comments and white space, in linear time.

    Raises:
        InputError: if the document defines entities of its own. A handful of them can unfold to gigabytes,
            and no page or feed of today needs one.
    """
    at, doctype, xml = 0, "", text[:200].lstrip().startswith("<?xml")
    while True:
        if skipped := _SKIPPED.match(text, at):
            at = skipped.end()
        elif declared := _DOCTYPE.match(text, at):
            doctype = declared[1].lower()
            at = declared.end()
            if declared[3] == "[":
                return Prolog(_inside(text, at, doctype), xml, doctype)
        else:
            break
    element = _ELEMENT.match(text, at)
    return Prolog(element[1].lower() if element else "", xml, doctype)


def _inside(text: str, at: int, doctype: str) -> str:
    """The root's name by its declaration. Where its declarations end is not looked for: quotes may hide it."""
    if _ENTITY.search(text, at):
        raise InputError(
            "it defines XML entities of its own, which is refused because they can expand without limit; "
            "save it without its <!ENTITY> lines"
        )
    return doctype.rpartition(":")[2]
