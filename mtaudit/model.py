"""The values that flow through the house. All are frozen; none knows how it is stored or shown."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """MQM severity, mildest first."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Category(StrEnum):
    """The top level of the MQM error typology, as far as mtaudit can see it."""

    ACCURACY = "accuracy"
    FLUENCY = "fluency"
    TERMINOLOGY = "terminology"
    STYLE = "style"
    LOCALE = "locale"


class Kind(StrEnum):
    """What a segment is on the page. Only title, body and caption are audited."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


class Label(StrEnum):
    """What the judge says of an article."""

    CLEAN = "clean"
    SUSPECT = "suspect"
    MACHINE = "machine"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of Unicode code points in `Article.text`.

    Raises:
        ValueError: if it is empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Ignore:
    """What a comment in an article's own markup asks for: a rule that is not to be told of it, and the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of copy, as it was read. `text` is never changed after parsing: every span points into it.

    Where a page or feed carries its title apart from the body, parsing puts it on the first line of `text`,
    so that a garbled headline can be marked too. `language` is what the input declared, not what was detected.
    `part` says which part of the input was audited: "text", "page", "content" or "summary".
    `evidence` holds what the markup said, keyed by what was seen (hreflang, translation plugin).
    `origin` is what the user named that it was found in: a path, a folder, a feed, "-"; `file` is the path of the file
    that it was read from, None where it came over the wire. `key` is the id as it was read, where `id` was numbered
    because another article of the batch has the same.
    """

    id: str
    text: str
    title: str = ""
    language: str | None = None
    url: str | None = None
    feed: str | None = None
    published: str | None = None
    part: str = "text"
    evidence: Mapping[str, str] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    origin: str = ""
    file: str | None = None
    key: str = ""

    @property
    def known_as(self) -> str:
        """What the article is called from run to run, beside its origin: its id as it was read."""
        return self.key or self.id

    @property
    def holder(self) -> str:
        """The feed or file in which the article is one of several, beside which its id means something; or ""."""
        return self.feed or (self.file if self.file and self.file != self.known_as else "") or ""

    @property
    def sha256(self) -> str:
        """Hash of the text, in hexadecimal. Lone surrogates are kept apart rather than refused."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why. It never stops the inputs beside it.

    `passed_over` tells a file that a folder brought along and that is no article by its nature: worth a line, no fault.
    """

    input: str
    message: str
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, headline, caption or piece of page furniture."""

    index: int
    span: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `code` is stable and never reused; `page` is the rule's user page (Markdown)."""

    code: str
    name: str
    category: Category
    severity: Severity
    page: str

    @property
    def summary(self) -> str:
        """The page's first line."""
        return self.page.strip().splitlines()[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """One marked span. Complete when built: nothing is patched in later.

    `confidence` is in 0..1. `message` is one sentence for an editor. `evidence` is JSON-ready; where the rule
    knows what a writer would have put, `evidence["expected"]` lists it, likeliest first.
    """

    rule: str
    span: Span
    text: str
    severity: Severity
    category: Category
    confidence: float
    message: str
    evidence: Mapping[str, object] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of rule and normalised text; a shifted position or changed score keeps it."""
        normalised = " ".join(unicodedata.normalize("NFKC", self.text).casefold().split())
        return hashlib.sha256(f"{self.rule}\0{normalised}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Held:
    """A finding that a check does not count: an editor suppressed it, for `reason`, or a baseline knows it (None)."""

    finding: Finding
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely an article is machine-translated: `probability` in 0..1, None where undecided."""

    label: Label
    probability: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Stands where a verdict would for an article that was not audited at all."""

    reason: str


@dataclass(frozen=True, slots=True)
class WordScore:
    """The garble score of one word, 0 (sound) to 1 (garbled)."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """All that is known of one article once it is judged. `segment_scores` runs parallel to `segments`, 0..1.

    A check adds `gate`, the name of what the article is held to; `held`, the findings that it takes out of `findings`
    because they do not count; and `fault`: why the article fails, None where it passes.
    """

    article: Article
    language: str
    outcome: Verdict | Skipped
    segments: tuple[Segment, ...]
    segment_scores: tuple[float, ...]
    findings: tuple[Finding, ...]
    words: tuple[WordScore, ...]
    signature: str
    gate: str = ""
    held: tuple[Held, ...] = ()
    fault: str | None = None

    @property
    def word_count(self) -> int:
        """How many words were audited: boilerplate does not count."""
        audited = (s.span.of(self.article.text) for s in self.segments if s.kind is not Kind.BOILERPLATE)
        return sum(len(text.split()) for text in audited)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the batch: what an index needs of an article once its report is written."""

    id: str
    title: str
    url: str | None
    part: str
    words: int
    outcome: Verdict | Skipped
    findings: Mapping[Severity, int]
    origin: str = ""
    gate: str = ""
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class GateResult:
    """What a gate made of its articles.

    Attributes:
        name: what the gate is for: a feed, a pattern of inputs, or "" for everything else.
        articles, failing: how many were audited, and how many of them fail.
        allowed: share of them that may fail, 0..1.
    """

    name: str
    articles: int
    failing: int
    allowed: float

    @property
    def failed(self) -> bool:
        """Whether more fail than may."""
        return self.failing > 0 and self.failing / self.articles > self.allowed


@dataclass(frozen=True, slots=True)
class Decision:
    """What a check comes to: `gates` are those that had articles, `remarks` what the user should know besides."""

    gates: tuple[GateResult, ...]
    remarks: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a gate failed."""
        return any(gate.failed for gate in self.gates)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The batch. It keeps no text, so that its size does not grow with the articles' length.

    `decision` is that of a check, None of an audit.
    """

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    signature: str
    interrupted: bool = False
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one audit of an article came to.

    Attributes:
        at: when, ISO 8601 in UTC.
        origin: the feed, page or path that it was read from.
        label: the verdict's, or "skipped".
        findings: how many of each severity.
        rules: how many of each rule, by code.
    """

    at: str
    origin: str
    id: str
    title: str
    label: str
    probability: float | None
    words: int
    findings: Mapping[Severity, int]
    rules: Mapping[str, int]
