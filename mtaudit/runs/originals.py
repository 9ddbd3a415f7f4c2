"""The originals that a run's articles are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
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
from mtaudit.runs.progress import Done, Progress


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
        items = [*read(against, settings), *(item for item in batch if not isinstance(item, Failure))]
        total = count(against) if against else len(items)
        added = _added(Path(name), items, models, settings, progress.working(total, "originals"))
        failures += added.failures
        if against and not added.sentences:
            raise UsageError(f"none of the --against inputs can be read: {', '.join(against)}")
        yield Against(Path(name), bool(against)) if added.sentences else None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of adding originals to an index: how many sentences it now holds, and what could not be read."""

    sentences: int
    failures: tuple[Failure, ...]


def add_to_index(folder: Path, inputs: Sequence[str], settings: Settings, progress: Progress) -> Added:
    """Embed the articles of the inputs and keep them, replacing any with the same id from the same feed or file.

    Raises:
        UsageError: if the index cannot be used.
        ModelError: if the embedding model cannot be had.
    """
    showing = progress.working(count(inputs), "adding")
    return _added(folder, read(inputs, settings), Models(settings), settings, showing)


def _added(
    folder: Path,
    items: Iterable[Article | Failure],
    models: Models,
    settings: Settings,
    showing: AbstractContextManager[Done],
) -> Added:
    failures: list[Failure] = []
    with opened(folder, settings) as index:
        with showing as done:

            def keep(item: Original | Failure) -> None:
                if isinstance(item, Failure) and not item.passed_over:
                    failures.append(item)
                done(item)

            add_originals(items, index, models, settings.max_words, keep)
        index.save()
        return Added(len(index), tuple(failures))
