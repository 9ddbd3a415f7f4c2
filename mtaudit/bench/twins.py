"""How well originals are found and compared, on articles not used in tuning, next to simpler methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from mtaudit.bench.bootstrap import Figure, bootstrap
from mtaudit.bench.changes import CHANGES
from mtaudit.bench.direction import direction
from mtaudit.bench.pairs import ROUND_TRIPS, ParallelText, edited, original_of, pseudo_articles
from mtaudit.bench.quality import Row
from mtaudit.compare.align import align
from mtaudit.compare.index import Originals
from mtaudit.compare.original import set_against
from mtaudit.compare.search import candidates
from mtaudit.core import Analysis, Article, Code, Family, Kind, Need, Segment, Span
from mtaudit.models import Models
from mtaudit.rules import REGISTRY
from mtaudit.rules.interface import Detector
from mtaudit.training.splits import Split

DISTRACTORS = 5000
"""Least number of sentences of other articles among which a twin is searched."""
CHANGED = 4
"""Sentences of an article, at most, that are changed by rule, one kind of change at a time."""
WIDTH = 384
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}")

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one article: changes made, changes found, findings, findings on a change, and words."""

    made: int = 0
    hit: int = 0
    found: int = 0
    _: KW_ONLY
    right: int = 0
    words: int = 0


def twins(corpora: Path, models: Models, share: float) -> Iterator[Row]:
    """Yield every figure as soon as it is known; `share` of the articles of the last years are measured on."""
    encode = models.embeddings.encode
    english, german = (_share(pseudo_articles(corpora, origin, Split.TEST), share) for origin in ("en", "de"))
    yield from _search(english, pseudo_articles(corpora, "en", Split.TRAIN), encode)
    yield from _alignment(english, german, encode)
    yield from _changes(english, encode)
    yield from _false_alarms(german, encode)
    yield from direction(english, models)


def _share(texts: Sequence[ParallelText], share: float) -> list[ParallelText]:
    step = max(1, round(1 / share))
    return list(texts[::step])


def _search(searched: Sequence[ParallelText], others: Sequence[ParallelText], encode: Encode) -> Iterator[Row]:
    random = Random(1)
    with TemporaryDirectory() as folder:
        index = Originals(Path(folder), "bench", WIDTH)
        texts = [(text.name, text.versions["original"]) for text in (*searched, *others)]
        for name, sentences in texts[: len(searched)] + _enough(texts[len(searched) :]):
            index.add(original_of(name, sentences), encode(sentences))
        index.save()
        bags = {o.id: frozenset(o.text.casefold().split()) for o in index}
        for what, kept in (("whole articles", 1.0), ("articles of which half was shuffled away", 0.5)):
            units = []
            for text in searched:
                for version in ROUND_TRIPS:
                    sentences = text.versions[version]
                    count = max(2, round(kept * len(sentences)))
                    positions = random.sample(range(len(sentences)), count)
                    article = [sentences[i] for i in (sorted(positions) if kept == 1.0 else positions)]
                    found = candidates(index, encode(article))
                    bag = frozenset(" ".join(article).casefold().split())
                    nearest = _most_alike(bag, bags)
                    hit = bool(found) and index.original(found[0].original).id == text.name
                    units.append((float(hit), float(nearest == text.name)))
            yield _row(f"twin found, {what}", _mean(units, 0), {"words in common": _mean(units, 1)})
        wrong = [
            float(bool(candidates(index, encode(text.versions["original"]), _numbers(index, text))))
            for text in searched
        ]
        yield _row("twin found where there is none", _mean([(w,) for w in wrong], 0))
        index.close()


def _most_alike(bag: frozenset[str], bags: Mapping[str, frozenset[str]]) -> str:
    """The name of the text whose words overlap most with `bag` (Jaccard index)."""
    return max(bags, key=lambda name: len(bag & bags[name]) / len(bag | bags[name]))


