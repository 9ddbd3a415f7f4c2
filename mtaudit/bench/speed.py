"""How fast an audit is, by stage, beside what people would use instead; each contender in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ParamSpec, TypeVar

from mtaudit.bench.contenders import CONTENDERS
from mtaudit.bench.process import in_its_own, peak
from mtaudit.config import Settings
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import read_documents

ROUNDS = 3
"""Times that each contender has its turn; the median counts."""
MEBIBYTE = 1 << 20

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """What a contender took for the same articles.

    Attributes:
        load: seconds until it could begin.
        seconds: of the work itself.
        peak: bytes of memory, at most.
    """

    name: str
    load: float
    seconds: float
    _: KW_ONLY
    peak: float


@dataclass(frozen=True, slots=True)
class Size:
    """How much was read."""

    articles: int
    sentences: int
    words: int


def native_articles(corpora: Path, count: int) -> list[tuple[str, ...]]:
    """The sentences of the first articles that were written in English."""
    documents = read_documents(corpus_file("news2021-documents", corpora))
    native = [tuple(sentence.text for sentence in sentences) for kind, sentences in documents if kind == "native"]
    return native[:count]


def size_of(articles: Sequence[tuple[str, ...]]) -> Size:
    """Articles, sentences and words."""
    sentences = [s for one in articles for s in one]
    return Size(len(articles), len(sentences), sum(len(s.split()) for s in sentences))


def speeds(articles: Sequence[tuple[str, ...]]) -> Iterator[Speed]:
    """Yield each contender's median over ROUNDS in which all take turns."""
    taken: dict[str, list[Speed]] = {name: [] for name in CONTENDERS}
    for _ in range(ROUNDS):
        for name, rounds in taken.items():
            rounds.append(in_its_own(_measured, name, articles))
    for name, rounds in taken.items():
        load, seconds, peak = (median(getattr(r, what) for r in rounds) for what in ("load", "seconds", "peak"))
        yield Speed(name, load, seconds, peak=peak)


def stages(articles: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Seconds of each stage of an audit, one after the other, the models loaded and warm."""
    from mtaudit.auditor import Auditor
    from mtaudit.auditor.analyze import prose_in
    from mtaudit.core import Article, prose_of
    from mtaudit.formats import Html
    from mtaudit.models import Models
    from mtaudit.models.tagging.words import read_words
    from mtaudit.segment import segment
    from mtaudit.segment.language import detect

    models = Models(Settings())
    auditor, model = Auditor(Settings(), models), models.fluency
    copy = [Article(str(i), "\n".join(one)) for i, one in enumerate(articles)]
    auditor.audit(copy[0])
    clock = _Clock()
    with TemporaryDirectory() as folder:
        page = Html(Path(folder), {})
        for article in copy:
            text = article.text
            clock("language", detect, text)
            own = prose_in(article, prose_of(clock("sentences", segment, article)))
            clock("forward pass", list, model.windows(model.tokenize(text, own.segments)))
            clock("forward pass, tagger and repairs", read_words, model, models.tagger, [own])
            clock("the same, every repair to its end", read_words, model, models.tagger, [own], True)
            clock("embeddings", models.embeddings.encode, [s.span.of(text) for s in own.segments])
            report = clock("rules and verdict", auditor.report, auditor.analyze(article))
            clock("page", page.article, report)
    return clock.took


class _Clock:
    """Adds up what calls take, by name."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}

    def __call__(self, name: str, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        start = perf_counter()
        found = call(*args, **kwargs)
        self.took[name] = self.took.get(name, 0.0) + perf_counter() - start
        return found


def _measured(name: str, articles: Sequence[tuple[str, ...]]) -> Speed:
    start = perf_counter()
    work = CONTENDERS[name]()
    work(articles[:2])
    ready = perf_counter()
    work(articles)
    seconds = perf_counter() - ready
    return Speed(name, ready - start, seconds, peak=peak())


def table(speeds: Sequence[Speed], stages: Mapping[str, float], size: Size) -> str:
    """What was measured, in Markdown: first the contenders, then the stages of an audit."""
    article_side = next(speed for speed in speeds if speed.name.startswith("mtaudit"))
    lines = [
        f"{size.articles:,} articles, {size.sentences:,} sentences, {size.words:,} words of native news\n",
        "| what | words a second | sentences | articles | audit's words a second over it | load, s | peak, MiB |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in speeds:
        rates = (size.words / one.seconds, size.sentences / one.seconds, size.articles / one.seconds)
        told = " | ".join(f"{rate:,.3g}" if rate < 1000 else f"{rate:,.0f}" for rate in rates)
        ratio = one.seconds / article_side.seconds
        lines.append(f"| {one.name} | {told} | {ratio:.2f} | {one.load:.1f} | {one.peak / MEBIBYTE:,.0f} |")
    lines += ["\n| stage of an audit | milliseconds an article |", "|---|---|"]
    lines += [f"| {name} | {1000 * seconds / size.articles:,.1f} |" for name, seconds in stages.items()]
    return "\n".join([*lines, ""])
