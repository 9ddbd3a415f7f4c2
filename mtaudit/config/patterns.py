"""Which articles a pattern of the settings names: `*`, `?` and `[...]`, where `*` matches slashes too."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from mtaudit.core import Article


def matches(article: Article, pattern: str) -> bool:
    """Whether the pattern names the article: by its id, its URL, or what it was read from."""
    return _any((article.known_as, article.url, article.feed, article.origin, article.file), pattern)


def lies_in(article: Article, pattern: str) -> bool:
    """Whether the article was read from what the pattern names. Ids and links, which a stranger wrote, do not count."""
    return _any((article.origin, article.file), pattern)


def _any(names: Iterable[str | None], pattern: str) -> bool:
    """Whether a name matches the pattern, or ends in a match after a slash: `wire/*` is all in a folder `wire`."""
    return any(fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}") for name in names if name)
