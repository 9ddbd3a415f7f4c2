"""What the rules share that compare an article with its original, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtaudit.core import Analysis, Basis, Finding, Kind, Pair, Rule, Span, Twin, TwinKind
from mtaudit.rules.interface import finding, named
from mtaudit.rules.text.words import Word, words_in

LIKE = 0.6
"""Cosine similarity from which two sentences are held against each other word by word."""
MOSTLY = 0.5
"""Share of both texts that must have a counterpart before what one has alone is told."""
SOURCED = 0.8
"""Confidence of what is told beside a source: where three sentences of an article are damaged, .93 of it is right."""
HONEST = 0.6
"""What is left of a confidence where the original may be another report of the same event."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Sentences of the article and those of its original that say the same, with the words of both.

    `kind` is what the first of ours is on the page.
    """

    twin: Twin
    pair: Pair
    ours: Span
    theirs: Span
    our_words: tuple[Word, ...]
    their_words: tuple[Word, ...]
    kind: Kind


def matched(analysis: Analysis) -> Iterator[Matched]:
    """The pairs that are near enough to be compared, but for those that are the same to the letter."""
    twin = analysis.twin
    for pair in twin.pairs if twin else ():
        if twin and pair.ours and pair.theirs and pair.similarity >= LIKE:
            found = match(analysis, twin, pair)
            if found and found.ours.of(analysis.article.text) != found.theirs.of(twin.original.text):
                yield found


def match(analysis: Analysis, twin: Twin, pair: Pair) -> Matched | None:
    """A pair with its spans and words; None where page furniture stands between its sentences."""
    ours = [analysis.prose[place] for place in pair.ours]
    if ours[-1].index - ours[0].index != len(ours) - 1:
        return None
    sentences = twin.original.sentences
    mine = Span(ours[0].span.start, ours[-1].span.end)
    theirs = Span(sentences[pair.theirs[0]].start, sentences[pair.theirs[-1]].end)
    words = words_in(analysis.article.text, mine), words_in(twin.original.text, theirs)
    return Matched(twin, pair, mine, theirs, *words, ours[0].kind)


def slip(
    rule: Rule,
    analysis: Analysis,
    found: Matched,
    span: Span,
    theirs: Span | None,
    confidence: float,
    message: str,
    evidence: Mapping[str, object] | None = None,
) -> Finding:
    """A finding with the aligned original for evidence; `theirs` is what stands there in the original, if anything.

    Beside an original it is the less sure, the less alike the sentences are, and where they may be two reports of one
    event; beside a source `confidence` is not asked.
    """
    twin, pair = found.twin, found.pair
    sure = confidence * (HONEST if twin.kind is TwinKind.REPORT else 1.0) * min(1.0, 0.5 + pair.similarity / 2)
    if twin.kind is TwinKind.TRANSLATION:
        sure = SOURCED
    shown: dict[str, object] = {
        f"{twin.role}_span": [found.theirs.start, found.theirs.end],
        f"{twin.role}_text": found.theirs.of(twin.original.text),
    }
    if twin.kind is TwinKind.TRANSLATION:
        shown |= {"adequacy": round(pair.similarity, 3)}
    else:
        shown |= named(twin.original) | {"similarity": round(pair.similarity, 3), "chrf": pair.chrf}
    if theirs and twin.original.language == "en":
        shown["expected"] = [theirs.of(twin.original.text)]
    basis = Basis.SOURCE if twin.kind is TwinKind.TRANSLATION else Basis.ORIGINAL
    return finding(rule, analysis, span, sure, message, shown | dict(evidence or {}), basis=basis)


def compared(analysis: Analysis) -> Iterator[Twin]:
    """What says the same as the article all through: its twin, unless that is a separate report, and its source.

    A source is none of them where it is doubtful.
    """
    if analysis.twin and analysis.twin.kind is not TwinKind.REPORT:
        yield analysis.twin
    if analysis.source and not analysis.source.is_doubtful:
        yield analysis.source


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences that one side alone has, between two pairs.

    Attributes:
        around: the pair before them.
        ours: the sentences that were added, or the one after which others are missing.
        theirs: what is missing, or the sentence after which something was added.
    """

    around: Matched
    ours: Span
    theirs: Span

    @property
    def evidence(self) -> dict[str, object]:
        """What takes the place of the numbers of the pair before: beside a source, that nothing is conveyed."""
        return {"adequacy": 0.0} if self.around.twin.kind is TwinKind.TRANSLATION else {}


def runs(analysis: Analysis, ours: bool) -> Iterator[Run]:
    """The runs that the article (`ours`) or what it is compared with has alone, where either has most of the other."""
    for twin in compared(analysis):
        if min(twin.measures["kept"], twin.measures["used"]) >= MOSTLY:
            yield from _runs(analysis, twin, ours)


def _runs(analysis: Analysis, twin: Twin, ours: bool) -> Iterator[Run]:
    prose, sentences, text = analysis.prose, twin.original.sentences, analysis.article.text
    before: Pair | None = None
    alone: list[int] = []
    for pair in twin.pairs:
        if pair.ours and pair.theirs:
            numbers = [s.index for s in prose] if ours else range(len(sentences))
            for part in _unbroken(alone, numbers):
                if before is None:
                    break
                mine, other = (part, before.theirs) if ours else (before.ours, part)
                here = Span(prose[mine[0]].span.start, prose[mine[-1]].span.end)
                there = Span(sentences[other[0]].start, sentences[other[-1]].end)
                words = words_in(text, here), words_in(twin.original.text, there)
                yield Run(Matched(twin, before, here, there, *words, prose[mine[0]].kind), here, there)
            before, alone = pair, []
        else:
            alone += pair.ours if ours else pair.theirs


def _unbroken(places: Sequence[int], numbers: Sequence[int]) -> Iterator[list[int]]:
    """The places in runs within which their numbers go up by one: nothing else stands between."""
    run: list[int] = []
    for place in places:
        if run and numbers[place] != numbers[run[-1]] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
