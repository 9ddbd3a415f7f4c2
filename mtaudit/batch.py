"""A batch in, its summary out: every article is audited by itself, and every format gets each report as it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Protocol

from mtaudit.errors import MtauditError
from mtaudit.formats.interface import Format
from mtaudit.model import Article, ArticleReport, AuditReport, Entry, Failure, Reference
from mtaudit.twins.reference import over


class Audits(Protocol):
    """Whatever audits an article; `signature` names all that a report depends on but the article."""

    signature: str

    def audit(self, article: Article) -> ArticleReport:
        """The report of one article."""
        ...


def run(
    items: Iterable[Article | Failure],
    auditor: Audits,
    formats: Sequence[Format],
    done: Callable[[ArticleReport | Failure], None],
    examine: Callable[[ArticleReport], ArticleReport] = lambda report: report,
    conclude: Callable[[AuditReport], AuditReport] = lambda audit: audit,
) -> AuditReport:
    """Audit what comes, in order, and hand each report to every format the moment it is whole.

    A check passes each report through `examine`, and the batch through `conclude`, before a format sees it.
    An interruption (Ctrl-C) ends the batch early; what was finished stays, and the formats are still told to finish.
    """
    entries: list[Entry] = []
    failures: list[Failure] = []
    seen: set[str] = set()
    references: list[Reference] = []
    interrupted = False
    try:
        for item in items:
            if isinstance(item, Failure):
                if not item.passed_over:
                    failures.append(item)
                done(item)
                continue
            item = replace(item, id=_unused(item.id, seen), key=item.id)
            seen.add(item.id)
            try:
                report = examine(auditor.audit(item))
            except MtauditError:
                raise
            except Exception as error:  # a fault of ours must cost one article, not the batch
                fault = f"mtaudit failed on it ({type(error).__name__}: {error}); please report this with the text"
                failures.append(Failure(item.id, fault))
                done(failures[-1])
                continue
            for out in formats:
                out.article(report)
            entries.append(entry(report))
            references += [report.reference] if report.reference else []
            done(report)
        metrics = over(references)
    except KeyboardInterrupt:
        interrupted, metrics = True, ()
    found = AuditReport(tuple(entries), tuple(failures), auditor.signature, interrupted, None, metrics, len(references))
    audit = conclude(found)
    for failure in audit.failures[len(failures) :]:  # those that only the whole batch shows
        done(failure)
    for out in formats:
        out.finish(audit)
    return audit


def _unused(name: str, taken: Container[str]) -> str:
    """`name`, numbered where it is taken: two articles of one id must not overwrite each other's reports."""
    numbered = (f"{name}#{i}" for i in count(2))
    return next(n for n in chain([name], numbered) if n not in taken)


def entry(report: ArticleReport) -> Entry:
    """The line that stands for an article in its batch."""
    article = report.article
    return Entry(
        id=article.id,
        title=article.title,
        url=article.url,
        part=article.part,
        words=report.word_count,
        outcome=report.outcome,
        findings=Counter(f.severity for f in report.findings),
        origin=article.origin,
        gate=report.gate,
        fault=report.fault,
    )
