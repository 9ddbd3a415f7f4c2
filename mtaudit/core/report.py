"""Reports: on one article, on a batch, and the history of many runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace

from mtaudit.core.article import Article, Failure
from mtaudit.core.comparison import Comparison
from mtaudit.core.enums import Severity
from mtaudit.core.finding import Finding, Skipped, SuppressedFinding, Verdict, WordScore
from mtaudit.core.metric import Metric, Reference
from mtaudit.core.segment import Segment, prose_of


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """The report on one article. `segment_scores` runs parallel to `segments`, 0..1.

    A check adds `gate`, the name of the gate that was applied; `suppressed`, the findings that it takes out of the
    others because they do not count; and `fault`: why the article fails, None if it passes. `twin` is the comparison
    with the nearest original, if there is one; `source` and `reference` are those with the texts that accompany it.
    `title_findings` are those in a title that the text does not hold: their spans refer to `article.title`. `reported`
    says that an earlier run reported all of it and this one leaves it out.
    """

    article: Article
    language: str
    outcome: Verdict | Skipped
    _: KW_ONLY
    segments: tuple[Segment, ...]
    segment_scores: tuple[float, ...]
    findings: tuple[Finding, ...]
    words: tuple[WordScore, ...]
    signature: str
    gate: str = ""
    suppressed: tuple[SuppressedFinding, ...] = ()
    fault: str | None = None
    twin: Comparison | None = None
    source: Comparison | None = None
    reference: Reference | None = None
    title_findings: tuple[Finding, ...] = ()
    reported: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """The verdict; None for an article that was not audited at all."""
        return self.outcome if isinstance(self.outcome, Verdict) else None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings in the title, then those in the text: for counting, as their spans refer to two texts."""
        return (*self.title_findings, *self.findings)

    @property
    def word_count(self) -> int:
        """The number of words that were audited, without boilerplate."""
        return sum(len(s.span.of(self.article.text).split()) for s in prose_of(self.segments))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the batch: what an index needs of an article whose report was written, in this run or before."""

    id: str
    title: str
    url: str | None
    _: KW_ONLY
    part: str
    words: int
    outcome: Verdict | Skipped
    findings: Mapping[Severity, int]
    origin: str = ""
    gate: str = ""
    fault: str | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class GateResult:
    """The result of a gate.

    Attributes:
        name: what the gate is for: a feed, a pattern of inputs, or "" for everything else.
        articles, failing: how many articles were audited, and how many of them fail.
        allowed: share of them that may fail, 0..1.
        unjudged: why none of them has a verdict, "" if one has. A gate without verdicts has not passed.
    """

    name: str
    articles: int
    failing: int
    _: KW_ONLY
    allowed: float
    unjudged: str = ""

    @property
    def failed(self) -> bool:
        """Whether more articles fail than are allowed."""
        return self.failing > 0 and self.failing / self.articles > self.allowed


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of a check: the results of the gates that had articles, and remarks for the user."""

    gates: tuple[GateResult, ...]
    remarks: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a gate failed."""
        return any(gate.failed for gate in self.gates)

    @property
    def unjudged(self) -> tuple[GateResult, ...]:
        """The gates none of whose articles has a verdict."""
        return tuple(gate for gate in self.gates if gate.unjudged)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The report on a batch. It keeps no text, so that its size does not grow with the articles' length.

    `decision` is that of a check, None of an audit. `metrics` are over the `scored` articles that have a
    reference.
    """

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    signature: str
    _: KW_ONLY
    interrupted: bool = False
    decision: Decision | None = None
    metrics: tuple[Metric, ...] = ()
    scored: int = 0

    @property
    def new(self) -> AuditReport:
        """The batch without the articles that an earlier run reported and this one leaves out."""
        return replace(self, entries=tuple(entry for entry in self.entries if not entry.reported))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one audit of an article, as the history keeps it.

    Attributes:
        at: the time of the audit, ISO 8601 in UTC.
        origin: the feed, page or path that it was read from.
        label: the verdict's, or "skipped".
        findings: how many of each severity.
        rules: how many of each rule, by code.
    """

    at: str
    origin: str
    id: str
    _: KW_ONLY
    title: str
    label: str
    probability: float | None
    words: int
    findings: Mapping[Severity, int]
    rules: Mapping[str, int]
