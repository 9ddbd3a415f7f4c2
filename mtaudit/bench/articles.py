"""Verdicts on whole articles that are known to be by people or by machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from mtaudit.auditor import Auditor
from mtaudit.bench.sets import MarkedArticle
from mtaudit.core import Article, ArticleReport, Label, Span, Verdict
from mtaudit.training.articles import Sample

ACCEPTED = 0.01
"""Share of articles by people that may be called a machine's where a rate of detection is stated."""
NATIVE = 10
"""How many times the share of the others is drawn of native articles: a rate of 1 % takes a hundred of them."""
PARAGRAPH = 3
"""Sentences of the garbled paragraph that is put into sound copy."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample and its report."""

    sample: Sample
    report: ArticleReport

    @property
    def verdict(self) -> Verdict:
        """The verdict; raises ValueError if the article was skipped."""
        if not isinstance(self.report.outcome, Verdict):
            raise ValueError(f"{self.sample.group} was not audited: {self.report.outcome.reason}")
        return self.report.outcome

    @property
    def probability(self) -> float:
        """The probability of machine translation, 0..1; 0 if the verdict is undecided."""
        return self.verdict.probability or 0.0


def judge_all(samples: Iterable[Sample], auditor: Auditor) -> Iterator[Judged]:
    """Audit each sample, with each sentence as a paragraph."""
    for number, sample in enumerate(samples):
        text = "\n\n".join(sample.sentences)
        yield Judged(sample, auditor.report(auditor.analyze(Article(id=f"{sample.group} {number}", text=text))))


def draw(samples: Sequence[Sample], share: float, seed: int = 7) -> list[Sample]:
    """A random share of the articles, with all versions of each; of the native ones NATIVE times the share."""
    groups = sorted({s.group for s in samples})
    native = {s.group for s in samples if s.kind == "native"}
    Random(seed).shuffle(groups)
    kept: set[str] = set()
    for candidates, part in ((native, min(1.0, NATIVE * share)), (set(groups) - native, share)):
        ordered = [group for group in groups if group in candidates]
        kept |= set(ordered[: max(1, round(len(ordered) * part))])
    return [s for s in samples if s.group in kept]


def auroc(judged: Sequence[Judged], people: str, machines: str) -> float:
    """Chance, 0..1, that an article of kind `machines` has a higher probability than one of kind `people`."""
    from sklearn.metrics import roc_auc_score

    chosen = [j for j in judged if j.sample.kind in (people, machines)]
    truth = [j.sample.kind == machines for j in chosen]
    if len(set(truth)) < 2:
        return float("nan")
    return float(roc_auc_score(truth, [j.probability for j in chosen]))


def detection_rate(judged: Sequence[Judged], people: str, machines: str) -> float:
    """Share of kind `machines` above the probability that a share ACCEPTED of kind `people` exceeds."""
    sound = [j.probability for j in judged if j.sample.kind == people]
    made = [j.probability for j in judged if j.sample.kind == machines]
    if not sound or not made:
        return float("nan")
    return float((np.array(made) > np.quantile(sound, 1 - ACCEPTED)).mean())


def share_labelled(judged: Sequence[Judged], kind: str, labels: Sequence[Label]) -> float:
    """Share of the articles of a kind that have one of the labels, 0..1."""
    chosen = [j for j in judged if j.sample.kind == kind]
    return sum(j.verdict.label in labels for j in chosen) / len(chosen) if chosen else float("nan")


def pair_accuracy(judged: Sequence[Judged]) -> float:
    """Share of round trips with a higher probability than their original, 0..1; a tie counts half."""
    originals = {j.sample.group: j.probability for j in judged if j.sample.kind == "native"}
    trips = [j for j in judged if j.sample.kind == "rt" and j.sample.group in originals]  # a resample may lack some
    pairs = [(j.probability, originals[j.sample.group]) for j in trips]
    return (
        sum(trip > original or 0.5 * (trip == original) for trip, original in pairs) / len(pairs)
        if pairs
        else float("nan")
    )


def with_garbled_paragraph(
    sound: Sequence[Sample], garbled: Sequence[MarkedArticle], seed: int = 7
) -> Iterator[tuple[Article, Span]]:
    """Sound articles with a paragraph of bad translation in the middle, each with the span of that paragraph."""
    random = Random(seed)
    bad = [g for g in garbled if sum(b for _, b in g.pieces) > 0.3 * g.words]
    for number, sample in enumerate(sound):
        lines = random.choice(bad).article.text.splitlines()[:PARAGRAPH]
        middle = len(sample.sentences) // 2
        before, after = "\n\n".join(sample.sentences[:middle]), "\n\n".join(sample.sentences[middle:])
        paragraph = " ".join(lines)
        text = f"{before}\n\n{paragraph}\n\n{after}"
        yield Article(id=f"mixed {number}", text=text), Span(len(before) + 2, len(before) + 2 + len(paragraph))
