"""GitLab's Code Quality report: a JSON array with an object for each finding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from mtaudit.core import ArticleReport, AuditReport, Rule, Severity
from mtaudit.formats.location import file_of, findings_of, holds_in_file, region_of
from mtaudit.formats.record import encode
from mtaudit.formats.wording import quoted

SEVERITIES = {Severity.MINOR: "minor", Severity.MAJOR: "major", Severity.CRITICAL: "critical"}


class GitLab:
    """Writes an array to `out`, one finding a line. It is valid JSON once `finish` has closed it."""

    def __init__(self, out: TextIO, rules: Mapping[str, Rule]) -> None:
        self._out = out
        self._rules = rules
        self._opening = "[\n"
        self._seen: Counter[str] = Counter()

    def article(self, report: ArticleReport) -> None:
        """Write an object for each finding."""
        article = report.article
        for finding, in_title in findings_of(report):
            line = region_of(article, finding.span).line if holds_in_file(article) and not in_title else 1
            rule = self._rules.get(finding.rule)
            key = f"{article.id}\0{finding.fingerprint}"
            self._seen[key] += 1  # GitLab merges two objects that share a fingerprint
            digest = hashlib.sha256(f"{key}\0{self._seen[key]}".encode("utf-8", "surrogatepass"))
            fields: dict[str, object] = {
                "description": quoted(article, finding, in_title),
                "check_name": f"{finding.rule} {rule.name if rule else ''}".strip(),
                "fingerprint": digest.hexdigest()[:32],
                "severity": SEVERITIES[finding.severity],
                "location": {"path": file_of(article) or article.url or article.id, "lines": {"begin": line}},
            }
            opening, self._opening = self._opening, ",\n"
            self._out.write(opening + encode(fields, self._out))
        self._out.flush()

    def finish(self, audit: AuditReport) -> None:
        """Close the array."""
        self._out.write("[]\n" if self._opening == "[\n" else "\n]\n")
        self._out.flush()
