"""An article's report as a JSON-ready dict: the output contract, shared by every format that writes JSON."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TextIO

from mtaudit.core import ArticleReport, Comparison, Finding, Metric, Skipped, Verdict, prose_of
from mtaudit.formats.wording import cautions

# JSON allows these unescaped, but a terminal obeys the C1 controls, `str.splitlines` breaks a line at three of them,
# and UTF-8 cannot hold a lone surrogate. They can only occur inside a string, where an escape means the same.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def record(report: ArticleReport, words: bool) -> dict[str, object]:
    """The report as dict, list, str, int, float and None, keys in the contract's order; scores have 3 decimals.

    Args:
        words: whether to add the garble score of every word.
    """
    article = report.article
    fields: dict[str, object] = {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "language": report.language,
        "text": article.text,
        "sha256": article.sha256,
        "verdict": _verdict(report.outcome) if isinstance(report.outcome, Verdict) else None,
        "skipped": report.outcome.reason if isinstance(report.outcome, Skipped) else None,
        "segments": [
            {"start": s.span.start, "end": s.span.end, "kind": s.kind.value, "score": round(score, 3)}
            for s, score in zip(report.segments, report.segment_scores, strict=True)
        ],
        "findings": [_finding(f) for f in report.findings],
    }
    if warnings := cautions(article):
        fields["cautions"] = list(warnings)
    if report.title_findings:
        fields["title_findings"] = [_finding(f) for f in report.title_findings]
    if report.twin:
        fields["twin"] = _twin(report.twin)
    if report.source:
        fields["source"] = _source(report.source, report)
    if report.reference:
        fields["reference"] = [_metric(metric) for metric in report.reference.metrics]
    if words:
        fields["words"] = [[w.span.start, w.span.end, round(w.score, 4)] for w in report.words]
    fields["signature"] = report.signature
    return fields


def encode(fields: dict[str, object], out: TextIO) -> str:
    """One line of JSON that `out` can encode: characters are escaped only where the stream's encoding requires it."""
    is_unicode = (out.encoding or "utf-8").lower().replace("_", "-").startswith("utf")
    line = json.dumps(fields, ensure_ascii=not is_unicode, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _twin(twin: Comparison) -> dict[str, object]:
    return {
        "original": twin.original.id,
        "holder": twin.original.holder or None,
        "title": twin.original.title,
        "url": twin.original.url,
        "kind": twin.kind.value,
        "probability": twin.probability,
        "measures": asdict(twin.measures),
    }


def _source(source: Comparison, report: ArticleReport) -> dict[str, object]:
    prose = [s.span for s in prose_of(report.segments)]
    other_side = source.original.sentences
    return {
        "language": source.original.language,
        **asdict(source.measures),
        "doubtful": source.is_doubtful,
        "pairs": [
            {
                "spans": [[prose[i].start, prose[i].end] for i in pair.article_side],
                "source_spans": [[other_side[j].start, other_side[j].end] for j in pair.other_side],
                "adequacy": pair.similarity if pair.article_side and pair.other_side else None,
            }
            for pair in source.pairs
        ],
    }


def _metric(metric: Metric) -> dict[str, object]:
    return {
        "metric": metric.name,
        "score": metric.score,
        "mean": metric.mean,
        "margin": metric.margin,
        "signature": metric.signature,
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    probability = verdict.probability
    return {
        "label": verdict.label.value,
        "probability": None if probability is None else round(probability, 4),
        "reason": verdict.reason,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        "evidence": dict(finding.evidence),
        "fingerprint": finding.fingerprint,
    }
