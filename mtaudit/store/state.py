"""The state of earlier runs over feeds, in one SQLite file: HTTP validators, and the report of every article."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mtaudit.core import Article, ArticleReport, Outcome, Severity, Skipped
from mtaudit.errors import UsageError, advice_on
from mtaudit.ingest.interface import Validators
from mtaudit.store.reports import dumped, identity, identity_of, loaded

VERSION = 2
"""Version of the tables. A file of version 1 is upgraded; any other is refused."""
PATIENCE = 30.0
"""Seconds that a run waits for another run that is writing."""
_OF_RUNS = """
CREATE TABLE stamp (stamp TEXT PRIMARY KEY, signature TEXT NOT NULL);
CREATE TABLE history (
    at TEXT NOT NULL, origin TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, label TEXT NOT NULL,
    probability REAL, words INTEGER NOT NULL, minor INTEGER NOT NULL, major INTEGER NOT NULL,
    critical INTEGER NOT NULL, rules TEXT NOT NULL
);
"""
_OF_ARTICLES = """
CREATE TABLE source (
    origin TEXT, way TEXT, etag TEXT, modified TEXT, articles TEXT NOT NULL, PRIMARY KEY (origin, way)
);
CREATE TABLE article (identity TEXT, signature TEXT, report TEXT NOT NULL, PRIMARY KEY (identity, signature));
CREATE TABLE reported (statement TEXT PRIMARY KEY);
"""


class Store:
    """The state of a gate. Every report is kept as soon as it exists: a killed run loses only what was in progress.

    Two runs may share a file: each write is one transaction, and a run waits PATIENCE for another's.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or create it.

        Raises:
            UsageError: if it cannot be opened, is not a state, or is one of a newer version.
        """
        try:
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise UsageError(_useless(path, error)) from error
        try:
            self._base.execute("BEGIN IMMEDIATE")  # all of the tables or none, whoever else opens it now
            empty = not self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            found = self._base.execute("PRAGMA user_version").fetchone()[0]
            if not empty and found not in (1, VERSION):
                newer = "a newer version of mtaudit made it" if found > VERSION else "it is none of mtaudit's"
                raise UsageError(_useless(path, newer))
            if empty:
                self._make(_OF_RUNS + _OF_ARTICLES)
            elif found < VERSION:
                self._bring_up()
            self._base.execute(f"PRAGMA user_version = {VERSION}")
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            self.close()
            raise UsageError(_useless(path, error)) from error
        except UsageError:
            self.close()
            raise

    def _make(self, tables: str) -> None:
        for table in tables.split(";"):
            self._base.execute(table)

    def _bring_up(self) -> None:
        """Upgrade from version 1. Its record of feeds is dropped, as it kept only one of several entries of one id."""
        former = self._base.execute("SELECT origin, signature, digest, report FROM article").fetchall()
        self._make("DROP TABLE article; DROP TABLE source;" + _OF_ARTICLES)
        for origin, signature, known, report in former:
            row = [identity_of(json.loads(origin), json.loads(report)["article"]["file"], known), signature, report]
            self._base.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def signature(self, stamp: str) -> str | None:
        """The signature of runs of this stamp; None if none was kept."""
        row = self._base.execute("SELECT signature FROM stamp WHERE stamp = ?", [stamp]).fetchone()
        return row[0] if row else None

    def keep_signature(self, stamp: str, signature: str) -> None:
        """Keep the signature of runs of this stamp."""
        self._write("INSERT OR REPLACE INTO stamp VALUES (?, ?)", [stamp, signature])

    def source(self, origin: str, way: str, signature: str) -> tuple[Validators, list[ArticleReport]] | None:
        """The validators of the version of a source that was audited completely, and its articles' reports, in order.

        None if there is no such version, or one of its articles has no report.

        Args:
            way: the signature, and how entries were read: with their pages or without.
        """
        query = "SELECT etag, modified, articles FROM source WHERE origin = ? AND way = ?"
        row = self._base.execute(query, [json.dumps(origin), way]).fetchone()
        if row is None:
            return None
        kept = [self._report(name, signature) for name in json.loads(row[2])]
        reports = [report for report in kept if report]
        return (Validators(row[0], row[1]), reports) if len(reports) == len(kept) else None

    def keep_source(self, origin: str, way: str, validators: Validators, articles: Sequence[str]) -> None:
        """Keep the validators of a version of `source`; it counts as audited once all its articles have reports.

        Args:
            articles: the identities of the articles, in order; equal articles have equal ones.
        """
        row = [json.dumps(origin), way, validators.etag, validators.modified, json.dumps(articles)]
        self._write("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)", row)

    def report(self, article: Article, signature: str) -> ArticleReport | None:
        """The report of the same article under the same signature, without word scores; None if none was kept."""
        return self._report(identity(article), signature)

    def _report(self, name: str, signature: str) -> ArticleReport | None:
        query = "SELECT report FROM article WHERE identity = ? AND signature = ?"
        row = self._base.execute(query, [name, signature]).fetchone()
        with suppress(ValueError):  # what another version wrote in another way is audited again
            return loaded(row[0]) if row else None
        return None

    def keep(self, report: ArticleReport, signature: str) -> None:
        """Keep a report, and add a line to the history.

        Two adjacent lone surrogates come back from JSON as one character: such an article is kept only in the history.
        """
        article, outcome = report.article, report.outcome
        label, probability = ("skipped", None) if isinstance(outcome, Skipped) else (outcome.label, outcome.probability)
        counts = Counter(f.severity for f in report.all_findings)
        names = [json.dumps(article.origin), json.dumps(article.known_as)]
        line: list[object] = [_now(), *names, json.dumps(article.title), str(label), probability]
        line += [report.word_count, *(counts[severity] for severity in Severity)]
        line.append(json.dumps(Counter(f.rule for f in report.all_findings)))
        text = dumped(replace(report, words=()))
        with self._transaction():
            if text:
                row = [identity(article), signature, text]
                self._base.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", row)
            self._base.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", line)

    def reported(self, names: Collection[str]) -> bool:
        """Whether all these statements were reported."""
        query = "SELECT 1 FROM reported WHERE statement = ?"
        return all(self._base.execute(query, [name]).fetchone() for name in names)

    def keep_reported(self, names: Collection[str]) -> None:
        """Record that these statements were reported."""
        with self._transaction():
            rows = [[name] for name in names]
            self._base.executemany("INSERT OR IGNORE INTO reported VALUES (?)", rows)

    def history(self) -> Iterator[Outcome]:
        """Every audit, the oldest first."""
        for row in self._base.execute("SELECT * FROM history ORDER BY at, rowid"):
            at, origin, name, title, label, probability, words, *counts, rules = row
            findings = dict(zip(Severity, counts, strict=True))
            origin, name, title, rules = map(json.loads, (origin, name, title, rules))
            yield Outcome(
                at,
                origin,
                name,
                title=title,
                label=label,
                probability=probability,
                words=words,
                findings=findings,
                rules=rules,
            )

    def _write(self, query: str, row: Sequence[Any]) -> None:
        with self._transaction():
            self._base.execute(query, row)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:  # SQLite has ended it already where the disk is full
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except sqlite3.OperationalError as error:
            advice = advice_on(error, "try again when no other run uses it")
            raise UsageError(f"the state cannot be written ({error}); {advice}") from error


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The state in a file, open until the block ends."""
    with closing(Store(path)) as store:
        yield store


def _useless(path: Path, why: sqlite3.Error | str) -> str:
    another = "name another file with --state"
    return f"{path} cannot be used as state ({why}); {another if isinstance(why, str) else advice_on(why, another)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
