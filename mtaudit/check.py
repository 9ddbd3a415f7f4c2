"""An audit that is held to something: what was known or suppressed does not count, and too much of the rest fails."""

from __future__ import annotations

from collections.abc import Iterator

from mtaudit.config import Settings
from mtaudit.model import Article, ArticleReport, AuditReport, Finding, Held, Ignore, Verdict
from mtaudit.policy import Baseline, Row, Suppression, Suppressions, decide, examine, gate_of, rows_of, unused_comments
from mtaudit.poll import Poll


class Check:
    """Examines reports one by one, and remembers of them what the end of the run must know: never their text."""

    def __init__(self, settings: Settings, baseline: Baseline, suppressions: Suppressions) -> None:
        self._settings = settings
        self._baseline = baseline
        self._suppressions = suppressions
        self._used: set[Suppression | Ignore] = set()
        self._comments: list[str] = []
        self._known = 0
        self.rows: set[Row] = set()
        """Every finding and label of the run that no suppression holds back: what a new baseline is made of."""

    def examine(self, report: ArticleReport) -> ArticleReport:
        """The report as the gate of its article leaves it."""
        article = report.article
        by = {id(f): self._suppressions.match(article, f) for f in report.findings}
        used = {suppressed for suppressed in by.values() if suppressed}
        self._used |= used
        if isinstance(report.outcome, Verdict):
            self._comments += unused_comments(article, used)

        def hold(article: Article, finding: Finding) -> Held | None:
            if suppressed := by[id(finding)]:
                return Held(finding, suppressed.reason)
            return Held(finding) if self._baseline.knows(article, finding) else None

        examined = examine(report, *gate_of(article, self._settings), hold, self._baseline.label(article))
        self._known += sum(held.reason is None for held in examined.held)
        self.rows.update(rows_of(report, [f for f in report.findings if not by[id(f)]]))
        return examined

    def conclude(self, audit: AuditReport, poll: Poll | None = None) -> AuditReport:
        """The batch with the decision; `poll` tells what was not done again."""
        return decide(audit, self._settings, [*(poll.remarks() if poll else ()), *self._remarks()])

    def _remarks(self) -> Iterator[str]:
        if self._baseline.rows:
            gone = len(self._baseline.rows - self.rows)
            yield f"the baseline held back {self._known} known findings; {gone} of its rows no longer occur"
        yield from self._suppressions.unused(self._used)
        yield from self._comments


def status(audit: AuditReport, exit_zero: bool = False) -> int:
    """The exit status: 2 where something could not be done, else 1 where a gate failed, else 0. It fails closed."""
    audited = any(isinstance(entry.outcome, Verdict) for entry in audit.entries)
    if audit.failures or audit.interrupted or not audited:
        return 2
    return int(audit.decision is not None and audit.decision.failed and not exit_zero)
