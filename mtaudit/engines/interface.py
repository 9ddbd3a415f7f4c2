"""What an engine is, and what it makes of an article that mtaudit itself fails on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias

from mtaudit.errors import MtauditError
from mtaudit.model import Article, ArticleReport, Failure

Item: TypeAlias = Article | ArticleReport | Failure
"""What an engine is handed: articles, and what needs no audit."""


class Engine(Protocol):
    """Audits a stream of articles."""

    @property
    def signature(self) -> str:
        """All that a report depends on but the article; raises ModelError where a model cannot be had."""
        ...

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """The report of each article; what is none goes through as it is, in its place.

        `items` is read no further ahead than there is work for, so that memory does not grow with its length.

        Raises:
            MtauditError: if a model cannot be had.
        """
        ...


class Audits(Protocol):
    """Whatever audits one article."""

    signature: str

    def audit(self, article: Article) -> ArticleReport:
        """The report of the article."""
        ...


def audited(auditor: Audits, article: Article) -> ArticleReport | Failure:
    """The report of an article, or what it failed of."""
    try:
        return auditor.audit(article)
    except MtauditError:
        raise
    except Exception as error:
        return fault_of(article, error)


def fault_of(article: Article, error: Exception) -> Failure:
    """A fault of ours, which must cost one article and not the batch."""
    reason = f"mtaudit failed on it ({type(error).__name__}: {error}); please report this with the text"
    return Failure(article.id, reason)
