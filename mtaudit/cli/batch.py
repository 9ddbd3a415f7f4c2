"""A batch from inputs to formats, for the commands that audit: progress, files that appear whole, a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from mtaudit.cli.beside import ALONE, Beside, unused
from mtaudit.cli.destination import Destination
from mtaudit.cli.engine import LOCALLY, Way, engine_of, refuse_with_ray
from mtaudit.config import Settings
from mtaudit.config.settings import MEBIBYTE
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.core import Article, ArticleReport, AuditReport, Failure
    from mtaudit.formats import Format
    from mtaudit.gate.check import Check
    from mtaudit.store import Cache, Store


def run_batch(
    inputs: Sequence[str],
    settings: Settings,
    destinations: Sequence[Destination],
    words: bool,
    quiet: bool,
    check: Check | None = None,
    held: bool = False,
    store: Store | None = None,
    only_new: bool = False,
    beside: Beside = ALONE,
    way: Way = LOCALLY,
) -> AuditReport:
    """Audit the inputs into the destinations and return the batch's report; a `check` has its say on each article.

    Args:
        store: what earlier runs found and reported.
        only_new: whether to leave out what an earlier run reported.
        held: whether to give, where the format can, what does not count.
        beside: what the articles are set against.
        way: which engine audits, and whether in order.

    Raises:
        MtauditError: if a model cannot be had or a destination cannot be written.
    """
    from mtaudit.auditor import needs
    from mtaudit.auditor.stamp import stamp
    from mtaudit.cli.originals import finding
    from mtaudit.cli.progress import audit_progress, pull_progress
    from mtaudit.compare.parallel_texts import Given, with_texts
    from mtaudit.files.whole import replacing
    from mtaudit.formats import FORMATS, Target
    from mtaudit.ingest import read
    from mtaudit.ingest.count import count
    from mtaudit.models import Encoders
    from mtaudit.rules import RULES
    from mtaudit.runs.batch import run
    from mtaudit.runs.cached import Cached
    from mtaudit.runs.engines import Recipe
    from mtaudit.runs.poll import Poll

    with ExitStack() as stack:
        outs: list[Format] = []
        files: list[TextIO] = []
        for destination in destinations:
            stream = sys.stdout
            if destination.path and destination.format != "html":
                stream = stack.enter_context(replacing(destination.path))
                files.append(stream)
            folder = destination.path or Path()
            outs.append(FORMATS[destination.format](Target(stream, folder, RULES, words, held, check is not None)))

        lost: list[Failure] = []
        items: Iterable[Article | Failure] | None = None
        batch: list[Article | Failure] = []
        if beside.twins:
            batch = list(read(inputs, settings))
            items = batch
        sources = Given(read(beside.source, settings), "source")
        references = Given(read(beside.reference, settings), "reference")

        with pull_progress(quiet) as progress:
            encoders = Encoders(settings, progress)
            if "fluency" in needs(settings):
                _ = encoders.fluency_folder  # fetched while there is a bar to show it, and before a stamp names it
            if settings.multilingual_encoder or beside.source:
                _ = encoders.multilingual_folder

        against = stack.enter_context(finding(beside.against, batch, settings, encoders, quiet, lost))
        recipe, total = Recipe(settings, against), count(inputs)
        engine = stack.enter_context(engine_of(way, recipe, inputs, total, encoders))
        kept = settings.cache_size and not (beside.compared or way.ray)
        cache = stack.enter_context(_cache(settings)) if kept else None
        if cache:
            engine = Cached(cache, stamp(settings), engine)
        pages = "pages" if settings.fetch_pages else "entries"
        poll: Poll | None = None
        if store:
            poll = Poll(store, None if beside.compared else stamp(settings), pages, engine, only_new)
        bar = not (sys.stdout and sys.stdout.isatty() and any(d.path is None for d in destinations))
        with audit_progress(total, quiet, bar) as done:
            for failure in (*sources.failures, *references.failures):
                done(failure)
                lost.append(failure)

            def examine(report: ArticleReport) -> ArticleReport:
                report = check.examine(report) if check else report
                return poll.marked(report) if poll else report

            def conclude(audit: AuditReport) -> AuditReport:
                if not audit.interrupted:
                    lost.extend(unused(sources, "--source", quiet) + unused(references, "--reference", quiet))
                audit = replace(audit, failures=(*audit.failures, *lost))
                return check.conclude(audit, poll.remarks() if poll else ()) if check else audit

            def tell(item: ArticleReport | Failure) -> None:
                if item not in lost:  # those were reported already
                    done(item)

            if items is None:
                memory = None if beside.changes_articles else poll
                items = () if way.ray else read(inputs, settings, memory=memory)  # Ray's workers read for themselves
            articles = with_texts(items, sources, references)
            audit = run(articles, poll or engine, outs, tell, examine, conclude)
        if not audit.entries:
            for file in files:  # what an earlier run left there is better than nothing
                file.truncate(file.seek(0))
    if poll and not audit.interrupted:
        poll.keep_reported()  # not before all that was written is in its place
    if not quiet:
        _summarise(audit.new, destinations)
    return audit


@contextmanager
def _cache(settings: Settings) -> Iterator[Cache | None]:
    """What earlier runs keep; None, and a line that says so, where it cannot be used."""
    from mtaudit.store import cached, results

    with ExitStack() as stack:
        try:
            cache: Cache | None = stack.enter_context(cached(results(), settings.cache_size * MEBIBYTE))
        except UsageError as error:
            print(f"mtaudit: {error}", file=sys.stderr)
            cache = None
        yield cache


def refuse_early(
    inputs: Sequence[str],
    settings: Settings,
    destinations: Sequence[Destination],
    written: Sequence[Path] = (),
    beside: Beside = ALONE,
    way: Way = LOCALLY,
) -> None:
    """Refuse at once what would fail, or do harm, after a long audit.

    Raises:
        UsageError: if two formats share standard output, an output is an input, a folder is none, or standard input is
            to be two things.
    """
    if way.ray:
        refuse_with_ray(way, inputs, beside.against, beside.twins or bool(beside.source or beside.reference))
    inputs = [*inputs, *beside.against, *beside.source, *beside.reference]
    if inputs.count("-") > 1:
        raise UsageError("- stands for standard input, which can be read only once; put one of the texts into a file")
    places = [d.path and d.path.absolute() for d in destinations]
    if len(set(places)) < len(places):
        raise UsageError("two formats go to the same place; give each its own file, as in -f json=out.json")
    for folder in (d.path for d in destinations if d.path and d.format == "html"):
        if any(os.path.exists(p) and not p.is_dir() for p in (folder, *folder.parents)):  # noqa: PTH110 (never raises)
            raise UsageError(
                f"cannot create the folder {folder}, because a file is in the way; name another with --out"
            )
    for path in (*(d.path for d in destinations if d.path), *written):
        if any(path.is_file() and Path(name).is_file() and path.samefile(name) for name in inputs):
            raise UsageError(f"{path} is both an input and an output; write to another file")
    if settings.model_dir and not settings.model_dir.is_dir():
        raise UsageError(f"--model-dir {settings.model_dir} is not a folder; `mtaudit models pull` can create one")


@contextmanager
def ending_well() -> Iterator[None]:
    """Turn an interruption, or a reader of standard output that has gone, into exit status 2."""
    try:
        yield
    except KeyboardInterrupt:
        print("mtaudit: interrupted before anything was audited", file=sys.stderr)
        raise typer.Exit(2) from None
    except BrokenPipeError:  # whoever read standard output has stopped; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(2) from None


def why_not(audit: AuditReport) -> str:
    """Why a batch of which nothing failed to be read ends with 2 all the same."""
    from mtaudit.core import Skipped
    from mtaudit.formats.terminal import plain
    from mtaudit.formats.wording import not_passed

    if audit.interrupted:
        return f"interrupted; {len(audit.entries)} articles were finished"
    if unjudged := audit.decision.unjudged if audit.decision else ():
        return plain("; ".join(f"{gate.name or 'not passed'}: {not_passed(gate)}" for gate in unjudged))
    skipped = [e for e in audit.entries if isinstance(e.outcome, Skipped)]
    reason = f": {skipped[0].id}: {skipped[0].outcome.reason}" if skipped else ""
    return plain(f"nothing was audited{reason}")


def _summarise(audit: AuditReport, destinations: Sequence[Destination]) -> None:
    """The batch in a table, unless standard output holds it already, and where the reports lie."""
    from rich.console import Console

    from mtaudit.formats import Text
    from mtaudit.rules import RULES

    console = Console(stderr=True)
    if all(d.format != "text" for d in destinations):
        Text(console, RULES).finish(audit)
    for destination in destinations:
        if destination.path and audit.entries:
            place = destination.path / "index.html" if destination.format == "html" else destination.path
            console.print(f"{destination.format}: {place}", markup=False, highlight=False, soft_wrap=True)
