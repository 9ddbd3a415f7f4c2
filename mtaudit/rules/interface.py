"""What a detector is given and what it gives back."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import ClassVar, Protocol

from mtaudit.core import Analysis, Basis, Category, Finding, Rule, Severity, Span


class Detector(Protocol):
    """Finds the faults of one rule. Its docstring is the rule's page; it holds no state between articles."""

    rule: ClassVar[Rule]
    needs: ClassVar[frozenset[str]]
    """The encoders whose output it reads, "fluency" and "embeddings"; and "twin" and "source" where it compares with an
    original or a source, and finds nothing without one."""

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield findings in any order. Never one that touches a boilerplate segment."""
        ...


def rule(code: str, name: str, category: Category, severity: Severity, page: str) -> Rule:
    """Build a rule from its facts and a page as written in the source (indentation is taken off)."""
    return Rule(code, name, category, severity, inspect.cleandoc(page))


def finding(
    rule: Rule,
    analysis: Analysis,
    span: Span,
    confidence: float,
    message: str,
    evidence: Mapping[str, object] | None = None,
    severity: Severity | None = None,
    category: Category | None = None,
    basis: Basis = Basis.TEXT,
) -> Finding:
    """A finding of `rule` on `span`, with the rule's own category and severity unless told otherwise."""
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
