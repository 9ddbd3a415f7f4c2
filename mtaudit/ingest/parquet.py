"""Parses Parquet, one article a row: the columns have the names of the members in JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator

from mtaudit.config import Settings
from mtaudit.errors import InputError
from mtaudit.ingest.interface import Resource, UnsuitableError, too_large
from mtaudit.ingest.jsonl import MEMBERS, article
from mtaudit.ingest.warc import EXTRA
from mtaudit.model import Article, Failure

ROWS = 64
"""Rows that are held at once."""


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield an article or a failure for every row.

    Raises:
        InputError: if it cannot be read as Parquet, or pyarrow is not installed.
        UnsuitableError: if it has no column "text".
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(f"to read Parquet takes pyarrow; run {EXTRA}") from error
    number = 0
    try:
        with ParquetFile(resource.stream) as file:
            names = [name for name in MEMBERS if name in file.schema_arrow.names]
            if "text" not in names:
                raise UnsuitableError('it has no column "text"')
            for batch in file.iter_batches(ROWS, columns=names):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(row, f"{resource.name} row {number}", settings.max_bytes)
    except (ArrowException, OSError) as error:
        raise InputError(f"it is no whole Parquet file ({error}); make it again") from error


def rows_of(resource: Resource) -> int:
    """How many rows it has, which stands at its end; 0 where that cannot be read."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        return 0
    try:
        with ParquetFile(resource.stream) as file:
            return int(file.metadata.num_rows)
    except (ArrowException, OSError):
        return 0


def _article(row: dict[str, object], name: str, limit: int) -> Article | Failure:
    if row.get("published") is not None:
        row["published"] = str(row["published"])
    if len(str(row["text"]).encode("utf-8", "replace")) > limit:
        return Failure(name, too_large(limit))
    try:
        return article(row)
    except InputError as error:
        return Failure(name, str(error))
