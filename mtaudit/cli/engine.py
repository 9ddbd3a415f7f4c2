"""Which engine a batch is audited by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.encoders import Encoders
    from mtaudit.engines import Engine, Recipe


@dataclass(frozen=True, slots=True)
class Way:
    """How a batch is gone through.

    Attributes:
        ordered: whether reports come in the order of the articles, or as they are done.
        ray: whether Ray does it.
        address: of the cluster; None for this machine alone.
    """

    ordered: bool = True
    ray: bool = False
    address: str | None = None

    def __post_init__(self) -> None:
        if self.address and not self.ray:
            raise UsageError("--ray-address names a cluster for --engine ray; give that too")


LOCALLY = Way()


@contextmanager
def engine_of(
    way: Way, recipe: Recipe, inputs: Sequence[str], total: int | None, encoders: Encoders
) -> Iterator[Engine]:
    """The engine for a batch of about `total` articles (None: nobody knows), until the block ends.

    Raises:
        UsageError: if Ray is asked for and cannot be had.
    """
    if way.ray:
        from mtaudit.engines.cluster import Cluster, ray_running

        cluster = Cluster(recipe, inputs, way.ordered)
        with ray_running(way.address):
            yield cluster
        return
    from mtaudit.engines import Alone, Processes, workers_for

    workers = workers_for(total, recipe.settings.workers)
    with Processes(recipe, workers, way.ordered) if workers > 1 else Alone(recipe, encoders) as engine:
        yield engine
