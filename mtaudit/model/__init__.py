"""The values that flow through the house. All are frozen; none knows how it is stored or shown."""

from mtaudit.model.composition import Composition
from mtaudit.model.copy import Article, Aside, Failure, Ignore, Segment, Span
from mtaudit.model.evidence import Candidate, Evidence, Posterior, SentenceEvidence
from mtaudit.model.finding import Finding, Held, Rule, Skipped, Verdict, WordScore
from mtaudit.model.invisible import INVISIBLE, visible
from mtaudit.model.metric import Metric, Reference
from mtaudit.model.report import ArticleReport, AuditReport, Decision, Entry, GateResult, Outcome
from mtaudit.model.scales import Category, Kind, Label, Severity
from mtaudit.model.twin import Original, Pair, Twin, TwinKind

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
