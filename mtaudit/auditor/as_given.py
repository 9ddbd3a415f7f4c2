"""From what was found in a text as it is read to the text as it was given: the one place where spans are mapped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mtaudit.core import Analysis, ArticleReport, Finding
from mtaudit.core.mended import Mended


def as_given(report: ArticleReport, analysis: Analysis) -> ArticleReport:
    """The report with the article as it was given and every span in that."""
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
    """The findings, each with its span and text as given; what they say of the text is in the words that are read."""
    for finding in found:
        span = text.in_given(finding.span)
        yield replace(finding, span=span, text=span.of(text.given))
