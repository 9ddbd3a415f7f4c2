"""Shared by the rules that compare an article with its original or source, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

from mtaudit.core import Analysis, Basis, Comparison, ComparisonKind, Finding, Kind, Rule, SentencePair, Span
from mtaudit.rules.interface import finding, named
from mtaudit.rules.text.words import Word, words_in

LIKE = 0.6
"""Cosine similarity from which two sentences are compared word by word."""
MOSTLY = 0.5
"""Share of both texts that must have a counterpart before sentences without one are reported."""
SOURCED = 0.8
"""Confidence of findings beside a source: where three sentences of an article are damaged, .93 of them are right."""
HONEST = 0.6
"""Factor of a confidence where the original may be another report of the same event."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Sentences of the article and the matching ones of its original, with the words of both.

    `kind` is that of the first sentence of the article.
    """

    comparison: Comparison
    pair: SentencePair
    article_side: Span
    _: KW_ONLY
    other_side: Span
    article_words: tuple[Word, ...]
    other_words: tuple[Word, ...]
    kind: Kind


def matched(analysis: Analysis) -> Iterator[Matched]:
    """The pairs that are similar enough to be compared and not identical."""
    comparison = analysis.twin
    for pair in comparison.pairs if comparison else ():
        if comparison and pair.article_side and pair.other_side and pair.similarity >= LIKE:
            found = match(analysis, comparison, pair)
            if found and found.article_side.of(analysis.article.text) != found.other_side.of(comparison.original.text):
                yield found


def match(analysis: Analysis, comparison: Comparison, pair: SentencePair) -> Matched | None:
    """A pair with its spans and words; None if page furniture stands between its sentences."""
    article_side = [analysis.prose[position] for position in pair.article_side]
    if article_side[-1].index - article_side[0].index != len(article_side) - 1:
        return None
    sentences = comparison.original.sentences
    article_span = Span(article_side[0].span.start, article_side[-1].span.end)
    other_side = Span(sentences[pair.other_side[0]].start, sentences[pair.other_side[-1]].end)
    return Matched(
        comparison,
        pair,
        article_span,
        other_side=other_side,
        article_words=words_in(analysis.article.text, article_span),
        other_words=words_in(comparison.original.text, other_side),
        kind=article_side[0].kind,
    )


def slip(
    rule: Rule,
    analysis: Analysis,
    found: Matched,
    span: Span,
    *,
    other_side: Span | None,
    confidence: float,
    message: str,
    evidence: Mapping[str, object] | None = None,
) -> Finding:
    """A finding with the aligned original as evidence; `other_side` is the original's span that it concerns, if any.

    Beside an original it is the less sure, the less alike the sentences are, and where they may be two reports of one
    event; beside a source `confidence` is not asked.
    """
    comparison, pair = found.comparison, found.pair
    sure = (
        confidence * (HONEST if comparison.kind is ComparisonKind.REPORT else 1.0) * min(1.0, 0.5 + pair.similarity / 2)
    )
    if comparison.kind is ComparisonKind.TRANSLATION:
        sure = SOURCED
    shown: dict[str, object] = {
        f"{comparison.role}_span": [found.other_side.start, found.other_side.end],
        f"{comparison.role}_text": found.other_side.of(comparison.original.text),
    }
    if comparison.kind is ComparisonKind.TRANSLATION:
        shown |= {"adequacy": round(pair.similarity, 3)}
    else:
        shown |= named(comparison.original) | {"similarity": round(pair.similarity, 3), "chrf": pair.chrf}
    if other_side and comparison.original.language == "en":
        shown["expected"] = [other_side.of(comparison.original.text)]
    basis = Basis.SOURCE if comparison.kind is ComparisonKind.TRANSLATION else Basis.ORIGINAL
    return finding(
        rule, analysis, span, confidence=sure, message=message, evidence=shown | dict(evidence or {}), basis=basis
    )


def compared(analysis: Analysis) -> Iterator[Comparison]:
    """The comparisons that cover the whole article: with its twin, unless that is a separate report, and its source.

    A doubtful source is left out.
    """
    if analysis.twin and analysis.twin.kind is not ComparisonKind.REPORT:
        yield analysis.twin
    if analysis.source and not analysis.source.is_doubtful:
        yield analysis.source


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences between two pairs that only one side has.

    Attributes:
        around: the pair before them.
        article_side: the sentences that were added, or the one after which others are missing.
        other_side: what is missing, or the sentence after which something was added.
    """

    around: Matched
    article_side: Span
    other_side: Span

    @property
    def evidence(self) -> dict[str, object]:
        """What replaces the measures of the pair before: beside a source, that nothing is conveyed."""
        return {"adequacy": 0.0} if self.around.comparison.kind is ComparisonKind.TRANSLATION else {}


def runs(analysis: Analysis, article_side: bool) -> Iterator[Run]:
    """The runs that only the article (`article_side`) or only the other text has, where each has most of the other."""
    for comparison in compared(analysis):
        if min(comparison.measures.kept, comparison.measures.used) >= MOSTLY:
            yield from _runs(analysis, comparison, article_side)


def _runs(analysis: Analysis, comparison: Comparison, article_side: bool) -> Iterator[Run]:
    prose, sentences, text = analysis.prose, comparison.original.sentences, analysis.article.text
    before: SentencePair | None = None
    alone: list[int] = []
    for pair in comparison.pairs:
        if pair.article_side and pair.other_side:
            numbers = [s.index for s in prose] if article_side else range(len(sentences))
            for part in _unbroken(alone, numbers):
                if before is None:
                    break
                article_run, other_run = (part, before.other_side) if article_side else (before.article_side, part)
                here = Span(prose[article_run[0]].span.start, prose[article_run[-1]].span.end)
                there = Span(sentences[other_run[0]].start, sentences[other_run[-1]].end)
                around = Matched(
                    comparison,
                    before,
                    here,
                    other_side=there,
                    article_words=words_in(text, here),
                    other_words=words_in(comparison.original.text, there),
                    kind=prose[article_run[0]].kind,
                )
                yield Run(around, here, there)
            before, alone = pair, []
        else:
            alone += pair.article_side if article_side else pair.other_side


def _unbroken(positions: Sequence[int], numbers: Sequence[int]) -> Iterator[list[int]]:
    """The positions, divided into runs of consecutive `numbers`: nothing else stands between."""
    run: list[int] = []
    for position in positions:
        if run and numbers[position] != numbers[run[-1]] + 1:
            yield run
            run = []
        run.append(position)
    if run:
        yield run
