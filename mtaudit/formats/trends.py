"""Sums up the audits of many days, feed by feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import groupby

from mtaudit.core import Label, Outcome

LABELS = (Label.CLEAN, Label.UNDECIDED, Label.SUSPECT, Label.MACHINE)
"""The labels in the order in which the chart stacks them."""


@dataclass(frozen=True, slots=True)
class Day:
    """The audits of one day: `findings` are those of major severity or worse, for `words` audited words."""

    date: str
    labels: Mapping[str, int]
    findings: int
    _: KW_ONLY
    words: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The audits of one feed.

    Attributes:
        articles: audits that had a verdict.
        labels: how many of each label.
        findings, words: the sums over the days; see `Day`.
        rules: how many findings of each rule, most frequent first.
        worst: the articles called machine or suspect, the most likely first.
        days: in order.
    """

    origin: str
    articles: int
    labels: Mapping[str, int]
    _: KW_ONLY
    findings: int
    words: int
    rules: Sequence[tuple[str, int]]
    worst: Sequence[Outcome]
    days: Sequence[Day]

    @property
    def bad(self) -> float:
        """Share of the articles that were called suspect or machine, 0..1."""
        return (self.labels.get("suspect", 0) + self.labels.get("machine", 0)) / max(1, self.articles)

    @property
    def rate(self) -> float:
        """Findings of major severity or worse in 1,000 words."""
        return 1000 * self.findings / max(1, self.words)


def trends(outcomes: Iterable[Outcome]) -> list[Trend]:
    """A trend for each feed, the worst first: by the share called suspect or machine, then by findings.

    An article counts once, with its last audit; `outcomes` must come oldest first.
    """
    by_origin: dict[str, list[Outcome]] = {}
    for outcome in {(outcome.origin, outcome.id): outcome for outcome in outcomes}.values():
        by_origin.setdefault(outcome.origin, []).append(outcome)
    by_feed = [_trend(origin, rows) for origin, rows in by_origin.items()]
    return sorted(by_feed, key=lambda t: (-t.bad, -t.rate, t.origin))


def _trend(origin: str, rows: Sequence[Outcome]) -> Trend:
    judged = [row for row in rows if row.label in LABELS]
    rules: Counter[str] = Counter()
    for row in judged:
        rules.update(row.rules)
    bad = [row for row in judged if row.label in (Label.SUSPECT, Label.MACHINE)]
    days = groupby(sorted(judged, key=lambda row: row.at), key=lambda row: row.at[:10])
    return Trend(
        origin=origin,
        articles=len(judged),
        labels=Counter(row.label for row in judged),
        findings=_grave(judged),
        words=sum(row.words for row in judged),
        rules=sorted(rules.items(), key=lambda pair: (-pair[1], pair[0])),
        worst=sorted(bad, key=lambda row: (-(row.probability or 0), row.id)),
        days=[_day(date, list(group)) for date, group in days],
    )


def _day(date: str, rows: Sequence[Outcome]) -> Day:
    return Day(date, Counter(row.label for row in rows), _grave(rows), words=sum(row.words for row in rows))


def _grave(rows: Iterable[Outcome]) -> int:
    return sum(count for row in rows for severity, count in row.findings.items() if severity != "minor")
