"""`mtaudit originals add | list | remove`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.cli import options
from mtaudit.config import load
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.compare.index import Originals

originals_app = typer.Typer(no_args_is_help=True, help="Keep originals to compare articles with.")

Folder = Annotated[Path, typer.Argument(metavar="INDEX", help="Folder that holds the originals.")]


@originals_app.command("add")
def add_command(
    index: Folder,
    inputs: Annotated[list[str], typer.Argument(help="What to add: anything that `mtaudit audit` reads.")],
    allow_private: options.AllowPrivate = None,
    fetch_pages: Annotated[
        bool | None,
        typer.Option(
            "--fetch-pages/--no-fetch-pages",
            help="Take the linked page of a feed entry that has only a summary.",
            show_default=False,
            rich_help_panel=options.SWITCHES,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")] = False,
) -> None:
    """Embed articles sentence by sentence and keep them, replacing any with the same id from the same feed or file."""
    from mtaudit.cli.batch import ending_well
    from mtaudit.cli.progress import TerminalProgress
    from mtaudit.runs.originals import add_to_index

    settings = load(options.given(locals())).settings
    with ending_well():
        added = add_to_index(index, inputs, settings, TerminalProgress(quiet, bar=True))
    if not quiet:
        print(f"{index} holds {added.sentences} sentences", file=sys.stderr)
    raise typer.Exit(2 if added.failures else 0)


@originals_app.command("list")
def list_command(index: Folder) -> None:
    """Show the originals, one per line: number of sentences, id, feed or file that holds it, title."""
    from mtaudit.compare.originals import opened
    from mtaudit.formats.terminal import plain

    _must_be_there(index)
    with opened(index, load({}).settings) as kept:
        for original in kept:
            origin = f"from {original.holder}" if original.holder else ""
            shown = (f"{len(original.sentences):5}", original.id, origin, original.title)
            print(plain("  ".join(part for part in shown if part)))


@originals_app.command("remove")
def remove_command(
    index: Folder,
    ids: Annotated[list[str], typer.Argument(help="The ids, as `mtaudit originals list` shows them.")],
    holder: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FEED|FILE",
            help="The feed or file that they are from, if others have the same id; '' for one that stands alone.",
        ),
    ] = None,
) -> None:
    """Remove originals."""
    from mtaudit.compare.originals import opened

    _must_be_there(index)
    with opened(index, load({}).settings) as kept:
        faults = [fault for name in ids if (fault := _take_out(kept, name, holder))]
    if faults:
        raise UsageError(f"{index} has {faults[0]}; `mtaudit originals list {index}` shows what it has")


def _take_out(kept: Originals, name: str, holder: str | None) -> str:
    """Remove the one original of that id, and of that holder if given; returns why it could not be removed, or ""."""
    holders = kept.holders(name) if holder is None else [holder]
    if len(holders) > 1:
        return f"{len(holders)} originals {name!r}; say which feed or file with --from, as in --from {holders[0]!r}"
    if holders and kept.remove(name, holders[0]):
        return ""
    return f"no original {name!r}" + (f" from {holder!r}" if holder else "")


def _must_be_there(index: Path) -> None:
    from mtaudit.compare.index import is_index

    if not is_index(index):
        raise UsageError(f"{index} holds no originals; `mtaudit originals add {index} INPUT` creates an index there")
