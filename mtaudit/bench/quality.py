"""Every figure of quality, with its interval and its baselines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from mtaudit.auditor import Auditor
from mtaudit.bench import articles, cases, genres, titles, words
from mtaudit.bench.articles import Judged
from mtaudit.bench.baselines import Harper, SmallTagger
from mtaudit.bench.bootstrap import Figure, bootstrap
from mtaudit.bench.sets import TestSet, word_sets
from mtaudit.bench.words import Baseline, Scored
from mtaudit.config import Sensitivity, Settings
from mtaudit.core import Code, Label, Severity
from mtaudit.models import Models
from mtaudit.models.store.pull import Progress
from mtaudit.models.store.resolve import embeddings_folder, identity
from mtaudit.training.articles import for_testing
from mtaudit.training.calibration import expected_calibration_error, reliability
from mtaudit.training.features import fingerprint
from mtaudit.training.pool import Pool

SURE = 0.8
"""The confidence at which it is checked that the same share of findings is right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and those of the baselines.

    Attributes:
        name: the key of its floor.
        what: the figure in words.
        figure: its value and interval.
        baselines: the figure of each baseline.
        confidence: for a share of findings, the mean confidence that these state, 0..1; None for other figures.
    """

    name: str
    what: str
    figure: Figure
    _: KW_ONLY
    baselines: Mapping[str, Figure] = field(default_factory=dict)
    confidence: float | None = None


def quality(
    folder: Path, work: Path, settings: Settings, share: float, minilm: bool, progress: Progress
) -> Iterator[Row]:
    """Measure on a share of every test set, and yield each row as soon as it is known.

    Args:
        work: the folder where the fine-tuned baseline is kept, which takes minutes to train.
        minilm: whether that baseline is measured.

    Raises:
        UsageError: if a corpus is missing.
    """
    models = Models(settings)
    plain = replace(settings, min_words=0)
    auditor = Auditor(plain, models)
    eager = Auditor(replace(plain, sensitivity=Sensitivity.HIGH), models)
    baselines: dict[str, Baseline] = {"harper": Harper()}
    if minilm:
        documents = Pool(folder, twins=False).documents()
        kept = work / f"minilm-tagger-{fingerprint(documents, identity(embeddings_folder(settings)))}.pt"
        encoder = embeddings_folder(settings)
        baselines["minilm tagger"] = SmallTagger(encoder, documents, kept, progress=progress)
    scored: dict[str, list[Scored]] = {}
    for chosen in word_sets(folder, share):
        scored[chosen.name] = _scored(chosen, eager, baselines, progress)
        yield from _word_rows(chosen.name, words.at_sensitivity(scored[chosen.name], settings.sensitivity))
    edited, native = scored["post-edits"], scored["native-news"]
    yield from _together_row([*edited, *native])
    yield from _curve_rows(edited, native, scored["mqm-news"])
    half_and_half = [*edited, *words.first_words(native, edited)]
    yield from _confidence_rows(words.at_sensitivity(half_and_half, settings.sensitivity))
    yield from _article_rows(folder, share, auditor, progress)
    yield _mixed(folder, share, auditor, scored["post-edits-unseen-language"], progress)
    yield from _case_rows(folder, auditor)
    yield from _genre_rows(folder, auditor, progress)
    found = list(titles.native_titles(folder, auditor))
    share_found = bootstrap(found, lambda some: sum(some) / len(some))
    yield Row("titles.native", f"native headlines with a finding, of {len(found)}", share_found)


def _together_row(scored: Sequence[Scored]) -> Iterator[Row]:
    """Post-edits and native news as one set: what a word's probability gains from the article it is in."""
    area = {by: bootstrap(scored, partial(words.average_precision, name=by)) for by in ("decided", "mtaudit")}
    what = "word AP of the probabilities, post-edits and native news together"
    yield Row("together.ap", what, area["decided"], baselines={"the tagger alone": area["mtaudit"]})


def _curve_rows(edited: Sequence[Scored], native: Sequence[Scored], news: Sequence[Scored]) -> Iterator[Row]:
    """For each sensitivity, its false alarms, its recall and its precision."""
    for name in Sensitivity:
        alarms = bootstrap(words.at_sensitivity(native, name), partial(words.false_alarms, least=Severity.MINOR))
        yield Row(f"curve.{name}.alarms", f"{name}: findings in 1,000 words of native news", alarms)
        for what, some in (("post-edits", edited), ("MQM news", news)):
            found = bootstrap(words.at_sensitivity(some, name), partial(words.recall, major=False))
            right = bootstrap(words.at_sensitivity(some, name), words.precision)
            key = f"curve.{name}.{what.split()[0].lower()}"
            yield Row(f"{key}.recall", f"{name}: gold phrases found, {what}", found)
            yield Row(f"{key}.precision", f"{name}: findings that overlap a gold phrase, {what}", right)


def _case_rows(folder: Path, auditor: Auditor) -> Iterator[Row]:
    for where, beside in (("alone", False), ("beside sound copy", True)):
        audited = list(cases.cases(folder, auditor, beside))
        share = bootstrap(audited, lambda some: sum(c.found for c in some) / max(1, sum(c.gold for c in some)))
        yield Row(f"cases.{where.split()[0]}", f"phrases of garbled cases that are found, {where}", share)


def _genre_rows(folder: Path, auditor: Auditor, progress: Progress) -> Iterator[Row]:
    found = []
    for text in genres.sound_texts(folder, auditor):
        found.append(text)
        progress("auditing other genres", len(found), 0)
    labels = (Label.SUSPECT, Label.MACHINE)
    yield Row(
        "genres.called",
        "sound texts of other genres called suspect or machine",
        bootstrap(found, partial(genres.share_labelled, labels=labels)),
    )
    yield Row("genres.findings", "findings in 1,000 words of other genres", bootstrap(found, genres.findings_rate))


