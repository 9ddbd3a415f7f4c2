"""One article in, one report out; a batch in, its summary out. Composes the rooms and adds nothing of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import chain, count
from typing import Protocol

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.detectors import choose
from mtaudit.detectors.exempt import Exemptions
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import read_words
from mtaudit.errors import MtauditError, UsageError
from mtaudit.formats.interface import Format
from mtaudit.judge import GARBLED, Scores, fingerprint, judge, segment_scores, weigh
from mtaudit.language import detect, name_of
from mtaudit.model import Article, ArticleReport, AuditReport, Entry, Failure, Finding, Kind, Skipped, WordScore
from mtaudit.originals import Finder
from mtaudit.segment import segment, words

LIBRARIES = ("langdetect", "sentencex", "wordfreq")
COMPARING = ("sacrebleu", "text2num", "usearch")
"""Whose version can change a finding, or one that rests on an original; models are named with what is behind them."""


class Audits(Protocol):
    """Whatever audits an article; `signature` names all that a report depends on but the article."""

    signature: str

    def audit(self, article: Article) -> ArticleReport:
        """The report of one article."""
        ...


def needs(settings: Settings) -> frozenset[str]:
    """The encoders that the rules of the settings need."""
    return frozenset().union(*(d.needs for d in choose(settings.select, settings.extend_select, settings.ignore)))


class Auditor:
    """Audits articles, each on its own: nothing of one changes what is said of another."""

    def __init__(self, settings: Settings, encoders: Encoders, finder: Finder | None = None) -> None:
        """Take the settings and the models; `finder` knows the originals that articles are set against, if any."""
        self._settings = settings
        self._finder = finder
        self._encoders = encoders
        self._detectors = choose(settings.select, settings.extend_select, settings.ignore)
        self._exemptions = Exemptions(settings.vocabulary, settings.per_path_ignores)
        self._needs = frozenset().union(*(d.needs for d in self._detectors))
        if finder:
            self._needs |= {"embeddings"}
        elif all("twin" in d.needs for d in self._detectors):
            codes = ", ".join(d.rule.code for d in self._detectors)
            raise UsageError(f"{codes}: nothing to compare with; name originals with `mtaudit audit --against`")
        rules = ",".join(d.rule.code for d in self._detectors)
        parts = [
            f"mtaudit:{__version__}",
            f"rules:{rules}",
            f"min-words:{settings.min_words}",
            f"judge:{fingerprint()}",
        ]
        parts += filter(None, [self._exemptions.signature, finder.signature if finder else ""])
        libraries = [f"{name}:{version(name)}" for name in (*LIBRARIES, *(COMPARING if finder else ()))]
        self.signature = "|".join([*parts, *encoders.signature(self._needs), *libraries])

    def audit(self, article: Article) -> ArticleReport:
        """The report of one article. Same text, same signature, same report.

        Raises:
            ModelError: if a model that a detector needs cannot be had.
        """
        language, probability = detect(article.text)
        if reason := self._why_skip(article, language, probability):
            return ArticleReport(article, language, Skipped(reason), (), (), (), (), self.signature)
        return self.report(self.read(article), language)

    def report(self, reading: Reading, language: str = "en") -> ArticleReport:
        """The report of an article that was read."""
        article = reading.article
        found = (f for detector in self._detectors for f in detector.detect(reading))
        findings = tuple(sorted(self._exemptions.keep(article, found), key=lambda f: (f.span, f.rule)))
        words = tuple(WordScore(w.span, w.score) for w in reading.fluency)
        size = sum(len(reading.text_of(s).split()) for s in reading.prose)
        evidence = weigh(scores_of(reading, findings), findings, size) if reading.machine else None
        return ArticleReport(
            article=article,
            language=language,
            outcome=judge(evidence, findings, size, self._settings.min_words),
            segments=reading.segments,
            segment_scores=segment_scores(reading.segments, findings),
            findings=findings,
            words=words,
            signature=self.signature,
            twin=reading.twin,
        )

    def read(self, article: Article) -> Reading:
        """What the segmenter and the encoders make of an article: all that its detectors see.

        Raises:
            ModelError: if a model that a detector needs cannot be had.
        """
        segments = segment(article)
        prose = [s for s in segments if s.kind is not Kind.BOILERPLATE]
        runs = [tuple(words(article.text, s.span)) for s in prose]
        read = FluencyReading()
        vectors = None
        if "fluency" in self._needs:
            read = read_words(self._encoders.fluency, self._encoders.tagger, article.text, prose, runs)
        if "embeddings" in self._needs:
            vectors = self._encoders.embeddings.encode([s.span.of(article.text) for s in segments])
        reading = Reading(article, segments, read.words, vectors, read.phrases, read.machine)
        return replace(reading, twin=self._finder.twin(reading)) if self._finder else reading

    def _why_skip(self, article: Article, language: str, probability: float) -> str | None:
        if not article.text.strip():
            return "empty: the input holds no text"
        # Text without spaces is no shorter for it: ten code points count for a word at least.
        size = max(len(article.text.split()), len(article.text) // 10)
        if size > self._settings.max_words:
            return f"too long: {size} words, over the limit of {self._settings.max_words}; split it into its articles"
        if language not in ("en", "und"):
            return f"written in {name_of(language)} ({language}, probability {probability:.2f}), not in English"
        return None


def run(
    items: Iterable[Article | Failure],
    auditor: Audits,
    formats: Sequence[Format],
    done: Callable[[ArticleReport | Failure], None],
    examine: Callable[[ArticleReport], ArticleReport] = lambda report: report,
    conclude: Callable[[AuditReport], AuditReport] = lambda audit: audit,
) -> AuditReport:
    """Audit what comes, in order, and hand each report to every format the moment it is whole.

    A check passes each report through `examine`, and the batch through `conclude`, before a format sees it.
    An interruption (Ctrl-C) ends the batch early; what was finished stays, and the formats are still told to finish.
    """
    entries: list[Entry] = []
    failures: list[Failure] = []
    seen: set[str] = set()
    interrupted = False
    try:
        for item in items:
            if isinstance(item, Failure):
                if not item.passed_over:
                    failures.append(item)
                done(item)
                continue
            item = replace(item, id=_unused(item.id, seen), key=item.id)
            seen.add(item.id)
            try:
                report = examine(auditor.audit(item))
            except MtauditError:
                raise
            except Exception as error:  # a fault of ours must cost one article, not the batch
                fault = f"mtaudit failed on it ({type(error).__name__}: {error}); please report this with the text"
                failures.append(Failure(item.id, fault))
                done(failures[-1])
                continue
            for out in formats:
                out.article(report)
            entries.append(entry(report))
            done(report)
    except KeyboardInterrupt:
        interrupted = True
    audit = conclude(AuditReport(tuple(entries), tuple(failures), auditor.signature, interrupted))
    for failure in audit.failures[len(failures) :]:  # those that only the whole batch shows
        done(failure)
    for out in formats:
        out.finish(audit)
    return audit


def scores_of(reading: Reading, findings: Sequence[Finding]) -> list[Scores]:
    """What the tagger and rule `garbled` say of each segment of the prose, as the judge weighs it."""
    found, at = [], 0
    for part, odds in zip(reading.prose, reading.machine, strict=True):
        first = at
        while at < len(reading.fluency) and reading.fluency[at].span.start < part.span.end:
            at += 1
        garbled = sum(f.confidence for f in findings if f.rule == GARBLED and part.span.covers(f.span))
        found.append(Scores(at - first, sum(w.score for w in reading.fluency[first:at]), odds, garbled))
    return found


def _unused(name: str, taken: Container[str]) -> str:
    """`name`, numbered where it is taken: two articles of one id must not overwrite each other's reports."""
    numbered = (f"{name}#{i}" for i in count(2))
    return next(n for n in chain([name], numbered) if n not in taken)


def entry(report: ArticleReport) -> Entry:
    """The line that stands for an article in its batch."""
    article = report.article
    return Entry(
        id=article.id,
        title=article.title,
        url=article.url,
        part=article.part,
        words=report.word_count,
        outcome=report.outcome,
        findings=Counter(f.severity for f in report.findings),
        origin=article.origin,
        gate=report.gate,
        fault=report.fault,
    )
