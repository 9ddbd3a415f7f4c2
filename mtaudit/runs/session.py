"""A session: inputs in, a report of each article out to every format, with the results of earlier runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from mtaudit.auditor import needs
from mtaudit.auditor.stamp import stamp
from mtaudit.compare.parallel_texts import ParallelTexts, with_texts
from mtaudit.config import Settings
from mtaudit.config.settings import MEBIBYTE
from mtaudit.core import Article, ArticleReport, AuditReport, Failure, Need
from mtaudit.errors import UsageError
from mtaudit.formats.interface import Format
from mtaudit.gate import Check
from mtaudit.ingest import read
from mtaudit.ingest.count import count
from mtaudit.models import Models
from mtaudit.runs.batch import run
from mtaudit.runs.counterparts import NO_COUNTERPARTS, Counterparts
from mtaudit.runs.engines import Engine, Recipe
from mtaudit.runs.execution import LOCALLY, ExecutionOptions, engine_of
from mtaudit.runs.originals import originals_of
from mtaudit.runs.poll import Poll
from mtaudit.runs.progress import SILENT, Progress
from mtaudit.runs.remembered import CachedReports, Remembered
from mtaudit.store import Cache, Store, cached, results

SHOWN = 5
"""The most texts that are listed when they match no article."""


class Session:
    """One run of an audit, with or without a check, which remembers that run."""

    def __init__(
        self,
        settings: Settings,
        *,
        check: Check | None = None,
        counterparts: Counterparts = NO_COUNTERPARTS,
        execution: ExecutionOptions = LOCALLY,
        store: Store | None = None,
        only_new: bool = False,
        progress: Progress = SILENT,
    ) -> None:
        """Take the settings, and what a run does besides auditing its inputs.

        Args:
            check: applies gates to each article, and decides on the run.
            counterparts: what the articles are compared with.
            execution: which engine audits, and whether in order.
            store: the state that earlier runs left, which this one reads and adds to.
            only_new: whether to leave out of formats and gate what an earlier run reported.
        """
        self._settings = settings
        self._check = check
        self._counterparts = counterparts
        self._execution = execution
        self._store = store
        self._only_new = only_new
        self._progress = progress
        self._poll: Poll | None = None

    def run(self, inputs: Sequence[str], formats: Sequence[Format] = ()) -> AuditReport:
        """Audit the inputs, hand each report to every format as it is finished, and return the run's report.

        Args:
            inputs: as in `ingest.read`.

        Raises:
            MtauditError: if a model is not available, or a format cannot write.
        """
        settings, counterparts = self._settings, self._counterparts
        failures: list[Failure] = []
        with ExitStack() as stack:
            batch = list(read(inputs, settings)) if counterparts.twins else None
            sources = ParallelTexts(read(counterparts.source, settings), "source")
            references = ParallelTexts(read(counterparts.reference, settings), "reference")
            models = self._models()
            against = stack.enter_context(
                originals_of(counterparts.against, batch or (), settings, models, self._progress, failures)
            )
            total = count(inputs)
            recipe = Recipe(settings, against)
            engine = stack.enter_context(engine_of(self._execution, recipe, inputs, total, models))
            engine = self._remembering(engine, stack)
            done = stack.enter_context(self._progress.working(total, "auditing"))
            for failure in (*sources.failures, *references.failures):
                done(failure)
                failures.append(failure)

            def conclude(audit: AuditReport) -> AuditReport:
                if not audit.interrupted:
                    failures.extend(self._unmatched(sources, "--source"))
                    failures.extend(self._unmatched(references, "--reference"))
                audit = replace(audit, failures=(*audit.failures, *failures))
                remarks = self._poll.remarks() if self._poll else ()
                return self._check.conclude(audit, remarks) if self._check else audit

            def report_done(item: ArticleReport | Failure) -> None:
                if item not in failures:  # those were reported already
                    done(item)

            articles = with_texts(self._items(inputs, batch), sources, references)
            return run(articles, engine, formats, report_done, self._held_to_check, conclude)

    def keep_reported(self) -> None:
        """Record in the state what the last run reported; call it once all of its output is written."""
        if self._poll:
            self._poll.keep_reported()

    def _models(self) -> Models:
        """The models; those that a signature names are fetched now, while the progress can be shown."""
        with self._progress.pulling() as progress:
            models = Models(self._settings, progress)
            if Need.FLUENCY in needs(self._settings):
                _ = models.fluency_folder
            if self._settings.multilingual_encoder or self._counterparts.source:
                _ = models.multilingual_folder
        return models

    def _remembering(self, engine: Engine, stack: ExitStack) -> Engine:
        """The engine behind the cache and the state, as far as they cover what the reports depend on."""
        settings, compared = self._settings, self._counterparts.compared
        kept = settings.cache_size and not (compared or self._execution.ray)
        cache = stack.enter_context(self._cache()) if kept else None
        if cache:
            engine = Remembered(CachedReports(cache, stamp(settings), _signature_of(engine)), engine)
        if self._store:
            pages = "pages" if settings.fetch_pages else "entries"
            named = None if compared else stamp(settings)
            self._poll = Poll(self._store, named, pages, signature=_signature_of(engine), only_new=self._only_new)
            engine = Remembered(self._poll, engine)
        return engine

    @contextmanager
    def _cache(self) -> Iterator[Cache | None]:
        """The cache of earlier runs; None, and a warning, if it cannot be used."""
        with ExitStack() as stack:
            try:
                cache: Cache | None = stack.enter_context(cached(results(), self._settings.cache_size * MEBIBYTE))
            except UsageError as error:
                self._progress.warn(str(error))
                cache = None
            yield cache

    def _items(self, inputs: Sequence[str], batch: Sequence[Article | Failure] | None) -> Iterable[Article | Failure]:
        if batch is not None:
            return batch
        if self._execution.ray:
            return ()  # Ray's workers read for themselves
        memory = None if self._counterparts.changes_articles else self._poll
        return read(inputs, self._settings, memory=memory)

    def _held_to_check(self, report: ArticleReport) -> ArticleReport:
        report = self._check.apply_gate(report) if self._check else report
        return self._poll.marked(report) if self._poll else report

    def _unmatched(self, texts: ParallelTexts, flag: str) -> list[Failure]:
        """Report the texts that match no article; a failure if none of them matches one."""
        left, rule = texts.left(), "each goes to the article with the same id or file name"
        if texts.is_lost:
            reason = f"none of its texts matches an article; {rule}"
            self._progress.warn(f"{flag}: {reason}")
            return [Failure(flag, reason)]
        if left:
            more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
            self._progress.remark(f"{flag}: no article for: {', '.join(left[:SHOWN])}{more}; {rule}")
        return []


def _signature_of(engine: Engine) -> Callable[[], str]:
    return lambda: engine.signature
