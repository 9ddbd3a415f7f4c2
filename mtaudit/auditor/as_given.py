"""Maps a report from the text as read to the text as given. Spans are mapped nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mtaudit.core import Analysis, ArticleReport, Finding
from mtaudit.core.mended import Mended


def as_given(report: ArticleReport, analysis: Analysis) -> ArticleReport:
    """The report on the article as it was given, with every span mapped to that text."""
    text, title = analysis.mended, analysis.title.mended if analysis.title else None
    article = analysis.given or report.article
    if text:
        segments = tuple(replace(s, span=text.in_given(s.span)) for s in report.segments)
        words = tuple(replace(w, span=text.in_given(w.span)) for w in report.words)
        report = replace(report, segments=segments, words=words, findings=tuple(findings(report.findings, text)))
    if title:
        report = replace(report, title_findings=tuple(findings(report.title_findings, title)))
    return replace(report, article=article)


def findings(found: Iterable[Finding], text: Mended) -> Iterable[Finding]:
    """The findings, each with its span and text as given; messages and evidence still quote the text as read."""
    for finding in found:
        span = text.in_given(finding.span)
        yield replace(finding, span=span, text=span.of(text.given))
