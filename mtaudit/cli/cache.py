"""`mtaudit cache info | clear`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from mtaudit.config import load
from mtaudit.config.settings import MEBIBYTE

if TYPE_CHECKING:
    from mtaudit.store import Cache

cache_app = typer.Typer(
    no_args_is_help=True, help="Inspect or clear the cache of reports, which saves auditing anything twice."
)


@contextmanager
def _opened() -> Iterator[Cache | None]:
    """The cache; None if there is none yet."""
    from mtaudit.store import cached, results

    if not results().is_file():
        yield None
        return
    with cached(results(), load({}).settings.cache_size * MEBIBYTE) as cache:
        yield cache


@cache_app.command("info")
def info_command() -> None:
    """Show where the cache is, how many reports it holds, and how large they are."""
    from mtaudit.store import results

    limit = load({}).settings.cache_size
    with _opened() as cache:
        found = cache.holding() if cache else None
    count, size = (found.reports, found.size) if found else (0, 0)
    print(f"{results()}: {count:,} reports, {size / MEBIBYTE:.1f} of {limit} MiB")


@cache_app.command("clear")
def clear_command() -> None:
    """Delete every report; a damaged cache file is deleted whole."""
    from mtaudit.store import DamagedError, discard, results

    try:
        with _opened() as cache:
            count = cache.holding().reports if cache else 0
            if cache:
                cache.clear()
    except DamagedError:
        discard(results())
        print(f"{results()} was damaged and has been deleted")
    else:
        print(f"{count:,} reports deleted")
