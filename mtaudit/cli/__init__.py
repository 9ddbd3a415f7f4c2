"""The command line: one file a command. Commands parse and print; what they call can be called from Python too."""

from __future__ import annotations

import ctypes
import os
import sys

import typer

from mtaudit.cli.audit import audit_command
from mtaudit.cli.explain import explain_command
from mtaudit.cli.models import models_app
from mtaudit.cli.rules import rules_command
from mtaudit.cli.version import version_command
from mtaudit.errors import MtauditError

app = typer.Typer(
    name="mtaudit",
    help="Flags likely machine-translated spans in English news: what is garbled, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 2 could not do what was asked (bad usage, unreadable input, missing model).",
)
app.command("audit")(audit_command)
app.command("rules")(rules_command)
app.command("explain")(explain_command)
app.add_typer(models_app, name="models")
app.command("version")(version_command)


def _give_back_memory() -> None:
    """Have glibc return blocks of a megabyte and more when they are freed.

    Left to itself it keeps them in its heap, which grows by 400 MB over a dozen articles of different lengths.
    """
    mmap_threshold = -3  # M_MMAP_THRESHOLD of malloc.h
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(mmap_threshold, 1 << 20)


def main() -> None:
    """Run the command line; every foreseen error becomes one line on standard error and exit status 2."""
    # Read when torch is first imported. Threads that spin while they wait make an audit ten times slower on a machine
    # that has other work, and a tenth faster on one that has none.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _give_back_memory()
    try:
        app()
    except MtauditError as error:
        print(f"mtaudit: {error}", file=sys.stderr)
        sys.exit(2)
