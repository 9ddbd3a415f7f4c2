"""How well articles are compared with their sources, by language, on segments not used in tuning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np

from mtaudit.bench.bootstrap import Figure, bootstrap
from mtaudit.bench.pairs import LONGEST, SHORTEST, Gold, edited, original_of
from mtaudit.bench.quality import Row
from mtaudit.compare.source import FLOOR, set_beside
from mtaudit.core import Analysis, Article, Comparison, Finding, Kind, Need, Segment
from mtaudit.models.embeddings.multilingual import MultilingualEncoder
from mtaudit.rules import REGISTRY
from mtaudit.segment.language import name_of
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import Translated, read_segments

SEEN = 600
"""How many segments of each language, from the first on, were inspected while the comparison was developed."""
DAMAGED = ("halved", "replaced", "dropped")
"""The kinds of damage; each is done to one sentence of an article."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """The findings in a damaged article: whether each damage was hit, how many there are, how many are right."""

    hit: Mapping[str, bool]
    found: int
    right: int


def sources(corpora: Path, encoder: MultilingualEncoder, share: float) -> Iterator[Row]:
    """Yield every figure as soon as it is known; `share` of the articles of each language are measured on."""
    articles: dict[str, list[list[Translated]]] = {}
    for language, segments in _unseen(corpora).items():
        articles[language] = _articles(segments, Random(1))[:: max(1, round(1 / share))]
    for language, of_language in articles.items():
        yield _alignment(language, of_language, encoder)
    for language, of_language in articles.items():
        yield _halved(language, of_language, encoder)
    yield from _findings([article for of_language in articles.values() for article in of_language], encoder)


def _unseen(corpora: Path) -> dict[str, list[Translated]]:
    found: dict[str, list[Translated]] = {}
    for segment in read_segments(corpus_file("news2021-segments", corpora)):
        found.setdefault(segment.language, []).append(segment)
    return {language: segments[SEEN:] for language, segments in sorted(found.items())}


def _articles(segments: Sequence[Translated], random: Random) -> list[list[Translated]]:
    articles, first = [], 0
    while first + SHORTEST <= len(segments):
        articles.append(list(segments[first : first + random.randint(SHORTEST, LONGEST)]))
        first += len(articles[-1])
    return articles


def _alignment(language: str, articles: Sequence[Sequence[Translated]], encoder: MultilingualEncoder) -> Row:
    random = Random(2)
    strange = [s.reference for article in articles for s in article]
    units = []
    for article in articles:
        article_side, other_side, gold = edited(_machine(article, random), [s.source for s in article], strange, random)
        if gold:
            units.append(
                (
                    _pairs(_comparison(article_side, other_side, language, encoder)),
                    _first_with_first(article_side, other_side),
                    gold,
                )
            )
    in_order = bootstrap(units, lambda u: _f1([(plain, gold) for _, plain, gold in u]))
    f1 = bootstrap(units, lambda u: _f1([(found, gold) for found, _, gold in u]))
    return _row(f"alignment F1, from {name_of(language)}", f1, {"first with first, and so on": in_order})


def _f1(units: Sequence[tuple[Gold, Gold]]) -> float:
    return 2 * sum(len(found & gold) for found, gold in units) / sum(len(found) + len(gold) for found, gold in units)


def _pairs(comparison: Comparison) -> Gold:
    """The pairs whose sides are similar; a sentence that merely replaces another is no pair."""
    return frozenset(
        (p.article_side, p.other_side)
        for p in comparison.pairs
        if p.article_side and p.other_side and p.similarity >= FLOOR
    )


def _first_with_first(article_side: Sequence[str], other_side: Sequence[str]) -> Gold:
    return frozenset(((i,), (i,)) for i in range(min(len(article_side), len(other_side))))


def _halved(language: str, articles: Sequence[Sequence[Translated]], encoder: MultilingualEncoder) -> Row:
    """How well a translation that lacks its second half is distinguished from a whole one, sentence by sentence."""
    random = Random(3)
    units = []
    for article in articles:
        whole = _machine(article, random)
        position = random.randrange(len(article))
        broken = [_half(s) if i == position else s for i, s in enumerate(whole)]
        other_side = encoder.encode([s.source for s in article])
        sound, less = ((encoder.encode(side) * other_side).sum(axis=1) for side in (whole, broken))
        lengths = [len(h) / len(s.source) for h, s in zip(whole, article, strict=True)]
        short = len(broken[position]) / len(article[position].source)
        units.append((sound, float(less[position]), lengths, short))
    area = bootstrap(units, lambda u: _area([x for v in u for x in v[0]], [v[1] for v in u]))
    shorter = bootstrap(units, lambda u: _area([x for v in u for x in v[2]], [v[3] for v in u]))
    return _row(f"second half missing, from {name_of(language)}: AUROC", area, {"length over the source's": shorter})


def _area(above: Sequence[float], below: Sequence[float]) -> float:
    """The share of pairs of one value each in which that of `above` is greater, 0..1; a tie counts half."""
    high, low = np.asarray(above)[:, None], np.asarray(below)[None, :]
    return float(np.mean((high > low) + 0.5 * (high == low)))


def _findings(articles: Sequence[Sequence[Translated]], encoder: MultilingualEncoder) -> Iterator[Row]:
    random = Random(4)
    strange = [s.reference for article in articles for s in article]
    damaged = [_damaged(article, strange, encoder, random) for article in articles]
    for damage in DAMAGED:
        hits = [x.hit[damage] for x in damaged]
        yield _row(f"sentences {damage} that are found ({len(hits)})", bootstrap(hits, lambda u: sum(u) / len(u)))
    precise = bootstrap(damaged, lambda u: sum(x.right for x in u) / max(1, sum(x.found for x in u)))
    yield _row("findings on a damaged sentence or beside it", precise)
    honest = []
    for article in articles:
        text = [s.reference for s in article]
        findings = _detected(text, _comparison(text, [s.source for s in article], article[0].language, encoder))
        honest.append((len(findings), len(" ".join(text).split())))
    rate = bootstrap(honest, lambda u: 1000 * sum(n for n, _ in u) / sum(words for _, words in u))
    yield _row("findings a 1,000 words of honest translations", rate)


def _damaged(
    article: Sequence[Translated], strange: Sequence[str], encoder: MultilingualEncoder, random: Random
) -> Damaged:
    """Halve, replace and drop a sentence each, never the first, the last or neighbours, and apply the rules."""
    text = _machine(article, random)
    first = random.randrange(1, len(article) - 5)
    positions = dict(zip(random.sample(DAMAGED, 3), (first, first + 2, first + 4), strict=True))
    text[positions["halved"]] = _half(text[positions["halved"]])
    text[positions["replaced"]] = random.choice(strange)
    del text[positions["dropped"]]
    spans = original_of("article", text).sentences
    now = {damage: at - (at >= positions["dropped"]) for damage, at in positions.items()}  # a gap: the sentence before
    spots = {damage: spans[at] for damage, at in now.items()}
    findings = _detected(text, _comparison(text, [s.source for s in article], article[0].language, encoder))
    hit = {damage: any(f.span.overlaps(span) for f in findings) for damage, span in spots.items()}
    right = sum(any(f.span.overlaps(span) for span in spots.values()) for f in findings)
    return Damaged(hit, len(findings), right)


def _machine(article: Sequence[Translated], random: Random) -> list[str]:
    return [random.choice(list(s.outputs.values())) for s in article]


def _half(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[: max(1, len(words) // 2)])


def _comparison(
    article_side: Sequence[str], other_side: Sequence[str], language: str, encoder: MultilingualEncoder
) -> Comparison:
    source = replace(original_of("source", other_side), language=language)
    return set_beside(article_side, encoder.encode(article_side), source, encoder.encode(other_side))


def _detected(text: Sequence[str], comparison: Comparison) -> list[Finding]:
    article = original_of("article", text)
    segments = tuple(Segment(i, span, Kind.BODY) for i, span in enumerate(article.sentences))
    analysis = Analysis(Article("article", article.text), segments, source=comparison)
    return [f for detector in REGISTRY if Need.SOURCE in detector.needs for f in detector.detect(analysis)]


def _row(what: str, figure: Figure, baselines: Mapping[str, Figure] | None = None) -> Row:
    return Row(f"sources.{what}", what, figure, baselines=baselines or {})
