"""A batch in, its summary out: every article is audited by itself, and every format gets each report as it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from mtaudit.engines import Engine
from mtaudit.formats.interface import Format
from mtaudit.model import Article, ArticleReport, AuditReport, Entry, Failure, Reference
from mtaudit.twins.reference import over


def run(
    items: Iterable[Article | Failure],
    engine: Engine,
    formats: Sequence[Format],
    done: Callable[[ArticleReport | Failure], None],
    examine: Callable[[ArticleReport], ArticleReport] = lambda report: report,
    conclude: Callable[[AuditReport], AuditReport] = lambda audit: audit,
) -> AuditReport:
    """Audit what comes, and hand each report to every format the moment it is whole.

    A check passes each report through `examine`, and the batch through `conclude`, before a format sees it.
    An interruption (Ctrl-C) ends the batch early; what was finished stays, and the formats are still told to finish.
    """
    signature = engine.signature
    entries: list[Entry] = []
    failures: list[Failure] = []
    references: list[Reference] = []
    interrupted = False
    try:
        for found in engine.reports(_numbered(items)):
            if isinstance(found, Failure):
                failures += [] if found.passed_over else [found]
                done(found)
                continue
            report = examine(found)
            for out in formats:
                out.article(report)
            entries.append(entry(report))
            references += [report.reference] if report.reference else []
            done(report)
        metrics = over(references)
    except KeyboardInterrupt:
        interrupted, metrics = True, ()
    audit = conclude(
        AuditReport(tuple(entries), tuple(failures), signature, interrupted, None, metrics, len(references))
    )
    for failure in audit.failures[len(failures) :]:  # those that only the whole batch shows
        done(failure)
    for out in formats:
        out.finish(audit)
    return audit


def _numbered(items: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The articles, of which those of one id are numbered, so that none overwrites the reports of another."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Article):
            item = replace(item, id=_unused(item.id, seen), key=item.id)
            seen.add(item.id)
        yield item


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
