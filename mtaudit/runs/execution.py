"""How a run is executed: by which engine, in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mtaudit.compare.index import is_index
from mtaudit.errors import UsageError
from mtaudit.models import Models
from mtaudit.runs.counterparts import Counterparts
from mtaudit.runs.engines import AT_ONCE, Alone, Engine, Processes, Recipe, workers_for


@dataclass(frozen=True, slots=True)
class ExecutionOptions:
    """How a run is executed.

    Attributes:
        ordered: whether reports come in the order of the articles, or as they are done.
        ray: whether Ray runs the audits.
        address: the address of the cluster; None for this machine alone.
    """

    ordered: bool = True
    ray: bool = False
    address: str | None = None

    def __post_init__(self) -> None:
        if self.address and not self.ray:
            raise UsageError("--ray-address needs --engine ray; give that too")


LOCALLY: ExecutionOptions = ExecutionOptions()


def refuse_with_ray(options: ExecutionOptions, inputs: Sequence[str], counterparts: Counterparts) -> None:
    """Refuse what Ray's workers cannot do.

    Raises:
        UsageError: if any of that was asked for.
    """
    from mtaudit.runs.engines.cluster import NO_STDIN

    if "-" in inputs:
        raise UsageError(NO_STDIN)
    if counterparts.changes_articles:
        raise UsageError(
            "--engine ray does not support --twins, --source or --reference; give sources with the articles"
        )
    if options.address and not all(is_index(Path(name)) for name in counterparts.against):
        raise UsageError("on a cluster --against needs an index made by `mtaudit originals` that every machine can see")


@contextmanager
def engine_of(
    options: ExecutionOptions, recipe: Recipe, inputs: Sequence[str], total: int | None, models: Models
) -> Iterator[Engine]:
    """The engine for a batch of about `total` articles (None: unknown), until the block ends.

    Raises:
        UsageError: if Ray is asked for and not available.
    """
    if options.ray:
        from mtaudit.runs.engines.cluster import Cluster, ray_running

        cluster = Cluster(recipe, inputs, options.ordered)
        with ray_running(options.address):
            yield cluster
        return
    workers = workers_for(total, recipe.settings.workers)
    at_once = 1 if recipe.settings.fetch_pages else AT_ONCE  # one page is long in coming after another
    if total is not None:
        at_once = max(1, min(at_once, -(-total // workers)))  # so that none of them is without work
    if workers > 1:
        with Processes(recipe, workers, options.ordered, at_once=at_once) as processes:
            yield processes
    else:
        with Alone(recipe, models, at_once) as alone:
            yield alone
