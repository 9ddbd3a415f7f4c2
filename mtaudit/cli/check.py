"""`mtaudit check`."""

from __future__ import annotations

import sys
from collections.abc import Set
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.cli import options
from mtaudit.cli.batch import ending_well, refuse_early, run_session, why_not
from mtaudit.cli.destination import destinations_of
from mtaudit.config import FailOn, Undecided, load
from mtaudit.core import Severity
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.gate import Baseline, Row, Suppressions

SIDECAR = Path("mtaudit-ignore.toml")


def check_command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="What `mtaudit audit` reads: feeds, pages, files, folders, globs, or - for standard input. If none is "
            "given, the feeds in the settings.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help="What fails an article: a severity (a finding of that severity or worse), or a label (that label or a "
            "worse one, or a critical finding). \\[default: machine]",
            show_default=False,
        ),
    ] = None,
    max_findings: Annotated[
        int | None,
        typer.Option(
            help="Findings of that severity that an article may have and still pass. \\[default: 0]", show_default=False
        ),
    ] = None,
    max_share: Annotated[
        float | None,
        typer.Option(help="Share of the articles that may fail, 0 to 1. \\[default: 0]", show_default=False),
    ] = None,
    min_severity: Annotated[
        Severity | None,
        typer.Option(help="Hide findings below this severity; they can still fail an article. \\[default: minor]"),
    ] = None,
    undecided: Annotated[
        Undecided | None,
        typer.Option(
            help="What happens to an article without a verdict, such as one that is too short. By default it passes, "
            "but a gate on a label exits with 2 if no article at all has a verdict.",
            show_default=False,
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if the gate fails.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="File of known findings, which do not count.", show_default=False)
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Write everything that is found to a baseline.", show_default=False)
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove rows that no longer occur from the baseline.")] = False,
    suppressions: Annotated[
        Path | None,
        typer.Option(
            help="File of accepted findings, each with the reason. \\[default: mtaudit-ignore.toml, if it exists]",
            show_default=False,
        ),
    ] = None,
    show_suppressed: Annotated[
        bool, typer.Option("--show-suppressed", help="Include suppressed and known findings in sarif, marked as such.")
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            help="File that keeps what was found: unchanged feeds and articles are not fetched or audited again.",
            show_default=False,
        ),
    ] = None,
    only_new: Annotated[
        bool,
        typer.Option(
            "--only-new",
            help="Leave what an earlier run with this --state reported out of the output and of the gate.",
        ),
    ] = False,
    out: options.Out = Path("reports"),
    formats: options.Formats = None,
    against: options.Against = None,
    twins: options.Twins = False,
    source: options.Source = None,
    reference: options.Reference = None,
    words: options.Words = False,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    lm: options.Lm = None,
    tagger: options.Tagger = None,
    decision: options.Decision = None,
    sensitivity: options.SensitivityOption = None,
    prior: options.Prior = None,
    thorough: options.Thorough = None,
    multilingual_encoder: options.MultilingualEncoder = None,
    model_dir: options.ModelDir = None,
    offline: options.Offline = None,
    fetch_pages: options.FetchPages = None,
    allow_private: options.AllowPrivate = None,
    no_cache: options.NoCache = False,
    workers: options.Workers = None,
    unordered: options.Unordered = False,
    config: options.Config = None,
    isolated: options.Isolated = False,
    show_settings: options.ShowSettings = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Audit articles and apply a gate: for CI jobs, and for cron jobs that poll feeds.

    Exit status: 0 passed, 1 the gate failed, 2 something could not be read, fetched, audited or judged.
    """
    loaded = load(options.given(locals()), config, isolated)
    if show_settings:
        options.show(loaded)
        return
    from mtaudit.config.sources import DEFAULT
    from mtaudit.gate import status
    from mtaudit.gate.check import Check, gated
    from mtaudit.runs import Counterparts, ExecutionOptions
    from mtaudit.store import opened

    settings, remarks = gated(loaded.settings, loaded.origins["fail_on"] == DEFAULT)
    named = inputs or [feed.url for feed in settings.feeds]
    if not named:
        raise typer.BadParameter("name something to check, or put [[feeds]] into mtaudit.toml", param_hint="INPUTS")
    if prune and not baseline:
        raise UsageError("--prune removes rows from a baseline; name one with --baseline")
    if prune and write_baseline:
        raise UsageError("--write-baseline starts afresh, so there is nothing to --prune; use one or the other")
    if state and words:
        raise UsageError("a state keeps no word scores; leave out --words or --state")
    if only_new and not state:
        raise UsageError("--only-new leaves out what an earlier run reported; name the file that keeps it with --state")
    destinations = destinations_of(formats or ["text"], out)
    counterparts = Counterparts(against=against or (), twins=twins, source=source or (), reference=reference or ())
    execution = ExecutionOptions(ordered=not unordered)
    written = [p for p in (write_baseline, state, baseline if prune else None) if p]
    refuse_early(named, settings, destinations, written, counterparts=counterparts, execution=execution)
    known = _baseline(baseline)
    check = Check(settings, named, known, suppressions=_suppressions(suppressions), remarks=remarks)
    with ending_well(), opened(state) if state else nullcontext() as store:
        audit = run_session(
            named,
            settings,
            destinations,
            counterparts=counterparts,
            execution=execution,
            words=words,
            quiet=quiet,
            check=check,
            suppressed=show_suppressed,
            store=store,
            only_new=only_new,
        )
    ended = status(audit, exit_zero)
    if ended == 2:
        if not audit.failures:
            print(f"mtaudit: {why_not(audit)}", file=sys.stderr)
        if kept := write_baseline or (baseline if prune else None):
            print(f"mtaudit: {kept} was left unchanged, because not everything could be audited", file=sys.stderr)
    else:  # where something could not be read, what it holds is not known
        _keep(write_baseline, check.rows, quiet)
        if prune and known:
            _keep(baseline, known.rows - check.gone(), quiet)
    raise typer.Exit(ended)


def _baseline(path: Path | None) -> Baseline | None:
    from mtaudit.files.whole import read_text
    from mtaudit.gate import Baseline

    return Baseline.parse(read_text(path), str(path)) if path else None


def _suppressions(path: Path | None) -> Suppressions:
    from mtaudit.files.whole import read_text
    from mtaudit.gate import Suppressions

    found = path or (SIDECAR if SIDECAR.is_file() else None)
    return Suppressions.parse(read_text(found), str(found)) if found else Suppressions()


def _keep(path: Path | None, rows: Set[Row], quiet: bool) -> None:
    from mtaudit.files.whole import write_whole
    from mtaudit.formats.wording import many
    from mtaudit.gate import Baseline

    if path:
        write_whole(path, Baseline(frozenset(rows)).dumps().encode())
        if not quiet:
            print(f"baseline: {path}, {many(len(rows), 'row')}", file=sys.stderr)
