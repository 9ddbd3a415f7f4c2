"""The interface of a detector, and helpers that build rules and findings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import ClassVar, Protocol

from mtaudit.core import Analysis, Basis, Category, Code, Finding, Need, Original, Rule, Severity, Span, Status


class Detector(Protocol):
    """Finds the faults of one rule. Its docstring is the rule's page; it holds no state between articles."""

    rule: ClassVar[Rule]
    needs: ClassVar[frozenset[Need]]
    """The models whose output it reads; and `TWIN` and `SOURCE` where it compares the article with an original or a
    source, and finds nothing without one."""

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield findings in any order. Never one that touches a boilerplate segment."""
        ...


def rule(code: Code, category: Category, severity: Severity, page: str | None, status: Status = Status.STABLE) -> Rule:
    """Build a rule from its facts and a page as written in the source, whose indentation is removed."""
    return Rule(code, code.rule_name, category, severity=severity, page=inspect.cleandoc(page or ""), status=status)


def finding(
    rule: Rule,
    analysis: Analysis,
    span: Span,
    *,
    confidence: float,
    message: str,
    evidence: Mapping[str, object] | None = None,
    severity: Severity | None = None,
    category: Category | None = None,
    basis: Basis = Basis.TEXT,
) -> Finding:
    """A finding of `rule` on `span`, with the rule's own category and severity unless others are given."""
    return Finding(
        rule=rule.code,
        span=span,
        text=span.of(analysis.article.text),
        severity=severity or rule.severity,
        category=category or rule.category,
        confidence=round(confidence, 3),
        message=message,
        evidence=evidence or {},
        basis=basis,
    )


def named(original: Original) -> dict[str, object]:
    """An original as evidence: its id and, where it is one of several, the feed or file that holds it."""
    holder = {"original_holder": original.holder} if original.holder else {}
    return {"original": original.id, **holder}
