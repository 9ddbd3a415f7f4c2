"""The values that flow through the house. All are frozen; none knows how it is stored or shown."""

from mtaudit.core.analysis import Analysis, Bars
from mtaudit.core.article import Article, Failure, Ignore
from mtaudit.core.codes import Code, Family
from mtaudit.core.comparison import Original, Pair, Twin, TwinKind
from mtaudit.core.composition import Composition
from mtaudit.core.enums import UNKNOWN, UNREADABLE, Basis, Category, Kind, Label, Need, Severity, Status
from mtaudit.core.evidence import Candidate, Evidence, Posterior, SentenceEvidence
from mtaudit.core.finding import Finding, Held, Rule, Skipped, Verdict, WordScore
from mtaudit.core.fluency import ERROR_KINDS, Expected, FluencyFacts, Repair, WordFluency
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
    "Composition",
    "Decision",
    "Entry",
    "Evidence",
    "Expected",
    "Failure",
    "Family",
    "Finding",
    "FluencyFacts",
    "GateResult",
    "Held",
    "Ignore",
    "Kind",
    "Label",
    "Mended",
    "Metric",
    "Need",
    "Original",
    "Outcome",
    "Pair",
    "Phrase",
    "Posterior",
    "Reference",
    "Repair",
    "Rule",
    "Segment",
    "Sentence",
    "SentenceEvidence",
    "Severity",
    "Skipped",
    "Span",
    "Status",
    "Twin",
    "TwinKind",
    "Verdict",
    "WordFluency",
    "WordScore",
    "prose_of",
    "visible",
]
