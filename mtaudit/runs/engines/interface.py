"""What an engine is, and what it makes of an article that mtaudit itself fails on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import MtauditError, fault

logger = logging.getLogger(__name__)
Item: TypeAlias = Article | ArticleReport | Failure
"""What an engine is handed: articles, and what needs no audit."""


class Engine(Protocol):
    """Audits a stream of articles."""

    @property
    def signature(self) -> str:
        """All that a report depends on but the article; raises ModelError where a model is not available."""
        ...

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """The report of each article; what is none goes through as it is, in its place.

        `items` is read no further ahead than there is work for, by a few groups of short articles a process, so that
        memory does not grow with its length.

        Raises:
            MtauditError: if a model is not available.
        """
        ...


class Audits(Protocol):
    """Whatever audits articles."""

    signature: str

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        """Their reports, in order."""
        ...


def audited(auditor: Audits, articles: Sequence[Article]) -> list[ArticleReport | Failure]:
    """Of each article its report, or what it failed of."""
    try:
        return list(auditor.audit_all(articles))
    except MtauditError:
        raise
    except Exception as error:
        if len(articles) == 1:
            logger.exception("the audit of %r failed", articles[0].id)
            return [fault_of(articles[0], error)]
        logger.warning("the audit of %d articles together failed; each is audited alone", len(articles), exc_info=True)
    # Only now is what the error held of the others let go.
    return [report for article in articles for report in audited(auditor, [article])]


def articles_of(items: Iterable[Item]) -> list[Article]:
    """Those that are to be audited."""
    return [item for item in items if isinstance(item, Article)]


def in_place_of_articles(
    found: Iterable[ArticleReport | Failure], items: Iterable[Item]
) -> list[ArticleReport | Failure]:
    """The items, and what was found of each article in its place."""
    reports = iter(found)
    return [next(reports) if isinstance(item, Article) else item for item in items]


def fault_of(article: Article, error: Exception) -> Failure:
    """A fault of ours, which must cost one article and not the batch."""
    return Failure(article.id, fault(error, "text"))
