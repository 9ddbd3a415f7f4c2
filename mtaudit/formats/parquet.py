"""Parquet: a row an article, for those who go on with the findings in a table."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TextIO

from mtaudit.errors import UsageError
from mtaudit.formats.record import record
from mtaudit.model import ArticleReport, AuditReport

if TYPE_CHECKING:
    from pyarrow import Schema

ROWS = 256
"""Rows that are held until they are written together."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Parquet:
    """The members of a JSON Lines object as columns; of the verdict each a column, and evidence as JSON.

    Strings are UTF-8, which has no room for a lone surrogate: one is given as U+FFFD, so that offsets hold.
    """

    def __init__(self, out: TextIO) -> None:
        """Take the stream, of which the binary one below is written to.

        Raises:
            UsageError: if pyarrow is not installed.
        """
        try:
            from pyarrow.parquet import ParquetWriter
        except ImportError as error:
            raise UsageError("to write Parquet takes pyarrow; run pip install 'mtaudit[ray]'") from error
        self._schema = _schema()
        self._writer = ParquetWriter(out.buffer, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def article(self, report: ArticleReport) -> None:
        """Hold the article's row until there are enough to be written."""
        self._rows.append(_row(report))
        if len(self._rows) >= ROWS:
            self._write()

    def finish(self, audit: AuditReport) -> None:
        """Write what is left, and what makes it a file."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        from pyarrow import Table

        if self._rows:
            self._writer.write_table(Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _row(report: ArticleReport) -> dict[str, Any]:
    fields: dict[str, Any] = record(report, words=False)
    verdict = fields.pop("verdict") or {}
    findings = [finding | {"evidence": json.dumps(finding["evidence"])} for finding in fields["findings"]]
    row = fields | {"findings": findings} | {name: verdict.get(name) for name in ("label", "probability", "reason")}
    cleaned: dict[str, Any] = _without_lone_surrogates(row)
    return cleaned


def _without_lone_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_lone_surrogates(one) for key, one in value.items()}
    return [_without_lone_surrogates(one) for one in value] if isinstance(value, list) else value


def _schema() -> Schema:
    import pyarrow as pa

    text, place, share = pa.string(), pa.int64(), pa.float64()
    span = [("start", place), ("end", place)]
    finding = [("rule", text), *span]
    finding += [(name, text) for name in ("text", "severity", "category")]
    finding += [("confidence", share), ("message", text), ("evidence", text), ("fingerprint", text)]
    return pa.schema(
        [
            *((name, text) for name in ("id", "title", "url", "language", "text", "sha256", "label")),
            ("probability", share),
            *((name, text) for name in ("reason", "skipped")),
            ("segments", pa.list_(pa.struct([*span, ("kind", text), ("score", share)]))),
            ("findings", pa.list_(pa.struct(finding))),
            ("signature", text),
        ]
    )
