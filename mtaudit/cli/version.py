"""`mtaudit version` and `mtaudit --version`."""

from __future__ import annotations

import typer


def version_command() -> None:
    """Print the version."""
    from mtaudit import __version__

    print(__version__)


def print_version(asked: bool) -> None:
    """Handle `--version`."""
    if asked:
        version_command()
        raise typer.Exit
