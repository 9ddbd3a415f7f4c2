"""The auditor: analyzes articles, runs the rules, decides and reports. It composes the other rooms."""

from __future__ import annotations

from collections.abc import Sequence

from mtaudit.auditor.analyze import analyze_all, language_and_refusal
from mtaudit.auditor.as_given import as_given
from mtaudit.auditor.signature import signature_of
from mtaudit.compare.originals import OriginalsSearch
from mtaudit.config import Sensitivity, Settings
from mtaudit.core import Analysis, Article, ArticleReport, Code, Finding, Need, Skipped, WordScore
from mtaudit.errors import UsageError
from mtaudit.models import Models
from mtaudit.rules import choose
from mtaudit.rules.exempt import Exemptions
from mtaudit.rules.interface import Detector
from mtaudit.segment.markdown import touches_edge
from mtaudit.verdict import counting, decide, fitted_on_tagger, judge, segment_scores
from mtaudit.verdict.parameters import parameters

COUNTERPARTS = {Need.TWIN: "--against or --twins", Need.SOURCE: "--source and --multilingual-encoder"}
"""What a rule may need besides models, and the flags that give it."""
SURE = {Sensitivity.LOW: 0.6, Sensitivity.NORMAL: 0.0, Sensitivity.HIGH: 0.0}
"""The confidence from which a finding of any rule is reported."""
OF_TITLES = (Code.UNTRANSLATED, Code.ENCODING_DAMAGE, Code.LOOK_ALIKE_LETTERS, Code.CALQUE)
"""Rules besides `garbled` that run on a title that the text does not hold."""


def needs(settings: Settings) -> frozenset[Need]:
    """The models that the rules of the settings need."""
    return frozenset().union(*(d.needs for d in choose(settings.select, settings.extend_select, settings.ignore)))


class Auditor:
    """Audits articles, each on its own: no article changes the report of another."""

    def __init__(
        self, settings: Settings, models: Models, search: OriginalsSearch | None = None, *, analyzes_only: bool = False
    ) -> None:
        """Take the settings and the models; `search` knows the originals that articles are set against, if any.

        With `analyzes_only`, articles are analyzed but not reported on, as for a tagger without a fitted decision.

        Raises:
            UsageError: if no rule is left that could find anything, or the settings name an unknown rule.
            ModelError: if a model or the decision is not available, or they were not made for each other.
        """
        self._settings = settings
        self._search = search
        self._models = models
        self._detectors = choose(settings.select, settings.extend_select, settings.ignore)
        self._exemptions = Exemptions(settings.vocabulary, settings.per_path_ignores)
        self._joint = tuple(d for d in self._detectors if d.rule.code is Code.GARBLED)
        self._needs = frozenset().union(*(d.needs for d in self._detectors))
        given = {Need.TWIN} if search else set()
        given |= {Need.SOURCE} if settings.multilingual_encoder else set()
        if all(d.needs & COUNTERPARTS.keys() and not d.needs & given for d in self._detectors):
            codes = ", ".join(d.rule.code for d in self._detectors)
            wanted = {need for d in self._detectors for need in d.needs & COUNTERPARTS.keys()}
            flags = ", or ".join(COUNTERPARTS[need] for need in sorted(wanted, reverse=True))
            raise UsageError(f"{codes}: there is nothing to compare with; name it with {flags}")
        if search:
            self._needs |= {Need.EMBEDDINGS}
        if settings.multilingual_encoder:
            self._needs |= {Need.MULTILINGUAL}
        judges = Need.FLUENCY in self._needs and not analyzes_only
        self.fitted = fitted_on_tagger(settings, models) if judges else parameters(settings.decision)
        """The parameters of the decision."""
        self.signature = signature_of(settings, self._detectors, self._exemptions, models, self._needs, search)

    def audit(self, article: Article) -> ArticleReport:
        """The report of one article. Same text, same signature, same report.

        Raises:
            ModelError: if a model that a detector needs is not available.
        """
        return self.audit_all([article])[0]

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        """The reports of articles, in order, as `audit` gives them. Short articles take less time together than alone.

        Raises:
            ModelError: if a model that a detector needs is not available.
        """
        found = [(article, *language_and_refusal(article, self._settings.max_words)) for article in articles]
        analyses = iter(self.analyze_all([article for article, _, reason in found if not reason]))
        return [
            ArticleReport(
                article,
                language,
                Skipped(reason),
                segments=(),
                segment_scores=(),
                findings=(),
                words=(),
                signature=self.signature,
            )
            if reason
            else self.report(next(analyses), language)
            for article, language, reason in found
        ]

    def report(self, analysis: Analysis, language: str = "en") -> ArticleReport:
        """The report of an article that was analyzed."""
        article = analysis.article
        found, titled = self.other_findings(analysis), self._in_title(analysis)
        bar = SURE[self._settings.sensitivity]
        if analysis.machine:
            analysis = decide(analysis, found, self._settings)
            found += self._findings(analysis, self._joint)
            titled += self._findings(analysis.title, self._joint) if analysis.title else []
        reported = ([f for f in group if f.confidence >= bar] for group in (found, titled))
        findings, titled = (sorted(group, key=lambda f: (f.span, f.rule)) for group in reported)
        likely = analysis.posterior.words if analysis.machine else ()
        report = ArticleReport(
            article=article,
            language=language,
            outcome=judge(
                analysis.posterior if analysis.machine else None,
                counting(analysis, findings, titled),
                analysis.composition,
                self.fitted,
                self._settings.min_words,
                analysis.twin,
            ),
            segments=analysis.segments,
            segment_scores=segment_scores(analysis.segments, findings),
            findings=tuple(findings),
            words=tuple(WordScore(w.span, p) for w, p in zip(analysis.fluency, likely, strict=True)),
            signature=self._signed(analysis.reference is not None),
            twin=analysis.twin,
            source=analysis.source,
            reference=analysis.reference,
            title_findings=tuple(titled),
        )
        return as_given(report, analysis)

    def other_findings(self, analysis: Analysis) -> list[Finding]:
        """The findings of the rules that do not need the decision: all but `garbled`."""
        return self._findings(analysis, [d for d in self._detectors if d not in self._joint])

    def _in_title(self, analysis: Analysis) -> list[Finding]:
        """The findings in a title that the text does not hold, by the rules that need only a few words."""
        fit = [d for d in self._detectors if d.rule.code in OF_TITLES]
        return self._findings(analysis.title, fit) if analysis.title else []

    def _findings(self, analysis: Analysis, detectors: Sequence[Detector]) -> list[Finding]:
        found = (f for d in detectors for f in d.detect(analysis) if not touches_edge(f.span, analysis.asides))
        return list(self._exemptions.keep(analysis.article, found))

    def analyze(self, article: Article) -> Analysis:
        """The analysis of one article; raises as `analyze_all` does."""
        return self.analyze_all([article])[0]

    def analyze_all(self, articles: Sequence[Article]) -> list[Analysis]:
        """The analyses of articles, in order: all that the rules see of each.

        Raises:
            ModelError: if a model that a detector needs is not available.
        """
        return analyze_all(articles, self._settings, self._models, self._needs, self._search)

    def _signed(self, scored: bool) -> str:
        """The signature; where an article was `scored`, it also names the model that aligned it with its reference."""
        more = self._models.signature({Need.EMBEDDINGS} - self._needs) if scored else ()
        return "|".join([self.signature, *more])
