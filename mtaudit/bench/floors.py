"""The floors below which figures must not fall, pinned to the corpora that they were measured on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtaudit.bench.quality import Row
from mtaudit.errors import UsageError
from mtaudit.training.manifest import corpora

PACKAGED = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound on a figure: `least` for one that should be high, `most` for one that should be low."""

    name: str
    least: float | None
    most: float | None

    def is_broken_by(self, value: float) -> bool:
        """Whether the value is out of bounds; NaN always is."""
        return not ((self.least is None or value >= self.least) and (self.most is None or value <= self.most))


def floors(path: Path = PACKAGED) -> tuple[Floor, ...]:
    """The floors in the file.

    Raises:
        UsageError: if they were measured on other corpora than the manifest names.
    """
    facts = tomllib.loads(path.read_text("utf-8"))
    known = {name: digest for corpus in corpora() if corpus.external for name, digest in corpus.files}
    if facts["corpora"] != known:
        raise UsageError(f"{path} was measured on other corpora; run `mtaudit bench quality` and reset the floors")
    return tuple(Floor(row["name"], row.get("least"), row.get("most")) for row in facts["floor"])


def broken_floors(rows: Sequence[Row], bounds: Sequence[Floor]) -> Iterator[str]:
    """A sentence for each figure that is below its floor or was not measured."""
    values = {row.name: row.figure.value for row in rows}
    for floor in bounds:
        bound = f"at least {floor.least}" if floor.least is not None else f"at most {floor.most}"
        if floor.name not in values:
            yield f"{floor.name} was not measured; it must be {bound}"
        elif floor.is_broken_by(values[floor.name]):
            yield f"{floor.name} is {values[floor.name]:.3f}; it must be {bound}"
