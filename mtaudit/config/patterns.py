"""Which articles a pattern of the settings names."""

from __future__ import annotations

from fnmatch import fnmatchcase

from mtaudit.model import Article


def matches(article: Article, pattern: str) -> bool:
    """Whether the article's id, URL or feed is of the pattern (`*`, `?`, `[...]`), or ends with it after a slash.

    `*` goes over slashes: `wire/*` names all that lies in a folder `wire`, however deep.
    """
    names = (name for name in (article.id, article.url, article.feed) if name)
    return any(fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}") for name in names)
