"""A check: an audit whose known and suppressed findings do not count, and which fails if too many others do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from mtaudit.config import FailOn, Settings, Undecided
from mtaudit.core import (
    Article,
    ArticleReport,
    AuditReport,
    Code,
    Finding,
    Ignore,
    Rule,
    Severity,
    SuppressedFinding,
    Verdict,
)
from mtaudit.errors import UsageError
from mtaudit.gate.baseline import VERDICT, Baseline, Row, row_of, rows_of
from mtaudit.gate.decision import apply_gate, decide, gate_of, gates_of
from mtaudit.gate.suppressions import Suppression, Suppressions, unused_comments
from mtaudit.rules import choose

SHOWN = 20
"""The most rows of a baseline that are listed when they no longer occur."""


def gated(settings: Settings, by_default: bool) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a check, and what the user should know of them.

    A gate that nobody set fails on a verdict. Without rule `garbled` there is none, and it fails on findings instead:
    on major ones, or on minor ones where the rules that run have no others.

    Args:
        by_default: whether nobody set what the gate fails on.
    """
    rules = _rules(settings)
    if not by_default or any(rule.code == Code.GARBLED for rule in rules):
        return settings, ()
    fail_on = FailOn.MINOR if all(rule.severity is Severity.MINOR for rule in rules) else FailOn.MAJOR
    why = f"the rule `garbled` does not run, so no article has a verdict: the gate fails on {fail_on} findings"
    return replace(settings, fail_on=fail_on), (f"{why} (--fail-on {fail_on})",)


def _rules(settings: Settings) -> list[Rule]:
    return [d.rule for d in choose(settings.select, settings.extend_select, settings.ignore)]


class Check:
    """Applies gates to reports one by one, and keeps only what the end of the run needs: never their text."""

    def __init__(
        self,
        settings: Settings,
        inputs: Sequence[str],
        baseline: Baseline | None,
        *,
        suppressions: Suppressions,
        remarks: Sequence[str] = (),
    ) -> None:
        """Take the settings in force, a baseline if there is one, the suppressions, and remarks for the user.

        Raises:
            UsageError: if a gate asks for what is not available: a verdict without rule `garbled`, a count of findings
                without their severity, or a verdict on every article where there is none on any.
        """
        self._settings = settings
        self._inputs = inputs
        self.has_baseline = baseline is not None
        """Whether the run is compared with a baseline; an empty one counts."""
        self._baseline = baseline or Baseline()
        self._suppressions = suppressions
        self._given_remarks = tuple(remarks)
        self._rules = {rule.code for rule in _rules(settings)}
        self._gates = gates_of(settings)
        self._refuse_empty_gates()
        self._used: set[Suppression | Ignore] = set()
        self._comments: list[str] = []
        self._known = 0
        self._found: set[Row] = set()
        self._judged: dict[tuple[str, str], bool] = {}
        self.rows: set[Row] = set()
        """Every finding and label of the run that is not suppressed: the rows of a new baseline."""

    def _refuse_empty_gates(self) -> None:
        for name, gate in self._gates.items():
            subject = f"the gate {name!r}" if name else "the gate"
            if gate.undecided is Undecided.FAIL and Code.GARBLED not in self._rules:
                raise UsageError(
                    f"{subject} fails every article without a verdict, and without the rule `garbled` none has one; "
                    "enable that rule, or leave out --undecided fail"
                )
            if gate.fail_on not in (FailOn.SUSPECT, FailOn.MACHINE):
                continue
            if Code.GARBLED not in self._rules:
                raise UsageError(
                    f"{subject} fails on a verdict, which needs the rule `garbled`; enable that rule, or fail on a "
                    "severity, as with --fail-on major"
                )
            if gate.max_findings:
                raise UsageError(f"{subject} allows findings but fails on a verdict; set their severity with --fail-on")

    def apply_gate(self, report: ArticleReport) -> ArticleReport:
        """The report after the gate of its article was applied."""
        article = report.article
        by = {id(f): self._suppressions.match(article, f) for f in report.all_findings}
        used = {suppressed for suppressed in by.values() if suppressed}
        self._used |= used
        if isinstance(report.outcome, Verdict):
            self._comments += unused_comments(article, used)

        taken = {row_of(article, finding) for finding in report.all_findings}

        def hold(article: Article, finding: Finding) -> SuppressedFinding | None:
            row = self._baseline.row(article, finding, taken)
            if suppressed := by[id(finding)]:
                in_source = isinstance(suppressed, Ignore)
                return SuppressedFinding(finding, suppressed.reason, in_source=in_source, in_baseline=row is not None)
            if row:
                taken.add(row)
                self._found.add(row)
                return SuppressedFinding(finding, in_baseline=True)
            return None

        gate = gate_of(article, self._settings)
        examined = apply_gate(report, gate, self._gates[gate], hold, self._baseline.label(article))
        self._known += sum(suppressed.reason is None for suppressed in examined.suppressed)
        self._judged[article.holder, article.known_as] = isinstance(report.outcome, Verdict)
        self._found.update(rows_of(report, report.all_findings))
        self.rows.update(rows_of(report, [f for f in report.all_findings if not by[id(f)]]))
        return examined

    def conclude(self, audit: AuditReport, remarks: Iterable[str] = ()) -> AuditReport:
        """The batch with the decision; `remarks` are what the user should know of the run besides."""
        return decide(audit, self._settings, self._inputs, [*self._given_remarks, *remarks, *self._remarks()])

    def gone(self) -> Set[Row]:
        """The rows of the baseline, of this run's articles and rules, that no longer occur.

        An article that has left its feed is one of the run; one that was skipped, or was not named, is not.
        """
        holders = {holder for holder, _ in self._judged if holder}
        rules = self._rules | ({VERDICT} if Code.GARBLED in self._rules else set())
        return {
            row
            for row in self._baseline.rows - self._found
            if row.rule in rules and self._judged.get((row.holder, row.article), row.holder in holders)
        }

    def _remarks(self) -> Iterator[str]:
        if self._baseline.rows:
            gone = sorted(self.gone())
            yield f"known to the baseline and not counted: {self._known}; rows of it that no longer occur: {len(gone)}"
            yield from (f"no longer occurs: {row.rule} “{row.text}” in {row.article}" for row in gone[:SHOWN])
            if len(gone) > SHOWN:
                yield f"no longer occurs: {len(gone) - SHOWN} more rows"
        yield from self._suppressions.unused(self._used)
        yield from self._comments
