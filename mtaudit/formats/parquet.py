"""Parquet: a row for each article, for those who analyse the findings as a table."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TextIO

from mtaudit.core import ArticleReport, AuditReport
from mtaudit.errors import RAY_EXTRA, UsageError
from mtaudit.formats.record import record

if TYPE_CHECKING:
    from pyarrow import Schema
    from pyarrow.parquet import ParquetWriter

ROWS = 256
"""Rows that are buffered and written together."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Parquet:
    """Writes what every JSON Lines object has as columns; each field of the verdict is a column, evidence is JSON.

    Findings in a title are a column too. What else only some articles have (a twin, a source, scores against a
    reference) is left to JSON Lines.
    Strings are UTF-8, which cannot hold a lone surrogate: it is replaced by U+FFFD, so that offsets hold.
    """

    def __init__(self, out: TextIO, words: bool) -> None:
        """Take the stream, whose underlying binary buffer is written to, and whether to give the score of every word.

        Raises:
            UsageError: if pyarrow is not installed.
        """
        if find_spec("pyarrow") is None:
            raise UsageError(f"writing Parquet needs pyarrow; run {RAY_EXTRA}")
        self._out = out
        self._words = words
        self._writer: ParquetWriter | None = None
        self._rows: list[dict[str, Any]] = []

    def article(self, report: ArticleReport) -> None:
        """Buffer the article's row; write the buffer when it is full."""
        self._rows.append(_row(report, self._words))
        if len(self._rows) >= ROWS:
            self._write()

    def finish(self, audit: AuditReport) -> None:
        """Write the rows that are left and the footer."""
        self._write().close()

    def _write(self) -> ParquetWriter:
        from pyarrow import Table
        from pyarrow.parquet import ParquetWriter

        schema = _schema(self._words)
        self._writer = self._writer or ParquetWriter(self._out.buffer, schema, compression="zstd")
        if self._rows:
            self._writer.write_table(Table.from_pylist(self._rows, schema=schema))
            self._rows = []
        return self._writer


def _row(report: ArticleReport, words: bool) -> dict[str, Any]:
    fields: dict[str, Any] = record(report, words)
    verdict = fields.pop("verdict") or {}
    for name in ("findings", "title_findings"):
        fields[name] = [finding | {"evidence": json.dumps(finding["evidence"])} for finding in fields.get(name, ())]
    fields["cautions"] = fields.get("cautions", [])
    if words:
        fields["words"] = [dict(zip(("start", "end", "score"), word, strict=True)) for word in fields["words"]]
    row = fields | {name: verdict.get(name) for name in ("label", "probability", "reason")}
    cleaned: dict[str, Any] = _without_lone_surrogates(row)
    return cleaned


def _without_lone_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_lone_surrogates(item) for key, item in value.items()}
    return [_without_lone_surrogates(item) for item in value] if isinstance(value, list) else value


def _schema(words: bool) -> Schema:
    import pyarrow as pa

    text, offset, share = pa.string(), pa.int64(), pa.float64()
    span = [("start", offset), ("end", offset)]
    finding = [("rule", text), *span]
    finding += [(name, text) for name in ("text", "severity", "category")]
    finding += [("confidence", share), ("message", text), ("evidence", text), ("fingerprint", text)]
    return pa.schema(
        [
            *((name, text) for name in ("id", "title", "url", "language", "text", "sha256", "label")),
            ("probability", share),
            *((name, text) for name in ("reason", "skipped")),
            ("segments", pa.list_(pa.struct([*span, ("kind", text), ("score", share)]))),
            *((name, pa.list_(pa.struct(finding))) for name in ("findings", "title_findings")),
            ("cautions", pa.list_(text)),
            *([("words", pa.list_(pa.struct([*span, ("score", share)])))] if words else []),
            ("signature", text),
        ]
    )
