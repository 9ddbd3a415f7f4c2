"""`mtaudit audit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mtaudit.cli import options
from mtaudit.cli.batch import ending_well, refuse_early, run_session, why_not
from mtaudit.cli.destination import destinations_of
from mtaudit.config import load


def audit_command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, globs, http(s) URLs, or - for standard input: plain text, Markdown, HTML, RSS, Atom, "
            "JSON Feed, JSON Lines, and with mtaudit\\[ray] Parquet and web archives (WARC, WET). The format "
            "is detected from the content.",
            show_default=False,
        ),
    ] = None,
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
    engine: options.Engine = options.EngineName.LOCAL,
    ray_address: options.RayAddress = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    show_settings: options.ShowSettings = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Audit articles: an HTML report for each, an index of all, and a summary.

    A bad input is reported and the others are still audited; the exit status is then 2, as it is if nothing could be
    audited.
    """
    loaded = load(options.given(locals()), config, isolated)
    if show_settings:
        options.show(loaded)
        return
    if not inputs:
        raise typer.BadParameter("name something to audit", param_hint="INPUTS")
    from mtaudit.gate import status
    from mtaudit.runs import Counterparts, ExecutionOptions

    destinations = destinations_of(formats or ["html"], out)
    counterparts = Counterparts(against=against or (), twins=twins, source=source or (), reference=reference or ())
    execution = ExecutionOptions(ordered=not unordered, ray=engine is options.EngineName.RAY, address=ray_address)
    refuse_early(inputs, loaded.settings, destinations, counterparts=counterparts, execution=execution)
    with ending_well():
        audit = run_session(
            inputs,
            loaded.settings,
            destinations,
            counterparts=counterparts,
            execution=execution,
            words=words,
            quiet=quiet,
        )
    if status(audit) and not audit.failures:
        print(f"mtaudit: {why_not(audit)}", file=sys.stderr)
    raise typer.Exit(status(audit))
