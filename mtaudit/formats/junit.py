"""JUnit XML: a test case for each article, a test suite for each gate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, TextIO

from lxml import etree

from mtaudit.core import ArticleReport, AuditReport, Rule, Skipped, Verdict
from mtaudit.formats.location import findings_of, position
from mtaudit.formats.wording import not_passed, quoted

if TYPE_CHECKING:
    from junitparser import TestCase

LONGEST = 100_000
"""Code points, at most, of a name or of a case's output."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold, and the control characters that a terminal would obey."""


@dataclass(frozen=True, slots=True)
class _Case:
    gate: str
    name: str
    origin: str
    _: KW_ONLY
    skipped: str | None
    fault: str | None
    output: str


class JUnit:
    """Writes the whole document at the end, as it begins with counts; it keeps no text but that of the findings."""

    def __init__(self, out: TextIO, rules: Mapping[str, Rule]) -> None:
        self._out = out
        self._rules = rules
        self._cases: list[_Case] = []

    def article(self, report: ArticleReport) -> None:
        """Note a case: skipped, failed or passed, with the verdict and the findings as its output."""
        article, outcome = report.article, report.outcome
        name = f"{article.title} ({article.id})" if article.title and article.title != article.id else article.id
        skipped = outcome.reason if isinstance(outcome, Skipped) else None
        output = "\n".join(self._output_lines(report))
        self._cases.append(_Case(report.gate, name, article.origin, skipped=skipped, fault=report.fault, output=output))

    def finish(self, audit: AuditReport) -> None:
        """Write a suite for each gate, and one for the inputs that could not be read."""
        from junitparser import JUnitXml, TestSuite

        document = JUnitXml("mtaudit")
        unjudged = {gate.name: gate for gate in (audit.decision.unjudged if audit.decision else ())}
        for gate in dict.fromkeys(case.gate for case in self._cases):
            suite = TestSuite(_safe(gate or "mtaudit"))
            suite.add_testcases([_test_case(case) for case in self._cases if case.gate == gate])
            if gate in unjudged:
                suite.add_testcase(_error("a verdict on any article", not_passed(unjudged[gate])))
            document.add_testsuite(suite)
        if audit.failures:
            suite = TestSuite("inputs that could not be read")
            suite.add_testcases([_error(failure.input, failure.message) for failure in audit.failures])
            document.add_testsuite(suite)
        document.update_statistics()
        # The parser's limit on size guards against hostile input; this document was built just above.
        tree = etree.fromstring(document.tostring(), etree.XMLParser(huge_tree=True))
        tree.attrib.pop("skipped", None)  # the schema allows it on suites only
        self._out.write(etree.tostring(tree, encoding="unicode") + "\n")
        self._out.flush()

    def _output_lines(self, report: ArticleReport) -> Iterator[str]:
        if isinstance(report.outcome, Verdict):
            odds = report.outcome.probability
            yield f"{report.outcome.label}{'' if odds is None else f', probability {odds:.2f}'}"
        for finding, in_title in findings_of(report):
            line, column = position(report.article.text, finding.span.start)
            where = "title" if in_title else f"{line}:{column}"
            rule = self._rules.get(finding.rule)
            name = f" {rule.name}" if rule else ""
            message = quoted(report.article, finding, in_title)
            yield f"{where} {finding.severity} {finding.rule}{name}: {message}"


def _test_case(noted: _Case) -> TestCase:
    from junitparser import Failure, Skipped, TestCase

    case = TestCase(_safe(noted.name), classname=_safe(noted.origin or "mtaudit"), time=0)
    if noted.skipped:
        case.result = [Skipped(_safe(noted.skipped))]
    elif noted.fault:
        failure = Failure(_safe(noted.fault), "mtaudit")
        failure.text = _safe(noted.output)
        case.result = [failure]
    if noted.output:
        case.system_out = _safe(noted.output)
    return case


def _error(name: str, message: str) -> TestCase:
    from junitparser import Error, TestCase

    case = TestCase(_safe(name), classname="mtaudit", time=0)
    case.result = [Error(_safe(message), "mtaudit")]
    return case


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text if len(text) <= LONGEST else f"{text[:LONGEST]} ...")
