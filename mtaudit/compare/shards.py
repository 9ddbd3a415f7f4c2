"""The vectors of an index on disk: usearch graphs, memory-mapped for searching and loaded only to be filled."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usearch.index import Index as Graph

SUFFIX = ".usearch"


class Shards:
    """The shards in a folder. The database of the index lists those that are in use."""

    def __init__(self, folder: Path, width: int) -> None:
        """Take the folder, and how many numbers a vector has."""
        self._folder = folder
        self._width = width
        self._mapped: dict[str, Graph] = {}

    def mapped(self, name: str) -> Graph:
        """A shard to search; raises RuntimeError if the file is gone or holds no graph."""
        if name not in self._mapped:
            graph = self._graph()
            graph.view(str(self._folder / name))
            self._mapped[name] = graph
        return self._mapped[name]

    def held(self, names: Iterable[str]) -> Graph:
        """A shard to fill, which holds the vectors of the named shards; empty if none is named."""
        graph = self._graph()
        for name in names:
            graph.load(str(self._folder / name))
        return graph

    def sweep(self, named: Container[str]) -> None:
        """Remove the shards that a killed run left behind: all but those in `named`."""
        for path in self._folder.glob(f"*{SUFFIX}"):
            if path.name not in named:
                path.unlink()

    def drop(self, names: Iterable[str]) -> None:
        """Remove shards that a fuller shard has replaced."""
        for name in names:
            self._mapped.pop(name, None)
            (self._folder / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Unmap all shards."""
        self._mapped.clear()

    def _graph(self) -> Graph:
        from usearch.index import Index as Graph

        return Graph(ndim=self._width, metric="cos", dtype="f16")


def file_of(number: int | None) -> str:
    """The file name of the shard of that number."""
    return f"{number:06}{SUFFIX}"
