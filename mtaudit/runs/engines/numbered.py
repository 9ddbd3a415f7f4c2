"""Articles of one id, numbered, so that none overwrites the reports of another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import TypeVar, cast

from mtaudit.core import Article, ArticleReport, Failure

T = TypeVar("T", bound=Article | ArticleReport | Failure)


def numbered(items: Iterable[T]) -> Iterator[T]:
    """Yield the items; an article (or that of a report) whose id occurred before gets a new id, with the old as key.

    `a`, `a` and `a` become `a`, `a#2` and `a#3`.
    """
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Article):
            yield cast("T", _free(item, seen))
        elif isinstance(item, ArticleReport):
            yield cast("T", replace(item, article=_free(item.article, seen)))
        else:
            yield item


def _free(article: Article, seen: set[str]) -> Article:
    free = replace(article, id=_unused(article.id, seen), key=article.id)
    seen.add(free.id)
    return free


def _unused(name: str, taken: Container[str]) -> str:
    variants = (f"{name}#{i}" for i in count(2))
    return next(n for n in chain([name], variants) if n not in taken)
