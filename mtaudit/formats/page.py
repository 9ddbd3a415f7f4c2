"""Parses the subset of Markdown that rule pages use, so that a template can set it and escape every word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_INLINE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*\s][^*]*)\*")
_ITEM = re.compile(r"[-*] ")

Phrase = tuple[str, str]
"""A tag (code, strong, em or none) and the text under it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (p), heading (h), list (ul), quotation (blockquote) or code (pre), as one or more lines."""

    tag: str
    lines: tuple[tuple[Phrase, ...], ...]


def passages(page: str) -> Iterator[Passage]:
    """The page's passages, in order. Markdown beyond the subset is kept as plain text."""
    for chunk in re.split(r"\n[ \t]*\n", page.strip("\n")):
        lines = [line for line in chunk.split("\n") if not line.startswith("```")]
        if not lines:
            continue
        if "```" in chunk or all(line.startswith("    ") for line in lines):
            yield Passage("pre", ((("", "\n".join(line.removeprefix("    ") for line in lines)),),))
            continue
        for tag, group in groupby(_logical(lines), key=lambda pair: pair[0]):
            texts = [text for _, text in group]
            if tag in ("p", "blockquote"):
                texts = [" ".join(texts)]
            yield Passage(tag, tuple(_phrases(text) for text in texts))


def _logical(lines: list[str]) -> list[tuple[str, str]]:
    """Each line with its tag; an indented line continues the list item above it."""
    found: list[tuple[str, str]] = []
    for line in lines:
        text = line.strip()
        if _ITEM.match(text):
            found.append(("ul", text[2:].strip()))
        elif text.startswith("#"):
            found.append(("h", text.lstrip("#").strip()))
        elif text.startswith(">"):
            found.append(("blockquote", text[1:].strip()))
        elif found and found[-1][0] == "ul" and line.startswith(" "):
            found[-1] = ("ul", f"{found[-1][1]} {text}")
        else:
            found.append(("p", text))
    return found


def _phrases(text: str) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    at = 0
    for match in _INLINE.finditer(text):
        phrases.append(("", text[at : match.start()]))
        phrases.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    phrases.append(("", text[at:]))
    return tuple(phrase for phrase in phrases if phrase[1])
