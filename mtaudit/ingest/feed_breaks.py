"""Where a feed that is not well-formed loses text: what is wrong with it otherwise, feedparser reads past."""

from __future__ import annotations

from dataclasses import dataclass

from mtaudit.ingest.markup import Open, tags

_ROOTS = frozenset({"rss", "rdf", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_TEXTS = frozenset({"title", "description", "summary", "content", "encoded"})
_TRACKED = _ROOTS | _ENTRIES | _TEXTS


@dataclass(frozen=True, slots=True)
class Breaks:
    """What of a feed is not there as it was meant.

    Attributes:
        entries: how many begin.
        broken: the numbers, from 1, of those with a text that has no end.
        is_cut: whether the feed stops before its end.
    """

    entries: int
    broken: frozenset[int]
    is_cut: bool


def breaks_in(markup: str) -> Breaks:
    """Look for elements without an end: the feed, its last entry, a text in an entry.

    An entry that the next one, or the end of the feed, finds open loses nothing. Neither does one with stray
    ampersands, tags of HTML, control characters or prefixes that nobody declared.
    """
    number, is_cut = 0, False
    within = Open()
    broken: set[int] = set()
    for tag in tags(markup, is_html=False):
        if not tag.name:
            is_cut = bool(tag.inside) or not (_ROOTS | _TEXTS).isdisjoint(within.names)
            broken |= {number} if is_cut and len(within.names) > 1 else set()
        elif tag.is_empty or tag.name not in _TRACKED:
            continue
        elif not tag.is_end:
            if tag.name in _ENTRIES:
                broken |= {number} if _TEXTS & set(within.end_all_but(1)) else set()
                number += 1
            within.begin(tag.name)
        elif _TEXTS & set(within.end(tag.name)):
            broken.add(number)
    return Breaks(number, frozenset(broken - {0}), is_cut)
