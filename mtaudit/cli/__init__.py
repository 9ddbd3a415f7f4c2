"""The command line: one file per command. Commands parse and print; what they call can also be called from Python."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated, NoReturn

import typer

from mtaudit.cli.audit import audit_command
from mtaudit.cli.bench import bench_app
from mtaudit.cli.cache import cache_app
from mtaudit.cli.check import check_command
from mtaudit.cli.corpora import corpora_app
from mtaudit.cli.explain import explain_command
from mtaudit.cli.history import history_command
from mtaudit.cli.logs import configure
from mtaudit.cli.models import models_app
from mtaudit.cli.originals import originals_app
from mtaudit.cli.rules import rules_command
from mtaudit.cli.train import train_app
from mtaudit.cli.version import print_version, version_command
from mtaudit.errors import MtauditError, advice_on

logger = logging.getLogger(__name__)
INTERRUPTED = 130
"""The exit status that click gives a command which Ctrl-C ended."""

app = typer.Typer(
    name="mtaudit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done or passed, 1 a gate failed, 2 could not do what was asked (bad usage, unreadable "
    "input, missing model).",
)


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="Log what is done, and the traceback of every fault, on standard error."),
    ] = False,
) -> None:
    """Flag spans of English news that are likely machine-translated, and say why."""
    configure(verbose)


app.command("audit")(audit_command)
app.command("check")(check_command)
app.command("history")(history_command)
app.command("rules")(rules_command)
app.command("explain")(explain_command)
app.add_typer(originals_app, name="originals")
app.add_typer(models_app, name="models")
app.add_typer(cache_app, name="cache")
app.add_typer(corpora_app, name="corpora")
app.add_typer(bench_app, name="bench")
app.add_typer(train_app, name="train")
app.command("version")(version_command)


def main() -> None:
    """Run the command line; every error becomes one line on standard error and exit status 2."""
    # Read when torch is first imported. Threads that spin while they wait make an audit ten times slower on a machine
    # that has other work, and a tenth faster on one that has none.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        app()
    except MtauditError as error:
        logger.debug("stopped by an error", exc_info=True)
        _stop(str(error))
    except OSError as error:
        logger.info("stopped by an error of the system", exc_info=True)
        advice = advice_on(error, "check that it can be read and written")
        _stop(f"{error.filename or 'an output'}: {error.strerror or error}; {advice}")
    except Exception as error:
        logger.exception("stopped by an unexpected error")
        _stop(f"unexpected error ({type(error).__name__}: {error}); please report it with the command and its input")
    except SystemExit as stop:
        sys.exit(2 if stop.code == INTERRUPTED else stop.code)


def _stop(message: str) -> NoReturn:
    from mtaudit.formats.terminal import plain

    print(f"mtaudit: {plain(message)}", file=sys.stderr)
    sys.exit(2)
