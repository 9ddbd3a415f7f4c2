"""The batch at a glance: the counts and the order that an index or a summary opens with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtaudit.core import Entry, Label, Severity, Skipped, Verdict

WORST_FIRST = (Label.MACHINE, Label.SUSPECT, Label.UNDECIDED, Label.CLEAN)
SEVEREST_FIRST = tuple(reversed(Severity))


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry that has a verdict."""

    entry: Entry
    verdict: Verdict

    @property
    def rank(self) -> tuple[float, ...]:
        """A key that sorts the worst first: by label, then probability, then findings from critical to minor."""
        probability = self.verdict.probability or 0.0
        counts = (-self.entry.findings.get(severity, 0) for severity in SEVEREST_FIRST)
        return (WORST_FIRST.index(self.verdict.label), -probability, *counts)


@dataclass(frozen=True, slots=True)
class Omitted:
    """An entry that was not audited."""

    entry: Entry
    reason: str


def judged_entries(entries: Iterable[Entry]) -> list[Judged]:
    """The entries that have a verdict, worst first; ties keep the order in which they came."""
    found = [Judged(entry, entry.outcome) for entry in entries if isinstance(entry.outcome, Verdict)]
    return sorted(found, key=lambda item: item.rank)


def skipped_entries(entries: Iterable[Entry]) -> list[Omitted]:
    """The entries that were skipped, in the order in which they came."""
    return [Omitted(entry, entry.outcome.reason) for entry in entries if isinstance(entry.outcome, Skipped)]


def count_labels(entries: Iterable[Entry]) -> dict[Label, int]:
    """How many articles have each label, worst first, zeros included."""
    labels = [entry.outcome.label for entry in entries if isinstance(entry.outcome, Verdict)]
    return {label: labels.count(label) for label in WORST_FIRST}


def count_severities(entries: Iterable[Entry]) -> dict[Severity, int]:
    """How many findings have each severity, critical first, zeros included."""
    entries = tuple(entries)
    return {severity: sum(entry.findings.get(severity, 0) for entry in entries) for severity in SEVEREST_FIRST}
