"""Walks markup that need not be well-formed, tag by tag, in time that grows with its length alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

_OPENING = re.compile(r"<!\[CDATA\[|<!--|<\?|<(/?)([A-Za-z_][\w.:-]*)(?:[\s/][^<>]*)?>")
_CLOSING = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_RAW = re.compile("script|style|textarea|title")
"""Elements of HTML whose content is no markup."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its name in lower case and without a namespace's prefix; at the very end, what the markup breaks off in.

    Attributes:
        name: that of the element; "" for the end of the markup.
        is_end: whether it ends the element.
        is_empty: whether it is written as an element without content.
        inside: of the end of the markup, what is never closed there: a section, a comment, a script; or "".
        at: where it ends.
    """

    name: str
    is_end: bool = False
    is_empty: bool = False
    _: KW_ONLY
    inside: str = ""
    at: int = 0


def tags(markup: str, is_html: bool) -> Iterator[Tag]:
    """Every tag outside of comments, CDATA sections and, in HTML, scripts; then the end of the markup."""
    at = 0
    while found := _OPENING.search(markup, at):
        at = found.end()
        if closing := _CLOSING.get(found[0]):
            end = markup.find(closing if not is_html or found[0] == "<!--" else ">", at)
            if end < 0:
                yield Tag("", inside=found[0], at=len(markup))
                return
            at = end
            continue
        name = found[2].lower().rpartition(":")[2]
        is_end, is_empty = bool(found[1]), found[0].endswith("/>")
        yield Tag(name, is_end, is_empty, at=at)
        if is_html and not is_end and _RAW.fullmatch(name):
            closed = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
            if not closed:
                yield Tag("", inside=f"<{name}>", at=len(markup))
                return
            at = closed.start()
    yield Tag("", at=at)


class Open:
    """The elements that are open, the outermost first."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._counts: Counter[str] = Counter()

    def begin(self, name: str) -> None:
        """Open an element."""
        self.names.append(name)
        self._counts[name] += 1

    def end(self, name: str) -> list[str]:
        """Close the innermost element of that name, if there is one; returns those within it that never ended."""
        closed: list[str] = []
        if self._counts[name]:
            while (last := self.names.pop()) != name:
                closed.append(last)
            self._counts.subtract([name, *closed])
        return closed

    def end_all_but(self, count: int) -> list[str]:
        """Close all but so many of the outermost; returns their names."""
        closed, self.names = self.names[count:], self.names[:count]
        self._counts.subtract(closed)
        return closed
