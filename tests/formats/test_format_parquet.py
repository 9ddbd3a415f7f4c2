"""Parquet: a row an article, with what JSON Lines says of it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

from pyarrow.parquet import read_table

from mtaudit.core import Article, ArticleReport, AuditReport, Skipped
from mtaudit.formats import FORMATS, Target
from mtaudit.formats.parquet import ROWS
from mtaudit.formats.record import record
from tests.support.reports import wire_story

STORY = wire_story()
SURROGATE = Article("fr", "lone \ud800 surrogate")
SKIPPED = replace(STORY, article=SURROGATE, outcome=Skipped("not English"), findings=(), segments=(), segment_scores=())


def rows(*reports: ArticleReport, words: bool = False) -> list[dict[str, object]]:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8")
    written = FORMATS["parquet"](Target(out, Path(), {}, words=words))
    for report in reports:
        written.article(report)
    written.finish(AuditReport((), (), "signed"))
    found: list[dict[str, object]] = read_table(io.BytesIO(raw.getvalue())).to_pylist()
    return found


def test_a_row_says_what_a_line_of_json_says() -> None:
    (row,) = rows(STORY)
    told = record(STORY, words=False)
    findings = [f | {"evidence": json.loads(f["evidence"])} for f in row["findings"]]  # type: ignore[attr-defined]
    assert findings == json.loads(json.dumps(told["findings"]))
    assert row["segments"] == told["segments"]
    assert {name: row[name] for name in ("label", "probability", "reason")} == told["verdict"]
    assert all(row[name] == told[name] for name in ("id", "title", "url", "language", "text", "sha256", "signature"))


def test_the_scores_of_words_are_given_where_they_are_asked_for() -> None:
    (row,) = rows(STORY, words=True)
    assert [list(word.values()) for word in row["words"]] == record(STORY, words=True)["words"]  # type: ignore[attr-defined]
    assert row["words"]
    assert "words" not in rows(STORY)[0]


def test_an_article_without_a_verdict_and_text_that_is_no_utf_8_have_their_row_too() -> None:
    (row,) = rows(SKIPPED)
    assert row["skipped"] == "not English"
    assert row["label"] is None
    assert row["text"] == "lone \ufffd surrogate"


def test_many_rows_are_written_in_groups_and_none_makes_a_file_too() -> None:
    assert len(rows(*[STORY] * (2 * ROWS + 3))) == 2 * ROWS + 3
    assert rows() == []
