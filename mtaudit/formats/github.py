"""GitHub workflow commands: an annotation for each finding, which the runner shows beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from mtaudit.core import ArticleReport, AuditReport, Finding, Rule, Severity
from mtaudit.formats.location import file_of, findings_of, holds_in_file, region_of
from mtaudit.formats.terminal import shown
from mtaudit.formats.wording import expected, not_passed, quoted

LEVELS = {Severity.MINOR: "notice", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}


class GitHub:
    """Writes `::level file=...::message` lines, escaped as the runner's toolkit escapes them.

    The log of a job is a terminal too: control characters are replaced.
    """

    def __init__(self, out: TextIO, rules: Mapping[str, Rule]) -> None:
        self._out = out
        self._rules = rules

    def article(self, report: ArticleReport) -> None:
        """Write an annotation for each finding, and an error if the article fails."""
        file = _file_property(report)
        for finding, in_title in findings_of(report):
            properties = file | self._region(report, finding, in_title)
            self._write(LEVELS[finding.severity], properties, self._message(report, finding, in_title))
        if report.fault:
            properties = file | {"title": "mtaudit: the article fails"}
            self._write("error", properties, f"{_name(report)}: {report.fault}")

    def finish(self, audit: AuditReport) -> None:
        """Write an error for each unreadable input and each gate that did not pass, and a notice for each remark."""
        for failure in audit.failures:
            self._write("error", {"title": "mtaudit: cannot read"}, f"{failure.input}: {failure.message}")
        for remark in audit.decision.remarks if audit.decision else ():
            self._write("notice", {"title": "mtaudit"}, remark)
        for gate in audit.decision.gates if audit.decision else ():
            if gate.failed:
                message = f"{gate.name + ': ' if gate.name else ''}{gate.failing} of {gate.articles} articles failed"
                self._write("error", {"title": "mtaudit: the gate failed"}, message)
            if gate.unjudged:
                message = f"{gate.name + ': ' if gate.name else ''}{not_passed(gate)}"
                self._write("error", {"title": "mtaudit: nothing could be judged"}, message)

    def _region(self, report: ArticleReport, finding: Finding, in_title: bool) -> dict[str, str]:
        rule = self._rules.get(finding.rule)
        title = {"title": f"{finding.rule} {rule.name if rule else ''}".strip()}
        if not holds_in_file(report.article):
            return title
        if in_title:
            return {"line": "1"} | title
        region = region_of(report.article, finding.span)
        properties = {"line": str(region.line), "endLine": str(region.end_line)}
        if region.line == region.end_line:  # the runner takes columns only within one line
            properties |= {"col": str(region.column), "endColumn": str(region.end_column)}
        return properties | title

    def _message(self, report: ArticleReport, finding: Finding, in_title: bool) -> str:
        words = expected(finding)
        message = quoted(report.article, finding, in_title) + (f" Expected: {', '.join(words)}." if words else "")
        return message if holds_in_file(report.article) else f"{_name(report)}: {message}"

    def _write(self, level: str, properties: Mapping[str, str], message: str) -> None:
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        line = f"::{level}{' ' + listed if listed else ''}::{_data(message)}\n"
        encoding = self._out.encoding or "utf-8"
        self._out.write(line.encode(encoding, "replace").decode(encoding))
        self._out.flush()


def _file_property(report: ArticleReport) -> dict[str, str]:
    file = file_of(report.article)
    return {"file": file} if file else {}


def _name(report: ArticleReport) -> str:
    article = report.article
    return f"{article.title} ({article.id})" if article.title and article.title != article.id else article.id


def _data(value: str) -> str:
    """The message, escaped to stand after the second `::` (actions/toolkit, `escapeData`)."""
    return shown(value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(value: str) -> str:
    """The value of a property, escaped (actions/toolkit, `escapeProperty`)."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")
