"""Scores words and findings against what annotators marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from mtaudit.auditor import Auditor
from mtaudit.bench.sets import MarkedArticle, TestSet, labels
from mtaudit.core import ArticleReport, Code, Finding, Kind, Severity, Span, Verdict
from mtaudit.verdict.parameters import Parameters

Baseline = Callable[[MarkedArticle, Sequence[Span]], NDArray[np.float64]]
"""Scores the words of an article without mtaudit; a higher score means a worse word."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An audited article: its report, and the parameters of its decision.

    Attributes:
        bad: whether each word is bad.
        scores: the scores of its words, by the name of what gave them.
    """

    marked: MarkedArticle
    report: ArticleReport
    fitted: Parameters
    _: KW_ONLY
    bad: NDArray[np.bool_]
    scores: Mapping[str, NDArray[np.float64]]


def score(chosen: TestSet, auditor: Auditor, baselines: Mapping[str, Baseline]) -> Iterator[Scored]:
    """Audit every article of a set, and score its words by each baseline too."""
    for marked in chosen.articles:
        analysis = auditor.analyze(marked.article)
        report = auditor.report(analysis)
        spans = [analysis.in_given(w.span) for w in analysis.fluency]
        scores = {
            "mtaudit": np.array([w.score for w in analysis.fluency]),
            "decided": np.array([w.score for w in report.words]),
            "surprisal": np.array([w.surprisal for w in analysis.fluency]),
            "everything flagged": np.ones(len(spans)),
        }
        scores |= {name: baseline(marked, spans) for name, baseline in baselines.items()}
        yield Scored(marked, report, auditor.fitted, bad=np.array(labels(marked, spans), bool), scores=scores)


def average_precision(scored: Sequence[Scored], name: str) -> float:
    """Area under the precision-recall curve over all words; NaN where none is bad."""
    from sklearn.metrics import average_precision_score

    bad = np.concatenate([s.bad for s in scored])
    if not bad.any():
        return float("nan")
    return float(average_precision_score(bad, np.concatenate([s.scores[name] for s in scored])))


def at_sensitivity(scored: Sequence[Scored], sensitivity: str) -> list[Scored]:
    """The articles with the findings that they have at a sensitivity no higher than that of the audit."""
    found = []
    for article in scored:
        kept = tuple(
            f
            for f in article.report.findings
            if f.rule != Code.GARBLED or f.confidence >= _threshold(article, f, sensitivity)
        )
        found.append(replace(article, report=replace(article.report, findings=kept)))
    return found


def first_words(scored: Sequence[Scored], others: Sequence[Scored]) -> list[Scored]:
    """The first articles of `scored`, until they have as many words as `others` have."""
    wanted = sum(article.marked.words for article in others)
    before = accumulate((article.marked.words for article in scored), initial=0)
    return [article for article, words in zip(scored, before, strict=False) if words < wanted]


def _threshold(article: Scored, finding: Finding, sensitivity: str) -> float:
    """The confidence from which a phrase is reported, in a headline and, by `verdict.threshold`, elsewhere."""
    fitted, report, outcome = article.fitted, article.report, article.report.outcome
    if any(s.kind is Kind.TITLE and s.span.overlaps(finding.span) for s in report.segments):
        return fitted.headline[sensitivity]
    likely = outcome.probability if isinstance(outcome, Verdict) else None
    if likely is None:
        return max(fitted.least[sensitivity], fitted.least["low"])
    return fitted.sound[sensitivity] if likely < fitted.suspect else fitted.least[sensitivity]


def precision(scored: Sequence[Scored]) -> float:
    """Share of the findings that overlap a gold span; NaN where there are none."""
    hits = [hit for s in scored for _, hit in findings(s)]
    return sum(hits) / len(hits) if hits else float("nan")


def recall(scored: Sequence[Scored], major: bool) -> float:
    """Share of the gold spans that a finding overlaps: all of them, or those that are more than minor."""
    found = [
        any(f.span.overlaps(span) for f in s.report.findings)
        for s in scored
        for span, is_major in s.marked.gold
        if is_major or not major
    ]
    return sum(found) / len(found) if found else float("nan")


def false_alarms(scored: Sequence[Scored], least: Severity) -> float:
    """Findings of a severity or worse in 1,000 words of sound copy."""
    order = list(Severity)
    count = sum(order.index(f.severity) >= order.index(least) for s in scored for f in s.report.findings)
    return 1000 * count / sum(s.marked.words for s in scored)


def findings(scored: Scored) -> list[tuple[Finding, bool]]:
    """Each finding, and whether it overlaps a gold span."""
    gold = [span for span, _ in scored.marked.gold]
    return [(f, any(f.span.overlaps(span) for span in gold)) for f in scored.report.findings]
