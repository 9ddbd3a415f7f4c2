"""The values that flow through the house. All are frozen; none knows how it is stored or shown."""

from mtaudit.core.composition import Composition
from mtaudit.core.copy import Article, Aside, Failure, Ignore, Segment, Span
from mtaudit.core.evidence import Candidate, Evidence, Posterior, SentenceEvidence
from mtaudit.core.finding import Finding, Held, Rule, Skipped, Verdict, WordScore
from mtaudit.core.invisible import INVISIBLE, visible
from mtaudit.core.metric import Metric, Reference
from mtaudit.core.report import ArticleReport, AuditReport, Decision, Entry, GateResult, Outcome
from mtaudit.core.scales import Category, Kind, Label, Severity
from mtaudit.core.twin import Original, Pair, Twin, TwinKind

__all__ = [
    "INVISIBLE",
    "Article",
    "ArticleReport",
    "Aside",
    "AuditReport",
    "Candidate",
    "Category",
    "Composition",
    "Decision",
    "Entry",
    "Evidence",
    "Failure",
    "Finding",
    "GateResult",
    "Held",
    "Ignore",
    "Kind",
    "Label",
    "Metric",
    "Original",
    "Outcome",
    "Pair",
    "Posterior",
    "Reference",
    "Rule",
    "Segment",
    "SentenceEvidence",
    "Severity",
    "Skipped",
    "Span",
    "Twin",
    "TwinKind",
    "Verdict",
    "WordScore",
    "visible",
]
