"""Parses Parquet, one article a row: the columns have the names of the members in JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import RAY_EXTRA, InputError
from mtaudit.ingest.interface import Resource, UnsuitableError, too_large
from mtaudit.ingest.jsonl import MEMBERS, article

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import FileMetaData

MOST = 64
"""Times the bound on an article that the texts of a row group may have, unpacked; writers keep them far smaller."""
PIECE = 1 << 20
"""Bytes that are read from the file at once."""


def parse(resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
    """Yield an article or a failure for every row.

    Raises:
        InputError: if it cannot be read as Parquet, has no rows or too large groups of them, or pyarrow is missing.
        UnsuitableError: if it has no column "text".
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(f"reading Parquet needs pyarrow; run {RAY_EXTRA}") from error
    number = 0
    try:
        with ParquetFile(resource.stream, buffer_size=PIECE, pre_buffer=False) as file:
            names = [name for name in MEMBERS if name in file.schema_arrow.names]
            if "text" not in names:
                raise UnsuitableError('it has no column "text"')
            _refuse_large_groups(file.metadata, MOST * settings.max_bytes)
            for row in file.iter_batches(1, columns=names):  # one by one: a few bytes may unpack to many
                number += 1
                yield _article(row, f"{resource.name} row {number}", settings.max_bytes)
    except (ArrowException, OSError) as error:
        raise InputError(f"it is not a complete Parquet file ({error}); write it again") from error
    if not number:
        raise InputError("it is empty")


def _refuse_large_groups(metadata: FileMetaData, limit: int) -> None:
    for group in range(metadata.num_row_groups):
        if metadata.row_group(group).total_byte_size > limit:
            raise InputError(f"its row group {group + 1} is larger than {limit:,} bytes; write it in smaller ones")


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


def _article(row: RecordBatch, name: str, limit: int) -> Article | Failure:
    if row.nbytes > limit:
        return Failure(name, too_large(limit))
    try:
        (members,) = row.to_pylist()
        if members.get("published") is not None:
            members["published"] = str(members["published"])
        return article(members)
    except InputError as error:
        return Failure(name, str(error))
    except (ValueError, OverflowError) as error:
        return Failure(name, f"one of its values cannot be read ({error})")
