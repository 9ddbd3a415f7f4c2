"""Shared by the commands that audit: formats that are written whole, a session, a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from mtaudit.cli.destination import Destination
from mtaudit.config import Settings
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.core import AuditReport
    from mtaudit.formats import Format
    from mtaudit.gate import Check
    from mtaudit.runs import Counterparts, ExecutionOptions
    from mtaudit.store import Store


def run_session(
    inputs: Sequence[str],
    settings: Settings,
    destinations: Sequence[Destination],
    *,
    counterparts: Counterparts,
    execution: ExecutionOptions,
    words: bool,
    quiet: bool,
    check: Check | None = None,
    suppressed: bool = False,
    store: Store | None = None,
    only_new: bool = False,
) -> AuditReport:
    """Audit the inputs into the destinations, show the progress, and return the run's report.

    Args:
        words: whether to give the score of every word, where the format can.
        suppressed: whether to give suppressed findings, where the format can.

    Raises:
        MtauditError: if a model is not available or a destination cannot be written.
    """
    from mtaudit.cli.progress import TerminalProgress
    from mtaudit.runs import Session

    bar = not (sys.stdout and sys.stdout.isatty() and any(d.path is None for d in destinations))
    session = Session(
        settings,
        check=check,
        counterparts=counterparts,
        execution=execution,
        store=store,
        only_new=only_new,
        progress=TerminalProgress(quiet, bar),
    )
    with ExitStack() as stack:
        formats, files = _opened(destinations, stack, words, suppressed, check, settings.decision)
        audit = session.run(inputs, formats)
        if not audit.entries:
            for file in files:  # what an earlier run left there is better than nothing
                file.truncate(file.seek(0))
    if not audit.interrupted:
        session.keep_reported()  # not before all that was written is in its place
    if not quiet:
        _summarise(audit.new, destinations)
    return audit


def _opened(
    destinations: Sequence[Destination],
    stack: ExitStack,
    words: bool,
    suppressed: bool,
    check: Check | None,
    decision: Path | None,
) -> tuple[list[Format], list[TextIO]]:
    """The formats, and the files that they write whole when the stack is closed."""
    from mtaudit.files.whole import replacing
    from mtaudit.formats import FORMATS, Target
    from mtaudit.rules import RULES

    formats: list[Format] = []
    files: list[TextIO] = []
    for destination in destinations:
        stream = sys.stdout
        if destination.path and destination.format != "html":
            stream = stack.enter_context(replacing(destination.path))
            files.append(stream)
        target = Target(
            stream,
            destination.path or Path(),
            RULES,
            words=words,
            suppressed=suppressed,
            checked=check is not None,
            baseline=check is not None and check.has_baseline,
            decision=decision,
        )
        formats.append(FORMATS[destination.format](target))
    return formats, files


def refuse_early(
    inputs: Sequence[str],
    settings: Settings,
    destinations: Sequence[Destination],
    written: Sequence[Path] = (),
    *,
    counterparts: Counterparts,
    execution: ExecutionOptions,
) -> None:
    """Refuse now what would fail, or do harm, after a long audit.

    Raises:
        UsageError: if two formats share standard output, an output is an input, a folder is a file, or standard input
            is named twice.
    """
    from mtaudit.runs.execution import refuse_with_ray

    if execution.ray:
        refuse_with_ray(execution, inputs, counterparts)
    inputs = [*inputs, *counterparts.against, *counterparts.source, *counterparts.reference]
    if inputs.count("-") > 1:
        raise UsageError("- stands for standard input, which can be read only once; put one of the texts into a file")
    outputs = [d.path and d.path.absolute() for d in destinations]
    if len(set(outputs)) < len(outputs):
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
    """Turn an interruption, or a closed standard output, into exit status 2."""
    try:
        yield
    except KeyboardInterrupt:
        print("mtaudit: interrupted before anything was audited", file=sys.stderr)
        raise typer.Exit(2) from None
    except BrokenPipeError:  # nobody reads standard output any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(2) from None


def why_not(audit: AuditReport) -> str:
    """Why a batch ends with exit status 2 although every input could be read."""
    from mtaudit.core import Skipped
    from mtaudit.formats.terminal import plain
    from mtaudit.formats.wording import not_passed

    if audit.interrupted:
        return f"interrupted; finished: {len(audit.entries)}"
    if unjudged := audit.decision.unjudged if audit.decision else ():
        return plain("; ".join(f"{gate.name or 'not passed'}: {not_passed(gate)}" for gate in unjudged))
    skipped = [e for e in audit.entries if isinstance(e.outcome, Skipped)]
    reason = f": {skipped[0].id}: {skipped[0].outcome.reason}" if skipped else ""
    return plain(f"nothing was audited{reason}")


def _summarise(audit: AuditReport, destinations: Sequence[Destination]) -> None:
    """Print the batch in a table, unless standard output holds it already, and the paths of the reports."""
    from rich.console import Console

    from mtaudit.formats import Text
    from mtaudit.rules import RULES

    console = Console(stderr=True)
    if all(d.format != "text" for d in destinations):
        Text(console, RULES).finish(audit)
    for destination in destinations:
        if destination.path and audit.entries:
            output = destination.path / "index.html" if destination.format == "html" else destination.path
            console.print(f"{destination.format}: {output}", markup=False, highlight=False, soft_wrap=True)
