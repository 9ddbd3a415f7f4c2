"""How fast an audit is, by stage and next to its alternatives; each contender runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ParamSpec, TypeVar

from mtaudit.bench.contenders import CONTENDERS
from mtaudit.bench.process import in_new_process, peak
from mtaudit.config import Settings
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import read_documents

ROUNDS = 3
"""How often each contender is run; the median counts."""
MEBIBYTE = 1 << 20

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """The cost of a contender, for the same articles as the others.

    Attributes:
        load: seconds until it is ready.
        seconds: the work itself.
        peak: bytes of memory, at most.
    """

    name: str
    load: float
    seconds: float
    _: KW_ONLY
    peak: float


@dataclass(frozen=True, slots=True)
class Size:
    """The amount of text that was read."""

    articles: int
    sentences: int
    words: int


def native_articles(corpora: Path, count: int) -> list[tuple[str, ...]]:
    """The sentences of the first articles that were written in English."""
    documents = read_documents(corpus_file("news2021-documents", corpora))
    native = [tuple(sentence.text for sentence in sentences) for kind, sentences in documents if kind == "native"]
    return native[:count]


def size_of(articles: Sequence[tuple[str, ...]]) -> Size:
    """The number of articles, sentences and words."""
    sentences = [s for article in articles for s in article]
    return Size(len(articles), len(sentences), sum(len(s.split()) for s in sentences))


def speeds(articles: Sequence[tuple[str, ...]]) -> Iterator[Speed]:
    """Yield each contender's median over ROUNDS in which all take turns."""
    taken: dict[str, list[Speed]] = {name: [] for name in CONTENDERS}
    for _ in range(ROUNDS):
        for name, rounds in taken.items():
            rounds.append(in_new_process(_measured, name, articles))
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
    copy = [Article(str(i), "\n".join(sentences)) for i, sentences in enumerate(articles)]
    auditor.audit(copy[0])
    clock = _Clock()
    with TemporaryDirectory() as folder:
        page = Html(Path(folder), {})
        for article in copy:
            text = article.text
            clock("language", detect, text)
            prose = prose_in(article, prose_of(clock("sentences", segment, article)))
            clock("forward pass", list, model.windows(model.tokenize(text, prose.segments)))
            clock("forward pass, tagger and repairs", read_words, model, models.tagger, [prose])
            clock("the same, every repair to its end", read_words, model, models.tagger, [prose], True)
            clock("embeddings", models.embeddings.encode, [s.span.of(text) for s in prose.segments])
            report = clock("rules and verdict", auditor.report, auditor.analyze(article))
            clock("page", page.article, report)
    return clock.seconds


class _Clock:
    """Adds up the seconds that calls take, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        start = perf_counter()
        result = call(*args, **kwargs)
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start
        return result


def _measured(name: str, articles: Sequence[tuple[str, ...]]) -> Speed:
    start = perf_counter()
    work = CONTENDERS[name]()
    work(articles[:2])
    ready = perf_counter()
    work(articles)
    seconds = perf_counter() - ready
    return Speed(name, ready - start, seconds, peak=peak())


def table(speeds: Sequence[Speed], stages: Mapping[str, float], size: Size) -> str:
    """The measurements in Markdown: first the contenders, then the stages of an audit."""
    audit = next(speed for speed in speeds if speed.name.startswith("mtaudit"))
    lines = [
        f"{size.articles:,} articles, {size.sentences:,} sentences, {size.words:,} words of native news\n",
        "| what | words a second | sentences | articles | audit's words a second over it | load, s | peak, MiB |",
        "|---|---|---|---|---|---|---|",
    ]
    for speed in speeds:
        rates = (size.words / speed.seconds, size.sentences / speed.seconds, size.articles / speed.seconds)
        cells = " | ".join(f"{rate:,.3g}" if rate < 1000 else f"{rate:,.0f}" for rate in rates)
        ratio = speed.seconds / audit.seconds
        lines.append(f"| {speed.name} | {cells} | {ratio:.2f} | {speed.load:.1f} | {speed.peak / MEBIBYTE:,.0f} |")
    lines += ["\n| stage of an audit | milliseconds an article |", "|---|---|"]
    lines += [f"| {name} | {1000 * seconds / size.articles:,.1f} |" for name, seconds in stages.items()]
    return "\n".join([*lines, ""])
