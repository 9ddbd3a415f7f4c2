"""Sound English of genres other than news: the verdicts on articles that mtaudit was not made for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtaudit.auditor import Auditor
from mtaudit.core import Article, ArticleReport, Label, Verdict
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import read_genres


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound text of a genre, and its report."""

    genre: str
    report: ArticleReport


def sound_texts(corpora: Path, auditor: Auditor) -> Iterator[Sound]:
    """Audit the texts of native-genres that are kept for testing."""
    for number, (genre, tests, text) in enumerate(read_genres(corpus_file("native-genres", corpora))):
        if tests:
            yield Sound(genre, auditor.audit(Article(f"{genre} {number}", text)))


def share_labelled(sound: Sequence[Sound], labels: Sequence[Label]) -> float:
    """Share of the texts that have one of the labels, 0..1."""
    given = [s.report.outcome.label for s in sound if isinstance(s.report.outcome, Verdict)]
    return sum(label in labels for label in given) / len(sound)


def findings_rate(sound: Sequence[Sound]) -> float:
    """Findings in 1,000 words."""
    return 1000 * sum(len(s.report.findings) for s in sound) / sum(s.report.word_count for s in sound)
