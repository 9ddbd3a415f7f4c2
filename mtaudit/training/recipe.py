"""Training from the corpora to the shipped files: the pool, its features, the tagger, and the judge on top of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mtaudit.encoders.network import Ensemble
from mtaudit.encoders.resolve import identity
from mtaudit.encoders.tagger import Tagger, save
from mtaudit.training import calibration, judge, tagger
from mtaudit.training.ablation import Outcome, ablation
from mtaudit.training.articles import for_fitting
from mtaudit.training.features import extract, load_features
from mtaudit.training.pool import Pool
from mtaudit.training.splits import Split

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


def train_judge(place: Place, tagger_file: Path, out: Path, progress: Progress) -> None:
    """Fit the judge on top of a tagger and write its parameters to `out`.

    Raises:
        UsageError: if a corpus is missing.
        ModelError: if `tagger_file` is none.
    """
    found = Tagger.load(tagger_file)
    samples = for_fitting(place.corpora)
    documents = [sample.document for sample in samples]
    extract(documents, place.base, place.features, place.workers, partial(progress, "reading articles"))
    progress("fitting the judge", 0, 1)
    weighed = judge.weigh_samples(samples, list(load_features(documents, place.base, place.features)), found)
    kinds = [w.sample.kind for w in weighed]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
    note = f"Written by `mtaudit train judge`, on top of the tagger {found.sha256[:12]}.\nFitted on {counts}."
    judge.write(judge.fit(weighed), out, note)
