"""`mtaudit models pull | list | verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.config import Settings

if TYPE_CHECKING:
    from mtaudit.models.store.catalogue import Model
    from mtaudit.models.store.resolve import Stored

models_app = typer.Typer(no_args_is_help=True, help="Fetch, list and verify the models.")

ModelDir = Annotated[Path | None, typer.Option(help="Folder to find and store models in, instead of the user's cache.")]


def _stored(model: Model, model_dir: Path | None) -> Stored | None:
    """The copy in `model_dir` if that is given, otherwise the one that an audit would use; None if there is none."""
    from mtaudit.models.store.resolve import find

    found = find(model, Settings(model_dir=model_dir))
    return found if found and (model_dir is None or found.place == "--model-dir") else None


@models_app.command("pull")
def pull_command(
    names: Annotated[
        list[str] | None, typer.Argument(help="Models to fetch; by default all that an audit needs.")
    ] = None,
    model_dir: ModelDir = None,
    force: Annotated[bool, typer.Option(help="Fetch again what is already there.")] = False,
) -> None:
    """Fetch the models that are not on this computer yet, check their hashes, and store them."""
    from mtaudit.cli.progress import pull_progress
    from mtaudit.models.store.catalogue import CATALOGUE, by_name
    from mtaudit.models.store.pull import pull

    settings = Settings(model_dir=model_dir)
    wanted = [by_name(name) for name in names] if names else [model for model in CATALOGUE if not model.extra]
    for model in wanted:
        stored = _stored(model, model_dir)
        if stored and not (force and stored.place != "package"):
            print(f"{model.name}: already in {stored.folder}")
            continue
        with pull_progress() as progress:
            folder = pull(model, settings, progress)
        print(f"{model.name}: stored in {folder}")


@models_app.command("list")
def list_command(model_dir: ModelDir = None) -> None:
    """Show the known models, and where each is on this computer."""
    from rich.console import Console
    from rich.table import Table

    from mtaudit.models.store.catalogue import CATALOGUE

    table = Table(box=None, pad_edge=False)
    for heading in ("model", "used for", "licence"):
        table.add_column(heading, no_wrap=True)
    table.add_column("found in", overflow="fold")
    for model in CATALOGUE:
        stored = _stored(model, model_dir)
        missing = f"not here; run `{model.pulled_by}`"
        where = f"{stored.place}: {stored.folder}" if stored else missing
        table.add_row(model.name, model.role, model.licence, where)
    Console().print(table)


@models_app.command("verify")
def verify_command(model_dir: ModelDir = None) -> None:
    """Check the hash of every model on this computer; exit with 2 if one is missing or not as expected."""
    from mtaudit.models.store.catalogue import CATALOGUE
    from mtaudit.models.store.resolve import verify

    good = True
    for model in CATALOGUE:
        stored = _stored(model, model_dir)
        if model.extra and not stored:
            continue
        faults = verify(stored) if stored else ["not on this computer; run `mtaudit models pull`"]
        good = good and not faults
        for fault in faults:
            print(f"{model.name}: {fault}")
        if stored and not faults:
            print(f"{model.name}: right ({stored.folder})")
    if not good:
        raise typer.Exit(2)
