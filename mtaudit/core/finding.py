"""The results of an audit: findings by rule, and the verdict."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from mtaudit.core.codes import Code
from mtaudit.core.enums import Basis, Category, Label, Severity, Status
from mtaudit.core.invisible import visible
from mtaudit.core.span import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `page` is its documentation for users, in Markdown: a summary line, then sections."""

    code: Code
    name: str
    category: Category
    _: KW_ONLY
    severity: Severity
    page: str
    status: Status = Status.STABLE

    @property
    def summary(self) -> str:
        """The first line of the page: what the rule flags."""
        return self.page.strip().splitlines()[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """One marked span. Complete when built: nothing is added later.

    `confidence` is in 0..1. `message` is one sentence for an editor. `evidence` is JSON-ready; where the rule
    knows what a writer would have put, `evidence["expected"]` lists it, most likely first. `basis` is what it rests on.
    """

    rule: Code
    span: Span
    text: str
    _: KW_ONLY
    severity: Severity
    category: Category
    confidence: float
    message: str
    evidence: Mapping[str, object] = field(default_factory=dict)
    basis: Basis = Basis.TEXT

    @property
    def fingerprint(self) -> str:
        """A hash of rule and normalised text, without its invisible characters: 16 hexadecimal digits.

        A shifted position or changed score keeps it.
        """
        normalised = " ".join(unicodedata.normalize("NFKC", visible(self.text)).casefold().split())
        return hashlib.sha256(f"{self.rule}\0{normalised}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SuppressedFinding:
    """A finding that a check does not count: an editor suppressed it, for `reason`, or a baseline knows it (None).

    `in_title` says that it was one of the report's `title_findings`; `in_source`, that the suppression is a comment in
    the article itself; `in_baseline`, that a baseline knows it, also where an editor suppressed it.
    """

    finding: Finding
    reason: str | None = None
    in_title: bool = False
    _: KW_ONLY
    in_source: bool = False
    in_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely an article is machine-translated: `probability` in 0..1, None where undecided."""

    label: Label
    probability: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Takes the place of the verdict of an article that was not audited, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class WordScore:
    """The garble score of one word, 0 (sound) to 1 (garbled)."""

    span: Span
    score: float
