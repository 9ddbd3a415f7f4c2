"""One article in, one report out. Composes the rooms and adds nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.detectors import choose
from mtaudit.detectors.exempt import Exemptions
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import Prose, read_words
from mtaudit.errors import UsageError
from mtaudit.judge import GARBLED, Scores, fingerprint, judge, segment_scores, weigh
from mtaudit.language import detect, name_of
from mtaudit.model import Article, ArticleReport, Finding, Segment, Skipped, WordScore
from mtaudit.originals import Finder, prose_of
from mtaudit.segment import segment, size, words
from mtaudit.translation import against_reference, against_source

LIBRARIES = ("langdetect", "sacrebleu", "sentencex", "wordfreq")
COMPARING = ("text2num", "usearch")
"""Whose version can change a finding, or one that rests on an original; models are named with what is behind them."""
COUNTERPARTS = {"twin": "--against", "source": "--source and --multilingual-encoder"}
"""What a rule may need besides models, and the flags that give it."""


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
        beside = {"twin"} if finder else set()
        beside |= {"source"} if settings.multilingual_encoder else set()
        if all(d.needs & COUNTERPARTS.keys() and not d.needs & beside for d in self._detectors):
            codes = ", ".join(d.rule.code for d in self._detectors)
            wanted = {need for d in self._detectors for need in d.needs & COUNTERPARTS.keys()}
            flags = ", or ".join(COUNTERPARTS[need] for need in sorted(wanted, reverse=True))
            raise UsageError(f"{codes}: nothing to compare with; `mtaudit audit` takes it with {flags}")
        if finder:
            self._needs |= {"embeddings"}
        if settings.multilingual_encoder:
            self._needs |= {"multilingual"}
        rules = ",".join(d.rule.code for d in self._detectors)
        parts = [
            f"mtaudit:{__version__}",
            f"rules:{rules}",
            f"min-words:{settings.min_words}",
            f"judge:{fingerprint()}",
        ]
        parts += ["thorough"] if settings.thorough else []
        parts += filter(None, [self._exemptions.signature, finder.signature if finder else ""])
        libraries = [f"{name}:{version(name)}" for name in (*LIBRARIES, *(COMPARING if finder else ()))]
        self.signature = "|".join([*parts, *encoders.signature(self._needs), *libraries])

    def audit(self, article: Article) -> ArticleReport:
        """The report of one article. Same text, same signature, same report.

        Raises:
            ModelError: if a model that a detector needs cannot be had.
        """
        return self.audit_all([article])[0]

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        """The reports of articles, in order: those that `audit` gives. Short ones take less time together than alone.

        Raises:
            ModelError: if a model that a detector needs cannot be had.
        """
        found = [(article, *self._language_and_refusal(article)) for article in articles]
        readings = iter(self.read_all([article for article, _, reason in found if not reason]))
        return [
            ArticleReport(article, language, Skipped(reason), (), (), (), (), self.signature)
            if reason
            else self.report(next(readings), language)
            for article, language, reason in found
        ]

    def report(self, reading: Reading, language: str = "en") -> ArticleReport:
        """The report of an article that was read."""
        article = reading.article
        found = (f for detector in self._detectors for f in detector.detect(reading))
        findings = tuple(sorted(self._exemptions.keep(article, found), key=lambda f: (f.span, f.rule)))
        words = tuple(WordScore(w.span, w.score) for w in reading.fluency)
        length = sum(len(reading.text_of(s).split()) for s in reading.prose)
        reference = against_reference(reading, self._encoders, self._settings.max_words)
        evidence = weigh(scores_of(reading, findings), findings, length) if reading.machine else None
        return ArticleReport(
            article=article,
            language=language,
            outcome=judge(evidence, findings, length, self._settings.min_words),
            segments=reading.segments,
            segment_scores=segment_scores(reading.segments, findings),
            findings=findings,
            words=words,
            signature=self._signed(reference is not None),
            twin=reading.twin,
            source=reading.source,
            reference=reference,
        )

    def read(self, article: Article) -> Reading:
        """What `read_all` makes of one article."""
        return self.read_all([article])[0]

    def read_all(self, articles: Sequence[Article]) -> list[Reading]:
        """What the segmenter and the encoders make of articles: all that detectors see of each.

        Raises:
            ModelError: if a model that a detector needs cannot be had.
        """
        cut = [segment(article) for article in articles]
        fluency = [FluencyReading()] * len(cut)
        if "fluency" in self._needs and articles:
            prose = [_prose(article, segments) for article, segments in zip(articles, cut, strict=True)]
            fluency = read_words(self._encoders.fluency, self._encoders.tagger, prose, self._settings.thorough)
        return [self._reading(*one) for one in zip(articles, cut, fluency, strict=True)]

    def _reading(self, article: Article, segments: tuple[Segment, ...], read: FluencyReading) -> Reading:
        vectors = None
        if "embeddings" in self._needs:
            vectors = self._encoders.embeddings.encode([s.span.of(article.text) for s in segments])
        reading = Reading(article, segments, read.words, vectors, read.phrases, read.machine)
        twin = self._finder.twin(reading) if self._finder else None
        source = (
            against_source(reading, self._encoders, self._settings.max_words) if "multilingual" in self._needs else None
        )
        return replace(reading, twin=twin, source=source)

    def _signed(self, scored: bool) -> str:
        """The signature, with the model that aligned an article with its reference where nothing else took it."""
        more = self._encoders.signature({"embeddings"} - self._needs) if scored else ()
        return "|".join([self.signature, *more])

    def _language_and_refusal(self, article: Article) -> tuple[str, str]:
        """The article's language, and why it is not audited; "" where it is."""
        language, probability = detect(article.text)
        reason = ""
        if not article.text.strip():
            reason = "empty: the input holds no text"
        elif (length := size(article.text)) > self._settings.max_words:
            most = self._settings.max_words
            reason = f"too long: {length} words, over the limit of {most}; split it into its articles"
        elif language not in ("en", "und"):
            reason = f"written in {name_of(language)} ({language}, probability {probability:.2f}), not in English"
        return language, reason


def _prose(article: Article, segments: Sequence[Segment]) -> Prose:
    prose = prose_of(segments)
    return Prose(article.text, prose, [tuple(words(article.text, s.span)) for s in prose])


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