def _scored(chosen: TestSet, auditor: Auditor, baselines: Mapping[str, Baseline], progress: Progress) -> list[Scored]:
    found = []
    for article in words.score(chosen, auditor, baselines):
        found.append(article)
        progress(f"auditing {chosen.name}", len(found), len(chosen.articles))
    return found


def _word_rows(name: str, scored: Sequence[Scored]) -> Iterator[Row]:
    def figure(measure: Callable[[Sequence[Scored]], float]) -> Figure:
        return bootstrap(scored, measure)

    if name == "native-news":
        for severity in (Severity.MINOR, Severity.MAJOR):
            measured = figure(partial(words.false_alarms, least=severity))
            yield Row(f"{name}.{severity}", f"findings, {severity} or worse, in 1,000 words of native news", measured)
        return
    yield from _precision_row(name, scored)
    if name == "mqm-news":
        yield Row(f"{name}.precision", f"findings that overlap a gold span, {name}", figure(words.precision))
        majors = figure(partial(words.recall, major=True))
        yield Row(f"{name}.recall-major", f"gold spans past minor that are found, {name}", majors)
        quiet = [s for s in scored if not s.marked.has_loop]
        yield from _precision_row(f"{name}-without-loops", quiet)


def _precision_row(name: str, scored: Sequence[Scored]) -> Iterator[Row]:
    kinds = [by for by in scored[0].scores if by != "decided"]  # within one set the article says little
    figures = {by: bootstrap(scored, partial(words.average_precision, name=by)) for by in kinds}
    yield Row(f"{name}.ap", f"word AP, {name}", figures.pop("mtaudit"), baselines=figures)


def _confidence_rows(scored: Sequence[Scored]) -> Iterator[Row]:
    def pairs(some: Sequence[Scored]) -> list[tuple[float, bool]]:
        found = chain.from_iterable(words.findings(s) for s in some)
        return [(f.confidence, hit) for f, hit in found if f.rule == Code.GARBLED]

    def error(some: Sequence[Scored]) -> float:
        return expected_calibration_error([c for c, _ in pairs(some)], [hit for _, hit in pairs(some)])

    def true(some: Sequence[Scored], low: float, high: float) -> float:
        hits = [hit for confidence, hit in pairs(some) if low <= confidence < high]
        return sum(hits) / len(hits) if hits else float("nan")

    yield Row("confidence.ece", "expected calibration error of the confidence", bootstrap(scored, error))
    sure = bootstrap(scored, partial(true, low=SURE - 0.1, high=SURE + 0.1))
    yield Row("confidence.sure", "findings of confidence .7 to .9 that overlap a gold span", sure)
    for confidence, _, count in reliability([c for c, _ in pairs(scored)], [hit for _, hit in pairs(scored)]):
        low = int(confidence * 10) / 10
        what = f"findings of confidence {confidence:.2f} that overlap a gold span ({count})"
        measured = bootstrap(scored, partial(true, low=low, high=low + 0.1))
        yield Row(f"reliability.{low * 10:.0f}", what, measured, confidence=confidence)


def _article_rows(folder: Path, share: float, auditor: Auditor, progress: Progress) -> Iterator[Row]:
    samples = articles.draw(for_testing(folder), share)
    judged = []
    for article in articles.judge_all(samples, auditor):
        judged.append(article)
        progress("auditing articles", len(judged), len(samples))
    for people in ("native", "ht"):
        name = {"native": "native", "ht": "human translation"}[people]
        area = bootstrap(judged, partial(articles.auroc, people=people, machines="mt"))
        yield Row(f"{people}-mt.auroc", f"{name} against machine, AUROC an article", area)
    rate = bootstrap(judged, partial(articles.detection_rate, people="native", machines="mt"))
    yield Row("native-mt.tpr", "machine articles found where 1 % of native ones are", rate)
    yield Row("rt.pairs", "round trips told from their original", bootstrap(judged, articles.pair_accuracy))
    for label, labels in (("suspect", (Label.SUSPECT, Label.MACHINE)), ("machine", (Label.MACHINE,))):
        part = bootstrap(judged, partial(articles.share_labelled, kind="native", labels=labels))
        yield Row(f"native.{label}", f"native articles called {label} or worse", part)
    yield from _table(judged, "system", {id(j): j.sample.system for j in judged})
    yield from _table(judged, "language", {id(j): j.sample.language for j in judged})


def _table(judged: Sequence[Judged], what: str, of: Mapping[int, str]) -> Iterator[Row]:
    """The AUROC of native articles against machine translations, for each system or language by itself."""
    for value in sorted({of[id(j)] for j in judged if j.sample.kind == "mt"}):
        chosen = [j for j in judged if j.sample.kind == "native" or (j.sample.kind == "mt" and of[id(j)] == value)]
        area = bootstrap(chosen, partial(articles.auroc, people="native", machines="mt"), rounds=100)
        yield Row(f"{what}.{value}", f"native against machine, AUROC, {what} {value}", area)


def _mixed(folder: Path, share: float, auditor: Auditor, garbled: Sequence[Scored], progress: Progress) -> Row:
    sound = [s for s in articles.draw(for_testing(folder), share) if s.kind == "native"][:60]
    found = []
    for article, span in articles.with_garbled_paragraph(sound, [g.marked for g in garbled]):
        report = auditor.report(auditor.analyze(article))
        found.append(any(f.span.overlaps(span) for f in report.findings))
        progress("auditing sound copy with a garbled paragraph", len(found), len(sound))
    return Row("mixed.found", "garbled paragraphs found in sound copy", bootstrap(found, lambda s: sum(s) / len(s)))
