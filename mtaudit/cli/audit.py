"""`mtaudit audit`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mtaudit.config import Settings
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.formats import Format
    from mtaudit.model import AuditReport

DEFAULTS = Settings()
NAMES = ("html", "text", "json", "jsonl")


@dataclass(frozen=True, slots=True)
class Destination:
    """A format, and where it goes: a folder for html, otherwise a file or, where None, standard output."""

    format: str
    path: Path | None

    @classmethod
    def parse(cls, given: str, out: Path) -> Destination:
        """Read NAME or NAME=PATH.

        Raises:
            UsageError: if there is no such format.
        """
        name, _, path = given.partition("=")
        if name not in NAMES:
            raise UsageError(f"no format is called {name!r}; there are {', '.join(NAMES)}")
        return cls(name, Path(path) if path else out if name == "html" else None)


def audit_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, globs, http(s) URLs, or - for standard input: plain text, Markdown, HTML, RSS, Atom, "
            "JSON Feed or JSON Lines. What each is is found by looking.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the HTML reports and their index.")] = Path(
        "reports"
    ),
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME[=PATH]",
            help="html (the default), text, json or jsonl; may be given several times. Without a path, html goes to "
            "--out and the others to standard output.",
        ),
    ] = None,
    words: Annotated[bool, typer.Option("--words", help="Give the score of every word in json and jsonl.")] = False,
    select: Annotated[
        list[str] | None, typer.Option(help="Run only this rule (code or name); may be given several times.")
    ] = None,
    lm: Annotated[
        str, typer.Option(help="Fluency model: a name of `mtaudit models list`, a folder, or a Hugging Face name.")
    ] = DEFAULTS.lm,
    tagger: Annotated[
        Path | None, typer.Option(help="File of a garble tagger made by `mtaudit train tagger`.", show_default=False)
    ] = None,
    model_dir: Annotated[
        Path | None, typer.Option(help="Folder of models to look in before the user's cache.", show_default=False)
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Never fetch a model.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary, only errors.")] = False,
) -> None:
    """Audit articles: an HTML report for each, an index over all, and a summary.

    A bad input is named and the others go on; the exit status is then 2, as it is when nothing could be audited.
    """
    settings = Settings(lm=lm, tagger=tagger, model_dir=model_dir, offline=offline, select=tuple(select or ()))
    destinations = [Destination.parse(given, out) for given in formats or ["html"]]
    _check(inputs, settings, destinations)
    try:
        audit = audit_inputs(inputs, settings, destinations, words, quiet)
    except KeyboardInterrupt:
        print("mtaudit: interrupted before anything was audited", file=sys.stderr)
        raise typer.Exit(2) from None
    except BrokenPipeError:  # whoever read standard output has stopped; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(2) from None
    if status(audit) and not audit.failures:
        print(f"mtaudit: {_why_not(audit)}", file=sys.stderr)
    raise typer.Exit(status(audit))


def audit_inputs(
    inputs: Sequence[str], settings: Settings, destinations: Sequence[Destination], words: bool, quiet: bool
) -> AuditReport:
    """Audit the inputs into the destinations and return the batch's report.

    Raises:
        MtauditError: if a model cannot be had or a destination cannot be written.
    """
    from mtaudit.audit import Auditor, run
    from mtaudit.cli.progress import audit_progress, pull_progress
    from mtaudit.detectors import RULES
    from mtaudit.encoders import Encoders
    from mtaudit.formats import FORMATS, Target
    from mtaudit.formats.files import replacing
    from mtaudit.ingest import read
    from mtaudit.ingest.count import count

    with ExitStack() as stack:
        outs: list[Format] = []
        files: list[TextIO] = []
        for destination in destinations:
            stream = sys.stdout
            if destination.path and destination.format != "html":
                stream = stack.enter_context(replacing(destination.path))
                files.append(stream)
            folder = destination.path or Path()
            outs.append(FORMATS[destination.format](Target(stream, folder, RULES, words)))
        with pull_progress(quiet) as progress:
            auditor = Auditor(settings, Encoders(settings, progress))
        bar = not (sys.stdout and sys.stdout.isatty() and any(d.path is None for d in destinations))
        with audit_progress(count(inputs), quiet, bar) as done:
            audit = run(read(inputs, settings), auditor, outs, done)
        if not audit.entries:
            for file in files:  # what an earlier run left there is better than nothing
                file.truncate(file.seek(0))
    if not quiet:
        _summarise(audit, destinations)
    return audit


def status(audit: AuditReport) -> int:
    """0 where everything was audited or skipped for a reason; 2 where an input failed or nothing could be audited."""
    from mtaudit.model import Verdict

    audited = any(isinstance(entry.outcome, Verdict) for entry in audit.entries)
    return 0 if audited and not audit.failures and not audit.interrupted else 2


def _check(inputs: Sequence[str], settings: Settings, destinations: Sequence[Destination]) -> None:
    """Refuse at once what would fail, or do harm, after a long audit.

    Raises:
        UsageError: if two formats share standard output, an output is an input, or a folder is none.
    """
    places = [d.path and d.path.absolute() for d in destinations]
    if len(set(places)) < len(places):
        raise UsageError("two formats go to one place; give each a file of its own, as in -f json=out.json")
    for folder in (d.path for d in destinations if d.path and d.format == "html"):
        if any(os.path.exists(p) and not p.is_dir() for p in (folder, *folder.parents)):  # noqa: PTH110 (never raises)
            raise UsageError(f"cannot make the folder {folder}, as a file is in the way; name another with --out")
    for path in (d.path for d in destinations if d.path):
        if any(path.is_file() and Path(name).is_file() and path.samefile(name) for name in inputs):
            raise UsageError(f"{path} is both input and output; write to another file")
    if settings.model_dir and not settings.model_dir.is_dir():
        raise UsageError(f"--model-dir {settings.model_dir} is not a folder; `mtaudit models pull` can make one")


def _why_not(audit: AuditReport) -> str:
    from mtaudit.cli.progress import plain
    from mtaudit.model import Skipped

    if audit.interrupted:
        return f"interrupted; {len(audit.entries)} articles were finished"
    skipped = [e for e in audit.entries if isinstance(e.outcome, Skipped)]
    reason = f": {skipped[0].id}: {skipped[0].outcome.reason}" if skipped else ""
    return plain(f"nothing was audited{reason}")


def _summarise(audit: AuditReport, destinations: Sequence[Destination]) -> None:
    """The batch in a table, unless standard output holds it already, and where the reports lie."""
    from rich.console import Console

    from mtaudit.detectors import RULES
    from mtaudit.formats import Text

    console = Console(stderr=True)
    if all(d.format != "text" for d in destinations):
        Text(console, RULES).finish(audit)
    for destination in destinations:
        if destination.path and audit.entries:
            place = destination.path / "index.html" if destination.format == "html" else destination.path
            console.print(f"{destination.format}: {place}", markup=False, highlight=False, soft_wrap=True)
