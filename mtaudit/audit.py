"""One article in, one report out. Composes the rooms and adds nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence

from mtaudit.config import Settings
from mtaudit.detectors import choose
from mtaudit.detectors.exempt import Exemptions
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.errors import UsageError
from mtaudit.judge import judge, segment_scores, weigh
from mtaudit.model import Article, ArticleReport, Skipped, WordScore
from mtaudit.originals import Finder
from mtaudit.reading import in_english, language_and_refusal, read_all, scores_of
from mtaudit.signature import signature_of
from mtaudit.translation import against_reference

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
        self.signature = signature_of(settings, self._detectors, self._exemptions, encoders, self._needs, finder)

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
        found = [(article, *language_and_refusal(article, self._settings.max_words)) for article in articles]
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
        prose = reading.composition
        reference = against_reference(reading, self._encoders, self._settings.max_words)
        told = in_english(reading, findings)
        evidence = weigh(scores_of(reading, told), told, prose.words) if reading.machine else None
        return ArticleReport(
            article=article,
            language=language,
            outcome=judge(evidence, findings, prose, self._settings.min_words),
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
        return read_all(articles, self._settings, self._encoders, self._needs, self._finder)

    def _signed(self, scored: bool) -> str:
        """The signature, with the model that aligned an article with its reference where nothing else took it."""
        more = self._encoders.signature({"embeddings"} - self._needs) if scored else ()
        return "|".join([self.signature, *more])
