"""The values that the rooms exchange. All are frozen; none knows how it is stored or shown."""

from mtaudit.core.analysis import Analysis, Bars
from mtaudit.core.article import Article, Failure, Ignore
from mtaudit.core.codes import Code, Family
from mtaudit.core.comparison import Comparison, ComparisonKind, Original, OriginalMeasures, SentencePair, SourceMeasures
from mtaudit.core.composition import Composition
from mtaudit.core.enums import UNKNOWN, UNREADABLE, Basis, Category, Kind, Label, Need, Severity, Status
from mtaudit.core.evidence import Candidate, Evidence, Posterior, SentenceEvidence
from mtaudit.core.finding import Finding, Rule, Skipped, SuppressedFinding, Verdict, WordScore
from mtaudit.core.fluency import ERROR_KINDS, Expected, Repair, TaggedProse, WordFluency
from mtaudit.core.invisible import INVISIBLE, visible
from mtaudit.core.mended import Mended
from mtaudit.core.metric import Metric, Reference
from mtaudit.core.phrase import Phrase, Sentence
from mtaudit.core.report import ArticleReport, AuditReport, Decision, Entry, GateResult, Outcome
from mtaudit.core.segment import Aside, Segment, prose_of
from mtaudit.core.span import Span

__all__ = [
    "ERROR_KINDS",
    "INVISIBLE",
    "UNKNOWN",
    "UNREADABLE",
    "Analysis",
    "Article",
    "ArticleReport",
    "Aside",
    "AuditReport",
    "Bars",
    "Basis",
    "Candidate",
    "Category",
    "Code",
    "Comparison",
    "ComparisonKind",
    "Composition",
    "Decision",
    "Entry",
    "Evidence",
    "Expected",
    "Failure",
    "Family",
    "Finding",
    "GateResult",
    "Ignore",
    "Kind",
    "Label",
    "Mended",
    "Metric",
    "Need",
    "Original",
    "OriginalMeasures",
    "Outcome",
    "Phrase",
    "Posterior",
    "Reference",
    "Repair",
    "Rule",
    "Segment",
    "Sentence",
    "SentenceEvidence",
    "SentencePair",
    "Severity",
    "Skipped",
    "SourceMeasures",
    "Span",
    "Status",
    "SuppressedFinding",
    "TaggedProse",
    "Verdict",
    "WordFluency",
    "WordScore",
    "prose_of",
    "visible",
]
