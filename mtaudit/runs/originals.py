"""The originals that a run's articles are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mtaudit.compare.index import is_index
from mtaudit.compare.originals import Against, add_originals, opened
from mtaudit.config import Settings
from mtaudit.core import Article, Failure, Original
from mtaudit.errors import UsageError
from mtaudit.ingest import read
from mtaudit.ingest.count import count
from mtaudit.models import Models
from mtaudit.runs.progress import Progress


@contextmanager
def originals_of(
    against: Sequence[str],
    batch: Sequence[Article | Failure],
    settings: Settings,
    models: Models,
    progress: Progress,
    failures: list[Failure],
) -> Iterator[Against | None]:
    """The index of the originals that `against` names, or of those of the batch; None without either.

    Originals that are not in an index are put into a temporary one. Those that `against` names and that cannot be read
    are added to `failures`.

    Raises:
        UsageError: if `against` names an index and something else, or nothing that can be read.
    """
    if not against and not batch:
        yield None
        return
    kept = [name for name in against if is_index(Path(name))]
    if kept and (len(against) > 1 or batch):
        raise UsageError(f"add the other originals to {kept[0]} with `mtaudit originals add`, or name it alone")
    if kept:
        yield Against(Path(kept[0]).absolute(), named=True)
        return
    with TemporaryDirectory(prefix="mtaudit-") as name:
        with opened(Path(name), settings) as index:
            items = [*read(against, settings), *(item for item in batch if not isinstance(item, Failure))]
            with progress.working(count(against) if against else len(items), "originals") as done:

                def added(item: Original | Failure) -> None:
                    if isinstance(item, Failure) and not item.passed_over:
                        failures.append(item)
                    done(item)

                add_originals(items, index, models, settings.max_words, added)
            index.save()
            size = len(index)
        if against and not size:
            raise UsageError(f"none of the --against inputs can be read: {', '.join(against)}")
        yield Against(Path(name), bool(against)) if size else None
