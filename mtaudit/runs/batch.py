"""Audits a batch: each article by itself, with each report handed to every format as it is done."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from mtaudit.compare.reference import overall_metrics
from mtaudit.core import Article, ArticleReport, AuditReport, Entry, Failure, Reference
from mtaudit.errors import MtauditError
from mtaudit.formats.interface import Format
from mtaudit.runs.engines import Engine
from mtaudit.runs.engines.interface import fault_of
from mtaudit.runs.engines.numbered import numbered

logger = logging.getLogger(__name__)


def run(
    items: Iterable[Article | Failure],
    engine: Engine,
    formats: Sequence[Format],
    done: Callable[[ArticleReport | Failure], None],
    apply_gate: Callable[[ArticleReport], ArticleReport] = lambda report: report,
    conclude: Callable[[AuditReport], AuditReport] = lambda audit: audit,
) -> AuditReport:
    """Audit the items, and hand each report to every format as soon as it is complete.

    A check passes each report through `apply_gate`, and the batch through `conclude`, before a format sees it. Articles
    that an earlier run reported and this one leaves out count in the returned batch, but no format sees them.
    An interruption (Ctrl-C) ends the batch early; finished reports are kept, and the formats still finish.
    """
    entries: list[Entry] = []
    failures: list[Failure] = []
    references: list[Reference] = []
    interrupted, signature = False, ""
    try:
        for found in engine.reports(numbered(items)):
            if isinstance(found, Failure):
                failures += [] if found.passed_over else [found]
                done(found)
                continue
            try:
                report = apply_gate(found)
            except MtauditError:
                raise
            except Exception as error:  # a fault in a rule or model must cost one article, not the batch
                logger.exception("the gate failed on %r", found.article.id)
                failures.append(fault_of(found.article, error))
                done(failures[-1])
                continue
            for out in () if report.reported else formats:
                out.article(report)
            entries.append(entry(report))
            signature = report.signature
            references += [report.reference] if report.reference else []
            done(report)
        metrics, signature = overall_metrics(references), engine.signature
    except KeyboardInterrupt:
        interrupted, metrics = True, ()
    audit = conclude(
        AuditReport(
            tuple(entries),
            tuple(failures),
            signature,
            interrupted=interrupted,
            decision=None,
            metrics=metrics,
            scored=len(references),
        )
    )
    for failure in audit.failures[len(failures) :]:  # those that only the whole batch shows
        done(failure)
    for out in formats:
        out.finish(audit.new)
    return audit


def entry(report: ArticleReport) -> Entry:
    """The entry of an article in its batch."""
    article = report.article
    return Entry(
        id=article.id,
        title=article.title,
        url=article.url,
        part=article.part,
        words=report.word_count,
        outcome=report.outcome,
        findings=Counter(f.severity for f in report.all_findings),
        origin=article.origin,
        gate=report.gate,
        fault=report.fault,
        reported=report.reported,
    )
