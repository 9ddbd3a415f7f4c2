"""`mtaudit corpora list | verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

corpora_app = typer.Typer(
    no_args_is_help=True, help="List and verify the corpora that mtaudit is trained and measured on."
)


@corpora_app.command("list")
def list_command() -> None:
    """Show every corpus: what it is, where to get it, its licence, and how it is split."""
    from mtaudit.training.manifest import corpora

    for corpus in corpora():
        files = ", ".join(path for path, _ in corpus.files) if corpus.external else "with the project"
        print(f"{corpus.name}\n  {corpus.description}\n  files: {files}\n  source: {corpus.source}")
        print(f"  licence: {corpus.licence}\n  split: {corpus.split}\n")


@corpora_app.command("verify")
def verify_command(
    folder: Annotated[
        Path | None, typer.Option("--corpora", help="Folder of the corpora; by default that in MTAUDIT_CORPORA.")
    ] = None,
) -> None:
    """Check the hashes of the external corpora; exit with 2 if one is missing or not as expected."""
    from mtaudit.training.manifest import corpora, corpora_folder

    root = corpora_folder(folder)
    good = True
    for corpus in (c for c in corpora() if c.external):
        faults = list(corpus.faults(root))
        good = good and not faults
        for line in faults or ["right"]:
            print(f"{corpus.name}: {line}")
    if not good:
        raise typer.Exit(2)
