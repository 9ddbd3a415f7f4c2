"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TextIO
from urllib.parse import quote

from mtaudit import __version__
from mtaudit.core import Article, ArticleReport, AuditReport, Finding, Rule, Severity, Skipped, SuppressedFinding
from mtaudit.formats.location import file_of, findings_of, holds_in_file, region_of
from mtaudit.formats.record import encode
from mtaudit.formats.wording import not_passed, quoted

MOST = 25_000
"""Results in a run, at most: GitHub accepts no more. The rest is counted."""
LEVELS = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Sarif:
    """Writes one run to `out`, at the end, as the notifications about the whole run come before its results."""

    def __init__(self, out: TextIO, rules: Mapping[str, Rule], suppressed: bool, *, baseline: bool = False) -> None:
        """Take the stream and the rules.

        `suppressed` says whether results that do not count are given, marked as suppressed or as known to the baseline;
        `baseline`, whether there is one; if so, every result has a `baselineState`, otherwise none has.
        """
        self._out = out
        self._rules = list(rules.values())
        self._rule_indices: dict[str, int] = {rule.code: index for index, rule in enumerate(self._rules)}
        self._with_suppressed = suppressed
        self._with_baseline = baseline
        self._results: list[dict[str, object]] = []
        self._left_out = 0
        self._skipped: list[str] = []
        self._faults: list[str] = []

    def article(self, report: ArticleReport) -> None:
        """Collect the article's results."""
        seen: Counter[str] = Counter()
        for finding, in_title in findings_of(report):
            self._add_result(report.article, finding, in_title, None, seen)
        for suppressed in report.suppressed if self._with_suppressed else ():
            self._add_result(report.article, suppressed.finding, suppressed.in_title, suppressed, seen)
        if isinstance(report.outcome, Skipped):
            self._skipped.append(f"{report.article.id} was not audited: {report.outcome.reason}")
        if report.fault:
            self._faults.append(f"{report.article.id} fails: {report.fault}")

    def finish(self, audit: AuditReport) -> None:
        """Write the log."""
        warnings = [_notification(text, "warning") for text in self._skipped]
        if self._left_out:
            warnings.append(_notification(f"{self._left_out} results past {MOST} are left out", "warning"))
        faults = [_notification(text, "note") for text in self._faults]
        errors = [_notification(f"{f.input}: {f.message}", "error") for f in audit.failures]
        unjudged = audit.decision.unjudged if audit.decision else ()
        errors += [_notification(f"{gate.name or 'the gate'}: {not_passed(gate)}", "error") for gate in unjudged]
        driver = {
            "name": "mtaudit",
            "semanticVersion": __version__,
            "rules": [_rule(rule) for rule in self._rules],
            "properties": {"signature": audit.signature},
        }
        run: dict[str, object] = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {
                    "executionSuccessful": not errors and not audit.interrupted,
                    "toolExecutionNotifications": [*errors, *warnings, *faults],
                }
            ],
            "results": self._results,
        }
        self._out.write(encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, self._out) + "\n")
        self._out.flush()

    def _add_result(
        self,
        article: Article,
        finding: Finding,
        in_title: bool,
        suppressed: SuppressedFinding | None,
        seen: Counter[str],
    ) -> None:
        if len(self._results) == MOST:
            self._left_out += 1
            return
        seen[finding.fingerprint] += 1
        result: dict[str, object] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rule_indices.get(finding.rule, -1),
            "level": LEVELS[finding.severity],
            "message": {"text": quoted(article, finding, in_title)},
            "locations": [_location(article, finding, in_title)],
            "partialFingerprints": {"mtaudit/v1": f"{finding.fingerprint}:{seen[finding.fingerprint]}"},
            "rank": round(100 * finding.confidence, 1),
            "properties": {"severity": finding.severity, "category": finding.category, **finding.evidence},
        }
        if self._with_baseline:
            result["baselineState"] = "unchanged" if suppressed and suppressed.in_baseline else "new"
        if suppressed and suppressed.reason is not None:
            kind = "inSource" if suppressed.in_source else "external"
            result["suppressions"] = [{"kind": kind, "justification": suppressed.reason}]
        self._results.append(result)


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.category]},
    }


def _location(article: Article, finding: Finding, in_title: bool) -> dict[str, object]:
    """The location in the file or, where the text is not a file's (an entry, a page), in the text that was audited."""
    file = file_of(article)
    web = article.url or article.id
    address = quote(file or web, safe="/" if file else ":/?#[]@!$&'()*+,;=%~", errors="replace")
    physical: dict[str, object] = {"artifactLocation": {"uri": address}}
    if file is None or holds_in_file(article):
        physical["region"] = {"startLine": 1} if in_title else _region(article, finding)
    name = article.title or article.id
    return {"physicalLocation": physical, "logicalLocations": [{"name": name, "fullyQualifiedName": article.id}]}


def _region(article: Article, finding: Finding) -> dict[str, object]:
    region = region_of(article, finding.span)
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": finding.span.start,
        "charLength": finding.span.end - finding.span.start,
        "snippet": {"text": finding.text},
    }


def _notification(text: str, level: str) -> dict[str, object]:
    return {"level": level, "message": {"text": text}}
