"""The engine of a cluster: inputs are read and articles audited by the workers of Ray Data, on one machine or many."""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from socket import create_connection
from typing import TYPE_CHECKING, Any

from mtaudit.config import Settings
from mtaudit.config.sources import PLACES
from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import RAY_EXTRA, MtauditError, UsageError
from mtaudit.ingest import read, read_file
from mtaudit.ingest.files import Files, Found
from mtaudit.ingest.http import Web
from mtaudit.runs.engines import logs
from mtaudit.runs.engines.cores import ON_GPU, cores
from mtaudit.runs.engines.groups import groups
from mtaudit.runs.engines.interface import Audits, Item, articles_of, audited, in_place_of_articles
from mtaudit.runs.engines.numbered import numbered
from mtaudit.runs.engines.processes import SHORT
from mtaudit.runs.engines.recipe import Recipe

if TYPE_CHECKING:
    from ray.data import Dataset

logger = logging.getLogger(__name__)
BLOCK = 1 << 16
"""Bytes of articles that a worker gets at once, and that are audited again if it dies: about ten articles."""
RETRIES = 3
"""Times that the articles of a worker that died are audited again."""
MOST = 1000
"""The most parts that the list of files is divided into."""
KNOCK = 5.0
"""Seconds within which a cluster must answer."""
NO_STDIN = "workers cannot read standard input; put it into a file, or leave out --engine ray"


