"""Training from the corpora to the shipped files: pool, features, tagger, and the joint decision on top of it."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mtaudit.models.store.resolve import identity
from mtaudit.models.tagging.load import load_tagger
from mtaudit.models.tagging.recurrent.network import Ensemble
from mtaudit.models.tagging.recurrent.tagger import save
from mtaudit.training import calibration, decision, decision_file, tagger
from mtaudit.training.ablation import Outcome, ablation
from mtaudit.training.features import extract
from mtaudit.training.groups import Groups
from mtaudit.training.labelled import ModelFiles, read_texts
from mtaudit.training.pool import Pool
from mtaudit.training.splits import Split
from mtaudit.training.texts import texts
from mtaudit.training.thresholds import with_thresholds

MEMBERS = 2
"""Networks that are fitted from different seeds and averaged."""

Progress = Callable[[str, int, int], None]
"""Receives what is being done, how many steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class TrainingPaths:
    """The folders that training uses: the corpora, the language model, and one for intermediate results."""

    corpora: Path
    base: Path
    work: Path

    @property
    def features(self) -> Path:
        """The folder of the features of the words."""
        return self.work / "features"

    @property
    def workers(self) -> int:
        """Number of processes that read the pool; one if there is a GPU."""
        import torch

        return 1 if torch.cuda.is_available() else max(1, os.cpu_count() or 1)


def train_tagger(paths: TrainingPaths, out: Path, share: float, seed: int, epochs: int, progress: Progress) -> None:
    """Fit the tagger and write it to `out`. After an interruption, what is done is not repeated.

    Raises:
        UsageError: if a corpus, WordNet or Apertium is missing.
    """
    data, name = _data(paths, share, progress)
    members = []
    for member_seed in range(seed, seed + MEMBERS):
        checkpoint = paths.work / f"tagger-{name}-{member_seed}-{epochs}.pt"
        report = partial(_report_step, progress, f"fitting, seed {member_seed}")
        members.append(tagger.fit(data, epochs, member_seed, checkpoint, report))
    network = Ensemble(members)
    tune = [i for i, split in enumerate(data.split) if split is Split.TUNE]
    views, _ = tagger.predict(network, data, tune)
    fitted = calibration.calibrate(calibration.tuning(data, views))
    save(out, network, fitted, identity(paths.base))


def train_ablation(paths: TrainingPaths, share: float, seed: int, epochs: int, progress: Progress) -> Iterator[Outcome]:
    """Yield an outcome for each kind of supervision that is left out; raises as `train_tagger` does."""
    data, _ = _data(paths, share, progress)
    yield from ablation(data, epochs, seed, lambda step, steps, loss: progress("fitting", step, steps))


def _report_step(progress: Progress, what: str, step: int, steps: int, loss: float) -> None:
    progress(what, step, steps)


def _data(paths: TrainingPaths, share: float, progress: Progress) -> tuple[tagger.Data, str]:
    """The pool with its features, and a name for what is fitted to it, which differs for other pools and labels."""
    progress("building the pool", 0, 1)
    documents = Pool(paths.corpora, share=share).documents()
    progress("building the pool", 1, 1)
    extract(documents, paths.base, paths.features, paths.workers, partial(progress, "reading the pool"))
    name = hashlib.sha256(f"{identity(paths.base)} {documents!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return tagger.load(documents, paths.base, paths.features), name


def train_decision(paths: TrainingPaths, tagger_file: Path, out: Path, progress: Progress) -> None:
    """Fit the joint decision on top of a tagger and write its parameters to `out`; articles read before are reused.

    Raises:
        UsageError: if a corpus is missing.
        ModelError: if `tagger_file` is not a tagger, or was trained on another language model.
    """
    sha256 = load_tagger(tagger_file).sha256
    read = partial(progress, "reading articles")
    models = ModelFiles(paths.base, tagger_file)
    labelled = read_texts(list(texts(paths.corpora)), models, paths.work / "decision", paths.workers, read)
    progress("fitting the decision", 0, 1)
    counts = Counter(article.kind.partition(" ")[0] for article in labelled)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    note = f"Written by `mtaudit train decision`, on top of the tagger {sha256[:12]}.\nFitted on {kinds}."
    groups = Groups.of(labelled)
    decision_file.write(with_thresholds(groups, decision.fit(groups, sha256)), out, note)
    progress("fitting the decision", 1, 1)
