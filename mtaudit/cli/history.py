"""`mtaudit history`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from mtaudit.formats.trends import Trend


def history_command(
    state: Annotated[Path, typer.Option(help="The state file of `mtaudit check --state`.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for a page per feed, with charts, and an index.", show_default=False),
    ] = None,
) -> None:
    """Show what checks found over time: the worst feeds, their labels, and the rules with the most findings."""
    from rich.console import Console

    from mtaudit.formats.history import write_history
    from mtaudit.formats.terminal import plain
    from mtaudit.formats.trends import trends
    from mtaudit.rules import RULES
    from mtaudit.store import opened

    if not state.is_file():
        raise UsageError(f"there is no state file {state}; `mtaudit check --state {state}` creates one")
    with opened(state) as store:
        found = trends(store.history())
    console = Console()
    console.print(_table(found))
    if out:
        index = write_history(found, RULES, out)
        console.print(f"history: {plain(str(index))}", markup=False, highlight=False, soft_wrap=True)


def _table(trends: Sequence[Trend]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from mtaudit.formats.terminal import plain

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("feed", overflow="fold")
    for heading in ("days", "articles", "machine", "suspect", "share", "major in 1,000 words"):
        table.add_column(heading, justify="right")
    table.add_column("top rules")
    for trend in trends:
        counts = (len(trend.days), trend.articles, trend.labels.get("machine", 0), trend.labels.get("suspect", 0))
        rules = ", ".join(f"{code} {count}" for code, count in trend.rules[:3])
        table.add_row(Text(plain(trend.origin)), *map(str, counts), f"{trend.bad:.0%}", f"{trend.rate:.2f}", rules)
    return table