class Cluster:
    """Audits with Ray Data: each worker loads the models once; the articles of a worker that dies are audited again.

    Ray hands pickled values from process to process; they come from the user's own cluster.
    """

    def __init__(self, recipe: Recipe, inputs: Sequence[str], ordered: bool = True) -> None:
        """Take the recipe of the auditors, and the inputs; every machine must see the files under the same names.

        Raises:
            UsageError: if standard input is among them.
        """
        if "-" in inputs:
            raise UsageError(NO_STDIN)
        self._recipe = replace(recipe, settings=_absolute(recipe.settings))
        self._inputs = inputs
        self._ordered = ordered
        self.signature = ""
        """As in `Engine`, once a report is there."""

    def reports(self, items: Iterable[Item] = ()) -> Iterator[ArticleReport | Failure]:
        """As in `Engine`, except that the workers read the inputs and `items` are ignored.

        If the same articles kill workers again and again, a failure that says so comes last. Articles of one id are
        numbered as they come.

        Raises:
            MtauditError: if a model is not available.
        """
        import ray

        try:
            with warnings.catch_warnings(action="ignore", category=ray.util.annotations.RayDeprecationWarning):
                dataset = self._dataset()  # from Ray 2.64 on, retries are configured in another way
            yield from numbered(self._rows(dataset))
        except ray.exceptions.RayError as error:
            reason = str(error).strip().partition("\n")[0]
            yield Failure("--engine ray", f"Ray gave up ({reason}); see its logs, and {SHORT}")

    def _rows(self, dataset: Dataset) -> Iterator[ArticleReport | Failure]:
        for row in dataset.iter_rows():
            logs.relay(pickle.loads(row["log"]))  # noqa: S301 (see above)
            self.signature = row["signature"]
            found = pickle.loads(row["report"])  # noqa: S301 (see above)
            if isinstance(found, MtauditError):
                raise found
            yield found

    def _dataset(self) -> Dataset:
        import ray
        from ray.data import ActorPoolStrategy, DataContext

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = DataContext.get_current()
        context.enable_progress_bars = False  # mtaudit shows its own
        context.target_max_block_size = BLOCK
        context.execution_options.preserve_order = self._ordered
        rows = [{"input": pickle.dumps(part)} for part in self._inputs_by_file()]
        there = ray.cluster_resources()
        gpus, cpus = int(there.get("GPU", 0)), max(1, int(there.get("CPU", 1)))
        largest = max(int(node["Resources"].get("CPU", 1)) for node in ray.nodes() if node["Alive"])
        workers = min(self._recipe.settings.workers or gpus * ON_GPU or cpus, cpus)
        share = max(1, min(cpus // workers, largest))
        logger.info("articles are audited by %d workers of Ray, with %d cores each", workers, share)
        level = logs.level()
        read_inputs: Any = _read  # Ray's type forgets the arguments that it passes on
        return (
            ray.data.from_items(rows, override_num_blocks=max(1, min(len(rows), MOST)))
            .map_batches(read_inputs, batch_size=1, fn_kwargs={"recipe": self._recipe, "level": level}, num_cpus=0.25)
            .map_batches(
                _Worker,
                batch_size=None,
                fn_constructor_args=(self._recipe, share, level),
                compute=ActorPoolStrategy(size=workers),
                num_cpus=share * 0.75,  # the rest reads
                num_gpus=_portion(gpus, workers),
                max_restarts=-1,
                max_task_retries=RETRIES,
            )
        )

    def _inputs_by_file(self) -> Iterator[tuple[str, Found | Failure | None]]:
        """Each input with its files or failures, one at a time, so that the workers share them; None for an address."""
        for name in self._inputs:
            found = [None] if Web(self._recipe.settings).accepts(name) else Files().find(name)
            for file in found:
                yield name, replace(file, path=file.path.absolute()) if isinstance(file, Found) else file


def _portion(gpus: int, workers: int) -> float:
    """Each worker's share of a GPU; Ray counts in ten-thousandths, and places as many workers as fit."""
    return 10_000 // -(-workers // gpus) / 10_000 if gpus else 0


@contextmanager
def ray_running(address: str | None) -> Iterator[None]:
    """Connect to Ray, on the cluster at that address or on this machine alone, until the block ends.

    Raises:
        UsageError: if Ray is not installed, or there is no such cluster.
    """
    try:
        import ray
    except ImportError as error:
        raise UsageError(f"--engine ray needs Ray; run {RAY_EXTRA}") from error
    if address:
        _refuse_silence(address)
    local: dict[str, Any] = {} if address else {"include_dashboard": False, "num_cpus": cores()}
    try:
        ray.init(address or "local", log_to_driver=False, logging_level=logging.ERROR, **local)
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = str(error).strip().partition("\n")[0]
        missing = f"no cluster answers at {address} ({reason}); `ray start --head` starts one"
        raise UsageError(
            missing if address else f"Ray does not start here ({reason}); leave out --engine ray"
        ) from error
    warnings.filterwarnings("ignore", category=UserWarning, module=r"ray\.data")  # how it would use idle workers
    try:
        yield
    finally:
        ray.shutdown()


def _refuse_silence(address: str) -> None:
    """Raise a UsageError if nothing answers at HOST:PORT, as Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if port.isdigit() and "/" not in host:
        try:
            create_connection((host, int(port)), KNOCK).close()
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"no cluster answers at {address} ({reason}); `ray start --head` starts one") from error


def _absolute(settings: Settings) -> Settings:
    """The settings with paths that mean the same to a worker, which runs in another folder."""

    def anywhere(name: str) -> str:
        folder = Path(name).expanduser()
        return str(folder.absolute()) if folder.is_dir() else name

    return replace(
        settings,
        lm=anywhere(settings.lm),
        multilingual_encoder=settings.multilingual_encoder and anywhere(settings.multilingual_encoder),
        **{name: path.absolute() for name in PLACES if (path := getattr(settings, name))},
    )


def _read(batch: Any, recipe: Recipe, level: int) -> Iterator[dict[str, list[bytes]]]:
    """The articles of an input or a file, one by one, with what was logged meanwhile."""
    logs.keep(level)
    name, file = pickle.loads(batch["input"][0])  # noqa: S301
    items: Iterable[Article | Failure] = [file] if isinstance(file, Failure) else read([name], recipe.settings)
    if isinstance(file, Found):
        items = read_file(file, name, recipe.settings)
    for item in items:
        yield {"item": [pickle.dumps(item)], "log": [pickle.dumps(logs.take())]}


class _Worker:
    """Audits the articles of a block."""

    def __init__(self, recipe: Recipe, threads: int, level: int) -> None:
        logs.keep(level)
        os.environ["OMP_NUM_THREADS"] = str(threads)  # before a library counts the cores
        self._recipe = recipe
        self._stack = ExitStack()
        self._made: Audits | None = None

    def __call__(self, batch: Any) -> dict[str, list[Any]]:
        items = [pickle.loads(item) for item in batch["item"]]  # noqa: S301
        try:
            auditor = self._made = self._made or self._stack.enter_context(self._recipe.auditor())
            found = (report for group in groups(articles_of(items)) for report in audited(auditor, group))
            reports = in_place_of_articles(found, items)
        except MtauditError as error:  # Ray would lose it among errors of its own
            return {"report": [pickle.dumps(error)], "signature": [""], "log": [_logged(batch)]}
        return {
            "report": [pickle.dumps(report) for report in reports],
            "signature": [auditor.signature] * len(reports),
            "log": [_logged(batch), *[pickle.dumps([])] * (len(reports) - 1)],
        }


def _logged(batch: Any) -> bytes:
    """The records that were logged while the articles of a block were read, and since then."""
    return pickle.dumps([*(record for log in batch["log"] for record in pickle.loads(log)), *logs.take()])  # noqa: S301
