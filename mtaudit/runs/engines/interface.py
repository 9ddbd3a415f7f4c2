"""The interface of engines, and how they report an article that mtaudit itself fails on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import MtauditError, fault

logger = logging.getLogger(__name__)
Item: TypeAlias = Article | ArticleReport | Failure
"""An input of an engine: an article, or a report or failure, which needs no audit."""


class Engine(Protocol):
    """Audits a stream of articles."""

    @property
    def signature(self) -> str:
        """All that a report depends on but the article; raises ModelError where a model is not available."""
        ...

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """Yield the report of each article; other items are passed through in their place.

        `items` is read only a few groups of short articles per process ahead, so that memory does not grow with its
        length.

        Raises:
            MtauditError: if a model is not available.
        """
        ...


class Audits(Protocol):
    """An auditor of articles."""

    signature: str

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        """The reports of the articles, in order."""
        ...


def audited(auditor: Audits, articles: Sequence[Article]) -> list[ArticleReport | Failure]:
    """The report of each article, or the failure of its audit."""
    try:
        return list(auditor.audit_all(articles))
    except MtauditError:
        raise
    except Exception as error:
        if len(articles) == 1:
            logger.exception("the audit of %r failed", articles[0].id)
            return [fault_of(articles[0], error)]
        logger.warning("the audit of %d articles together failed; each is audited alone", len(articles), exc_info=True)
    # Outside the except block, so that the memory which the error's traceback holds is free again.
    return [report for article in articles for report in audited(auditor, [article])]


def articles_of(items: Iterable[Item]) -> list[Article]:
    """The articles among the items, which are to be audited."""
    return [item for item in items if isinstance(item, Article)]


def in_place_of_articles(
    found: Iterable[ArticleReport | Failure], items: Iterable[Item]
) -> list[ArticleReport | Failure]:
    """The items, with each article replaced by its report or failure."""
    reports = iter(found)
    return [next(reports) if isinstance(item, Article) else item for item in items]


def fault_of(article: Article, error: Exception) -> Failure:
    """The failure for a fault in mtaudit itself, which must cost one article and not the batch."""
    return Failure(article.id, fault(error, "text"))
