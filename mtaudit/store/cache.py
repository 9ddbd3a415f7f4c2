"""The cache: reports of earlier audits, in one SQLite file of bounded size."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import time

import platformdirs

from mtaudit.core import Article, ArticleReport
from mtaudit.errors import UsageError, advice_on
from mtaudit.store.reports import digest, dumped, loaded

VERSION = 1
"""Version of the tables; a file of another version is recreated."""
PATIENCE = 5.0
"""Seconds that a run waits for another run that is writing; then it goes on without the cache."""
ROOM = 0.8
"""Share of the limit that stays filled after the cache is trimmed."""
_TABLES = """
CREATE TABLE stamp (stamp TEXT PRIMARY KEY, signature TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (key BLOB PRIMARY KEY, used REAL NOT NULL, size INTEGER NOT NULL, report BLOB NOT NULL);
CREATE INDEX by_use ON report (used, size);
"""


class DamagedError(UsageError):
    """The file is not a cache, or a damaged one; nothing in it can be used."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The size of a cache: the number of its reports, and their bytes."""

    reports: int
    size: int


def results() -> Path:
    """The path of the cache that runs share, in the user's cache folder."""
    return platformdirs.user_cache_path("mtaudit") / "results.db"


class Cache:
    """Reports by article and by the stamp of the run, which covers all that the signature depends on.

    The cache never causes an error: an article whose report cannot be read or written is audited.
    """

    def __init__(self, path: Path, limit: int) -> None:
        """Open the file, or create it; it keeps at most `limit` bytes of reports.

        Raises:
            DamagedError: if it is not a cache.
            UsageError: if it cannot be opened.
        """
        self._path = path
        self._limit = limit
        self._hits: list[bytes] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = _begun(path)
        except (sqlite3.Error, OSError) as error:
            raise self._useless(error) from error

    def close(self) -> None:
        """Record which reports were used, trim the cache if it exceeds its limit, and close the file."""
        with suppress(sqlite3.Error, UsageError):
            self._base.executemany("UPDATE report SET used = ? WHERE key = ?", [(time(), key) for key in self._hits])
            self._trim()
        self._base.close()

    def signature(self, stamp: str) -> str | None:
        """The signature of runs of this stamp; None if none was kept."""
        with suppress(sqlite3.Error):
            row = self._base.execute("SELECT signature FROM stamp WHERE stamp = ?", [stamp]).fetchone()
            return row[0] if row else None
        return None

    def keep_signature(self, stamp: str, signature: str) -> None:
        """Keep the signature of runs of this stamp."""
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO stamp VALUES (?, ?)", [stamp, signature])

    def report(self, article: Article, stamp: str) -> ArticleReport | None:
        """The report of the same article in a run of the same stamp; None if none was kept."""
        key = _key(article, stamp)
        with suppress(sqlite3.Error, zlib.error, ValueError):
            row = self._base.execute("SELECT report FROM report WHERE key = ?", [key]).fetchone()
            if row:
                found = loaded(zlib.decompress(row[0]).decode())
                self._hits.append(key)
                return replace(found, article=article)
        return None

    def keep(self, report: ArticleReport, stamp: str) -> None:
        """Keep a report, without the text of its article."""
        text = dumped(replace(report, article=Article("", "")))
        if text is None:
            return
        packed = zlib.compress(text.encode(), level=1)
        row = [_key(report.article, stamp), time(), len(packed), packed]
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?)", row)

    def holding(self) -> Holding:
        """The size of the cache.

        Raises:
            UsageError: as when it is opened.
        """
        try:
            count, size = self._base.execute("SELECT count(*), coalesce(sum(size), 0) FROM report").fetchone()
        except sqlite3.Error as error:
            raise self._useless(error) from error
        return Holding(count, size)

    def clear(self) -> None:
        """Delete every report.

        Raises:
            UsageError: as when it is opened.
        """
        try:
            self._base.execute("DELETE FROM report")
            self._base.execute("DELETE FROM stamp")
            self._base.execute("VACUUM")
        except sqlite3.Error as error:
            raise self._useless(error) from error

    def _useless(self, error: Exception) -> UsageError:
        message = f"{self._path} cannot be used as cache ({error})"
        passing = isinstance(error, (sqlite3.OperationalError, OSError))  # another run is at it, the disk is full, ...
        if passing:
            advice = advice_on(error, "try again, and delete it should that stay so")
            return UsageError(f"{message}; {advice} (`audit --no-cache` does without it)")
        return DamagedError(f"{message}; `mtaudit cache clear` deletes it, and `audit --no-cache` does without it")

    def _trim(self) -> None:
        """Delete the reports that were unused for longest, until only ROOM of the limit is filled."""
        if self.holding().size <= self._limit:
            return
        query = """
            DELETE FROM report WHERE key IN (
                SELECT key FROM (SELECT key, sum(size) OVER (ORDER BY used DESC, key) AS upto FROM report)
                WHERE upto > ?
            )"""
        self._base.execute(query, [int(ROOM * self._limit)])
        self._base.execute("VACUUM")


def discard(path: Path) -> None:
    """Delete a cache's file, and the files that SQLite keeps beside it."""
    for name in (path.name, *(f"{path.name}-{kind}" for kind in ("wal", "shm", "journal"))):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def cached(path: Path, limit: int) -> Iterator[Cache]:
    """The cache in a file, open until the block ends."""
    cache = Cache(path, limit)
    try:
        yield cache
    finally:
        cache.close()


def _begun(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("BEGIN IMMEDIATE")
        if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for name in ("report", "stamp"):
                base.execute(f"DROP TABLE IF EXISTS {name}")
            for table in _TABLES.split(";"):
                base.execute(table)
            base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("COMMIT")
    except BaseException:
        base.close()
        raise
    return base


def _key(article: Article, stamp: str) -> bytes:
    """The key of an article in a run; it covers the article's path too, as settings may ignore rules for some paths."""
    facts = [stamp, article.origin, article.file, digest(article)]
    return hashlib.sha256(json.dumps(facts).encode()).digest()
