"""How the samples fare: what share of the gold spans is found, and what share of the findings is false.

`python -m tests.support.samples` prints it. A span counts as found where a finding overlaps it by at least one
character; a finding is false where it overlaps no gold span.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import Article, ArticleReport, Label, Span, Verdict
from mtaudit.ingest import read
from mtaudit.models import Models

SAMPLES = Path("corpora/samples")


@dataclass(frozen=True, slots=True)
class Gold:
    """What an annotator marked in one article."""

    label: str
    spans: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The samples in numbers. `found` and `gold` are by severity; `false` counts findings in garbled articles."""

    found: dict[str, int]
    gold: dict[str, int]
    findings: int
    false: int
    clean_findings: int
    clean_words: int
    labels: dict[str, list[str]]

    @property
    def recall(self) -> float:
        """Share of gold spans found, 0..1."""
        return sum(self.found.values()) / sum(self.gold.values())

    @property
    def precision(self) -> float:
        """Share of the findings in garbled articles that overlap a gold span, 0..1."""
        return 1 - self.false / self.findings

    @property
    def false_alarms(self) -> float:
        """Findings a 1,000 words of the clean articles."""
        return self.clean_findings * 1000 / self.clean_words


def gold_of(article: Article, row: dict[str, object]) -> Gold:
    """The row's spans, placed in the article's text.

    Raises:
        ValueError: if a span is not there.
    """
    spans = []
    assert isinstance(row["spans"], list)
    for mark in row["spans"]:
        start = -1
        for _ in range(mark.get("occurrence", 1)):
            start = article.text.find(mark["text"], start + 1)
            if start < 0:
                raise ValueError(f"{article.id} does not hold {mark['text']!r}")
        spans.append((Span(start, start + len(mark["text"])), mark["severity"]))
    return Gold(str(row["label"]), tuple(spans))


def audited(models: Models) -> Iterator[tuple[ArticleReport, Gold]]:
    """The report of every sample beside its gold."""
    lines = (SAMPLES / "gold.jsonl").read_text("utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    settings = Settings()
    auditor = Auditor(settings, models)
    for article in read([str(SAMPLES)], settings):
        if not isinstance(article, Article):
            assert article.passed_over, article
            continue
        yield auditor.audit(article), gold_of(article, rows.pop(article.id))
    assert not rows, f"gold for articles that are not there: {sorted(rows)}"


def score(pairs: Sequence[tuple[ArticleReport, Gold]]) -> Score:
    """Count over all samples."""
    found = dict.fromkeys(("minor", "major", "critical"), 0)
    total = dict(found)
    labels: dict[str, list[str]] = {"clean": [], "machine": []}
    findings = false = clean_findings = clean_words = 0
    for report, gold in pairs:
        outcome = report.outcome.label if isinstance(report.outcome, Verdict) else "skipped"
        labels[gold.label].append(outcome)
        if gold.label == "clean":
            clean_findings += len(report.findings)
            clean_words += report.word_count
            continue
        findings += len(report.findings)
        false += sum(not any(f.span.overlaps(span) for span, _ in gold.spans) for f in report.findings)
        for span, severity in gold.spans:
            total[severity] += 1
            found[severity] += any(f.span.overlaps(span) for f in report.findings)
    return Score(found, total, findings, false, clean_findings, clean_words, labels)


def table(result: Score) -> str:
    """The score as it is printed, and as the README shows it."""
    lines = [f"{name:9} {result.found[name]:3} of {total:3} gold spans found" for name, total in result.gold.items()]
    clean = f"{result.clean_findings} findings in {result.clean_words} words"
    lines += [
        f"recall    {result.recall:.2f} of all gold spans",
        f"precision {result.precision:.2f} of {result.findings} findings in the garbled articles",
        f"clean     {clean}: {result.false_alarms:.2f} in 1,000",
    ]
    for label, given in result.labels.items():
        counts = ", ".join(f"{given.count(name)} {name}" for name in [*map(str, Label), "skipped"])
        lines.append(f"{label:9} articles were called: {counts}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(score(list(audited(Models(Settings()))))))