def _enough(texts: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    chosen, size = [], 0
    for name, sentences in texts:
        if size >= DISTRACTORS:
            break
        chosen.append((name, sentences))
        size += len(sentences)
    return chosen


def _numbers(index: Originals, text: ParallelText) -> list[int]:
    """The number of an article's own original in the index, which a search must leave out."""
    return [number for number in range(1, len(list(index)) + 1) if index.original(number).id == text.name]


def _alignment(english: Sequence[ParallelText], german: Sequence[ParallelText], encode: Encode) -> Iterator[Row]:
    random = Random(2)
    for what, texts, base, others in (
        ("round trips", english, "original", ROUND_TRIPS),
        ("human against machine translation", german, "human_translation", ("google", "deepl")),
    ):
        strange = [s for text in texts for s in text.versions[base]]
        units = []
        for text in texts:
            version = random.choice(others)
            article_side, other_side, gold = edited(text.versions[version], text.versions[base], strange, random)
            if not gold:
                continue
            pairs = align(
                encode(article_side), encode(other_side), [len(s) for s in article_side], [len(s) for s in other_side]
            )
            found = {(left, right) for left, right, _ in pairs if left and right}
            plain = {((i,), (i,)) for i in range(min(len(article_side), len(other_side)))}
            units.append((len(found & gold), len(found), len(gold), len(plain & gold), len(plain)))
        f1 = bootstrap(units, lambda u: 2 * sum(x[0] for x in u) / sum(x[1] + x[2] for x in u))
        in_order = bootstrap(units, lambda u: 2 * sum(x[3] for x in u) / sum(x[4] + x[2] for x in u))
        yield _row(f"alignment F1, {what}", f1, {"first with first, and so on": in_order})


def _changes(texts: Sequence[ParallelText], encode: Encode) -> Iterator[Row]:
    random = Random(3)
    names = sorted(
        {n for text in texts for s in text.versions["original"] for n in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", s)}
    )
    for code, change in CHANGES.items():
        detector = _detector(code)
        units, flagged = [], []
        for text in texts:
            for version in ROUND_TRIPS:
                sentences = list(text.versions[version])
                made: list[tuple[int, Span]] = []
                for position in random.sample(range(len(sentences)), len(sentences)):
                    changed = change(sentences[position], random, names)
                    if changed and changed[0] != sentences[position] and len(made) < CHANGED:
                        sentences[position] = changed[0]
                        made.append((position, changed[1]))
                analysis, spans = _analysis(sentences, text.versions["original"], encode)
                gold = [Span(spans[p].start + s.start, spans[p].start + s.end) for p, s in made]
                units.append(_count(detector, analysis, gold))
                differ = [
                    s for s, o in zip(spans, text.versions["original"], strict=True) if s.of(analysis.article.text) != o
                ]
                flagged.append(Counts(found=len(differ), right=sum(any(s.covers(g) for g in gold) for s in differ)))
        made_in_all = sum(u.made for u in units)
        yield _row(f"{detector.rule.name}: changes found ({made_in_all})", bootstrap(units, _ratio("hit", "made")))
        precise = bootstrap(flagged, _ratio("right", "found"))
        yield _row(
            f"{detector.rule.name}: findings on a change",
            bootstrap(units, _ratio("right", "found")),
            {"every sentence that differs": precise},
        )


def _false_alarms(texts: Sequence[ParallelText], encode: Encode) -> Iterator[Row]:
    analyses = [
        _analysis(text.versions["human_translation"], text.versions[version], encode)[0]
        for text in texts
        for version in ("google", "deepl")
    ]
    for detector in REGISTRY:
        if Need.TWIN in detector.needs and detector.rule.code.family is Family.ACCURACY:
            units = [_count(detector, analysis, []) for analysis in analyses]
            rate = bootstrap(units, lambda u: 1000 * sum(x.found for x in u) / sum(x.words for x in u))
            yield _row(f"{detector.rule.name}: findings a 1,000 words of honest translations", rate)


def _analysis(
    article_side: Sequence[str], other_side: Sequence[str], encode: Encode
) -> tuple[Analysis, tuple[Span, ...]]:
    """The analysis of an article with its twin, and the spans of the article's sentences."""
    article = original_of("article", article_side)
    twin = set_against(article_side, encode(article_side), original_of("original", other_side), encode(other_side))
    segments = tuple(Segment(i, span, Kind.BODY) for i, span in enumerate(article.sentences))
    return Analysis(Article("article", article.text), segments, twin=twin), article.sentences


def _count(detector: Detector, analysis: Analysis, gold: Sequence[Span]) -> Counts:
    found = list(detector.detect(analysis))
    return Counts(
        made=len(gold),
        hit=sum(any(f.span.overlaps(g) for f in found) for g in gold),
        found=len(found),
        right=sum(any(f.span.overlaps(g) for g in gold) for f in found),
        words=len(analysis.article.text.split()),
    )


def _detector(code: Code) -> Detector:
    return next(d for d in REGISTRY if d.rule.code == code)


def _ratio(part: str, whole: str) -> Callable[[Sequence[Counts]], float]:
    def measure(units: Sequence[Counts]) -> float:
        total = sum(getattr(u, whole) for u in units)
        return sum(getattr(u, part) for u in units) / total if total else float("nan")

    return measure


def _mean(units: Sequence[tuple[float, ...]], at: int) -> Figure:
    return bootstrap(units, lambda u: sum(x[at] for x in u) / len(u))


def _row(what: str, figure: Figure, baselines: Mapping[str, Figure] | None = None) -> Row:
    return Row(f"twins.{what}", what, figure, baselines=baselines or {})
