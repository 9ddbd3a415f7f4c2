"""Training from the corpora to the shipped files: pool, features and tagger, and the joint decision on top of it."""

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
"""Told what is done, how far it has come, and how far it goes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where training finds and leaves things: the corpora, the language model, and a folder for what takes long."""

    corpora: Path
    base: Path
    work: Path

    @property
    def features(self) -> Path:
        """The folder of what the language model says of the words."""
        return self.work / "features"

    @property
    def workers(self) -> int:
        """Processes that read the pool; one where there is a GPU."""
        import torch

        return 1 if torch.cuda.is_available() else max(1, os.cpu_count() or 1)


def train_tagger(place: Place, out: Path, share: float, seed: int, epochs: int, progress: Progress) -> None:
    """Fit the tagger and write it to `out`. What was done before a cut is not done again.

    Raises:
        UsageError: if a corpus, WordNet or Apertium is missing.
    """
    data, name = _data(place, share, progress)
    members = []
    for one in range(seed, seed + MEMBERS):
        checkpoint = place.work / f"tagger-{name}-{one}-{epochs}.pt"
        members.append(tagger.fit(data, epochs, one, checkpoint, partial(_told, progress, f"fitting, seed {one}")))
    network = Ensemble(members)
    tune = [i for i, split in enumerate(data.split) if split is Split.TUNE]
    views, _ = tagger.predict(network, data, tune)
    fitted = calibration.calibrate(calibration.tuning(data, views))
    save(out, network, fitted, identity(place.base))


def train_ablation(place: Place, share: float, seed: int, epochs: int, progress: Progress) -> Iterator[Outcome]:
    """What each kind of supervision brings, one outcome after another; raises as `train_tagger` does."""
    data, _ = _data(place, share, progress)
    yield from ablation(data, epochs, seed, lambda step, of, loss: progress("fitting", step, of))


def _told(progress: Progress, what: str, step: int, of: int, loss: float) -> None:
    progress(what, step, of)


def _data(place: Place, share: float, progress: Progress) -> tuple[tagger.Data, str]:
    """The pool with its features, and a name for what is fitted to it: another pool, or other labels, have another."""
    progress("building the pool", 0, 1)
    documents = Pool(place.corpora, share=share).documents()
    progress("building the pool", 1, 1)
    extract(documents, place.base, place.features, place.workers, partial(progress, "reading the pool"))
    name = hashlib.sha256(f"{identity(place.base)} {documents!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return tagger.load(documents, place.base, place.features), name


def train_decision(place: Place, tagger_file: Path, out: Path, progress: Progress) -> None:
    """Fit the joint decision on top of a tagger and write its parameters to `out`; read what was not read before.

    Raises:
        UsageError: if a corpus is missing.
        ModelError: if `tagger_file` is none, or was trained on another language model.
    """
    sha256 = load_tagger(tagger_file).sha256
    read = partial(progress, "reading articles")
    models = ModelFiles(place.base, tagger_file)
    labelled = read_texts(list(texts(place.corpora)), models, place.work / "decision", place.workers, read)
    progress("fitting the decision", 0, 1)
    counts = Counter(one.kind.partition(" ")[0] for one in labelled)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    note = f"Written by `mtaudit train decision`, on top of the tagger {sha256[:12]}.\nFitted on {kinds}."
    groups = Groups.of(labelled)
    decision_file.write(with_thresholds(groups, decision.fit(groups, sha256)), out, note)
    progress("fitting the decision", 1, 1)
