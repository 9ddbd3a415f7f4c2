"""The originals on disk: their texts in SQLite, the vectors of their sentences in shards of a usearch index.

A shard is written whole under a new name, and only then named in the database, in the transaction that holds its
sentences: a run that is killed loses what it added since the last shard was full, and nothing else. Shards are mapped,
not read, so that memory does not grow with them; only the one that is being filled is held.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mtaudit.compare.shards import Shards, file_of
from mtaudit.core import Original, Span
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from usearch.index import Index as Graph

DATABASE = "originals.db"
VERSION = 2
"""Version of the tables; a folder of another version is refused."""
SHARD = 1 << 15
"""Sentences in a shard."""
PATIENCE = 30.0
"""Seconds that a run waits for another run that is writing."""
_TABLES = """
CREATE TABLE encoder (name TEXT PRIMARY KEY);
CREATE TABLE original (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, holder BLOB NOT NULL, title BLOB NOT NULL, url BLOB,
    text BLOB NOT NULL, sha256 TEXT NOT NULL, sentences TEXT NOT NULL, UNIQUE (id, holder)
);
CREATE TABLE sentence (key INTEGER PRIMARY KEY AUTOINCREMENT, original INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE INDEX by_original ON sentence (original, place);
CREATE TABLE shard (number INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence near to a queried one: the number of its original in the index, its position there, the cosine."""

    original: int
    position: int
    similarity: float


class Originals:
    """An index of originals in a folder. Call `close` when it is no longer needed."""

    def __init__(self, folder: Path, encoder: str, width: int) -> None:
        """Open the index, or create it; `encoder` names the model of its vectors, each of `width` numbers.

        Raises:
            UsageError: if the folder cannot be used, or holds vectors of another model.
        """
        self._folder = folder
        self._encoder = f"{encoder}/{width}"
        self._width = width
        self._filling: Graph | None = None
        self._shards = Shards(folder, width)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / DATABASE, timeout=PATIENCE, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"{folder} cannot hold originals ({error}); name another folder") from error
        try:
            self._make()
        except sqlite3.Error as error:
            self.close()
            raise UsageError(f"{folder} cannot hold originals ({error}); name another folder") from error
        except UsageError:
            self.close()
            raise

    def _make(self) -> None:
        tables = "SELECT count(*) FROM sqlite_master"
        if not self._base.execute(tables).fetchone()[0]:
            self._base.execute("PRAGMA journal_mode = WAL")  # readers do not wait for a writer
            self._begin()
        if self._base.in_transaction and not self._base.execute(tables).fetchone()[0]:
            for table in _TABLES.split(";"):
                self._base.execute(table)
            self._base.execute(f"PRAGMA user_version = {VERSION}")
            self._base.execute("INSERT INTO encoder VALUES (?)", (self._encoder,))
        elif self._base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            raise UsageError(f"{self._folder} holds originals of another version of mtaudit; add them to a new folder")
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        (found,) = self._base.execute("SELECT name FROM encoder").fetchone()
        if found != self._encoder:
            raise UsageError(
                f"the originals in {self._folder} were embedded by another model; add them to a new folder"
            )

    def close(self) -> None:
        """Close the files; what was added since the last `save` is lost."""
        self._base.close()
        self._filling = None
        self._shards.clear()

    def add(self, original: Original, vectors: NDArray[np.float32]) -> bool:
        """Add an original and the unit vectors of its sentences; others see it after `save`.

        Returns:
            Whether anything changed: another text of that id and holder is replaced, the same text is not added twice.
        """
        self._begin()
        known = self._known(original.id, original.holder)
        if known and known[1] == original.sha256:
            return False
        if known:
            self._forget(known[0])
        spans = json.dumps([[s.start, s.end] for s in original.sentences])
        texts = (original.id, original.holder, original.title, original.url, original.text)
        row = (*map(_packed, texts), original.sha256, spans)
        number = self._base.execute(
            "INSERT INTO original (id, holder, title, url, text, sha256, sentences) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        insert = "INSERT INTO sentence (original, place) VALUES (?, ?)"
        keys = [self._base.execute(insert, (number, position)).lastrowid for position in range(len(vectors))]
        if keys:
            graph = self._open_shard()
            graph.add(np.array(keys, np.uint64), vectors, threads=1)  # on one thread the graph is always the same
            if len(graph) >= SHARD:
                self.save()
        return True

    def remove(self, name: str, holder: str = "") -> bool:
        """Remove the original of that id and holder, if there is one; for others after `save`."""
        self._begin()
        known = self._known(name, holder)
        if known:
            self._forget(known[0])
        return bool(known)

    def holders(self, name: str) -> list[str]:
        """The holders of the originals of that id, in order; "" for an original that is not part of a feed or file."""
        select = "SELECT holder FROM original WHERE id = ? ORDER BY holder"
        return [_unpacked(holder) for (holder,) in self._base.execute(select, (_packed(name),))]

    def save(self) -> None:
        """Write what was added to disk."""
        unused: list[str] = []
        if self._filling is not None:
            self._shards.sweep(self._names())
            unused = self._names(SHARD)
            self._base.execute("DELETE FROM shard WHERE size < ?", (SHARD,))
            size = len(self._filling)
            number = self._base.execute("INSERT INTO shard (size) VALUES (?)", (size,)).lastrowid
            self._filling.save(str(self._folder / file_of(number)))
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        self._filling = None
        self._shards.drop(unused)

    def __len__(self) -> int:
        """How many sentences can be found."""
        return int(self._base.execute("SELECT count(*) FROM sentence").fetchone()[0])

    def __iter__(self) -> Iterator[Original]:
        """The originals, in the order in which they were added."""
        for (number,) in self._base.execute("SELECT number FROM original ORDER BY number").fetchall():
            yield self.original(number)

    @property
    def digest(self) -> str:
        """A hash of all that a search depends on: 12 hexadecimal digits."""
        rows = self._base.execute("SELECT number, id, holder, title, url, sha256 FROM original ORDER BY number")
        digest = hashlib.sha256(self._encoder.encode())
        for row in rows:
            digest.update(repr(row).encode())
        return digest.hexdigest()[:12]

    def original(self, number: int) -> Original:
        """The original of that number."""
        row = self._base.execute(
            "SELECT id, holder, title, url, text, sentences FROM original WHERE number = ?", (number,)
        ).fetchone()
        return _original(*row)

    def vectors(self, number: int) -> NDArray[np.float32]:
        """The unit vectors of an original's sentences, as the index keeps them, (n, width)."""
        rows = self._base.execute("SELECT key FROM sentence WHERE original = ? ORDER BY place", (number,)).fetchall()
        keys = np.array([key for (key,) in rows], np.uint64)
        found = np.zeros((len(keys), self._width), np.float32)
        for shard in self._searched():
            for i, key in enumerate(keys.tolist()):
                if key in shard:
                    found[i] = shard.get(key, dtype="f32")
        return found

    def nearest(self, vectors: NDArray[np.float32], count: int) -> list[list[Hit]]:
        """The nearest sentences to each of n unit vectors, best first; at most `count` of every shard.

        Raises:
            UsageError: if a shard cannot be read.
        """
        hits: list[list[Hit]] = [[] for _ in vectors]
        for shard in self._searched():
            for vector, hit in zip(vectors, hits, strict=True):
                hit += self._alive(shard, vector, count)
        return [sorted(hit, key=lambda h: (-h.similarity, h.original, h.position)) for hit in hits]

    def _alive(self, shard: Graph, vector: NDArray[np.float32], count: int) -> list[Hit]:
        """The nearest sentences in a shard whose originals were not removed; the graph keeps the others too."""
        asked = count
        while True:
            found = shard.search(vector, asked, threads=1)
            pairs = zip(found.keys.tolist(), found.distances.tolist(), strict=True)
            hits = [Hit(*position, 1 - distance) for key, distance in pairs if (position := self._position(key))]
            if len(hits) >= count or asked >= len(shard):
                return hits[:count]
            asked *= 4

    def _searched(self) -> list[Graph]:
        """Every shard, opened for a search; tried again where another run replaces the last of them meanwhile."""
        for _ in range(3):
            try:
                return [self._shards.mapped(name) for name in self._names()]
            except RuntimeError as error:
                fault = error
        raise UsageError(f"{self._folder} is incomplete ({fault}); add its originals to a new folder")

    def _names(self, below: int = 1 << 62) -> list[str]:
        """The files of the shards of fewer than `below` sentences, in order."""
        rows = self._base.execute("SELECT number FROM shard WHERE size < ? ORDER BY number", (below,)).fetchall()
        return [file_of(number) for (number,) in rows]

    def _begin(self) -> None:
        """Begin a transaction unless one is open; raises UsageError where another run does not end its own."""
        if self._base.in_transaction:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise UsageError(
                f"another run is writing to {self._folder} ({error}); try again when it has finished"
            ) from error

    def _known(self, name: str, holder: str) -> tuple[int, str] | None:
        """The number and the hash of the original of that id and holder; None if the index has no such original."""
        found: tuple[int, str] | None = self._base.execute(
            "SELECT number, sha256 FROM original WHERE id = ? AND holder = ?", (_packed(name), _packed(holder))
        ).fetchone()
        return found

    def _position(self, key: int) -> tuple[int, int] | None:
        """The number of a sentence's original and its position there; None where the original was removed."""
        found: tuple[int, int] | None = self._base.execute(
            "SELECT original, place FROM sentence WHERE key = ?", (key,)
        ).fetchone()
        return found

    def _forget(self, number: int) -> None:
        self._base.execute("DELETE FROM sentence WHERE original = ?", (number,))
        self._base.execute("DELETE FROM original WHERE number = ?", (number,))

    def _open_shard(self) -> Graph:
        """The shard that is being filled: the last if it has room, otherwise a new one."""
        if self._filling is None:
            self._filling = self._shards.held(self._names(SHARD))
        return self._filling


def is_index(path: Path) -> bool:
    """Whether a folder holds an index of originals."""
    return (path / DATABASE).is_file()


def _packed(text: str | None) -> bytes | None:
    """A text as bytes, for SQLite accepts no lone surrogate in a text."""
    return None if text is None else text.encode("utf-8", "surrogatepass")


def _unpacked(packed: bytes) -> str:
    return packed.decode("utf-8", "surrogatepass")


def _original(name: bytes, holder: bytes, title: bytes, url: bytes | None, text: bytes, sentences: str) -> Original:
    spans = tuple(Span(start, end) for start, end in json.loads(sentences))
    address = None if url is None else _unpacked(url)
    return Original(
        _unpacked(name), _unpacked(title), address, text=_unpacked(text), sentences=spans, holder=_unpacked(holder)
    )
