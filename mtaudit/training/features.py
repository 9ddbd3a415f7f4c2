"""Runs the pool through the fluency model once and keeps the features of each word: the long part of training."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Kind, Segment, Span
from mtaudit.models.lm.facts import facts_of
from mtaudit.models.lm.passes import together
from mtaudit.models.lm.surprisal import FluencyModel
from mtaudit.models.prose import Prose
from mtaudit.models.store.resolve import identity
from mtaudit.models.tagging.recurrent.features import features_of
from mtaudit.segment import words
from mtaudit.training.pool import Document, Example

SHARD = 100
"""Documents in one file of features: the most that is lost when the work is interrupted."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Words:
    """An example's words, as an audit separates them.

    Attributes:
        spans: of each word in the example's text.
        bad: float32 (len(spans),), 0 (sound) to 1 (bad).
        kinds: the kind of error that each word is part of, "" for none.
    """

    spans: tuple[Span, ...]
    bad: NDArray[np.float32]
    kinds: tuple[str, ...]


def words_of(example: Example) -> Words:
    """The words of an example, each with the mark of the piece between white space in which it begins."""
    text = example.marked.text
    starts, at = [], 0
    for piece in text.split():
        at = text.index(piece, at)
        starts.append(at)
        at += len(piece)
    spans = tuple(words(text, Span(0, len(text)))) if text else ()
    pieces = [int(np.searchsorted(starts, span.start, side="right")) - 1 for span in spans]
    kinds = example.marked.kinds
    return Words(
        spans,
        np.array([example.marked.bad[i] for i in pieces], np.float32),
        tuple(kinds[i] if kinds else "" for i in pieces),
    )


def read_document(model: FluencyModel, document: Sequence[tuple[str, Sequence[Span]]]) -> NDArray[np.float16]:
    """Features of every word of sentences that are read together, a line each; float16 (words, features).

    A word that the model has no token for gets zeros.
    """
    text, segments, runs = "", [], []
    for i, (sentence, spans) in enumerate(document):
        start = len(text)
        text += sentence + "\n"
        segments.append(Segment(i, Span(start, start + max(1, len(sentence))), Kind.BODY))
        runs.append([Span(s.start + start, s.end + start) for s in spans])
    (facts,) = together(model.model, [facts_of(model, Prose(text, segments, runs), repairs=False)])
    found: dict[Span, NDArray[np.float16]] = {}
    for line, features in zip(facts.words, features_of(text, facts), strict=True):
        found.update(zip((word.span for word in line), features, strict=True))
    width = len(next(iter(found.values()))) if found else 0
    empty = np.zeros(width, np.float16)
    return np.array([found.get(span, empty) for run in runs for span in run], np.float16).reshape(-1, width)


def extract(documents: Sequence[Document], base: Path, folder: Path, workers: int, progress: Progress) -> None:
    """Fill `folder` with the features of all documents, a file for each shard. Files that exist are kept.

    Each worker is a process with one thread: on two cores that is a quarter faster than one process with two.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = list(_shards(documents, base, folder))
    wanted = [(file, part) for file, part in shards if not file.is_file()]
    progress(len(shards) - len(wanted), len(shards))
    context = multiprocessing.get_context("spawn")
    jobs = [(str(base), str(file), _plain(part)) for file, part in wanted]
    with context.Pool(workers, initializer=_use_one_thread) as pool:
        for done, _ in enumerate(pool.imap_unordered(_read_shard, jobs), len(shards) - len(wanted) + 1):
            progress(done, len(shards))


def load_features(documents: Sequence[Document], base: Path, folder: Path) -> Iterator[NDArray[np.float16]]:
    """The features of each document in turn, float16 (words, features)."""
    for file, part in _shards(documents, base, folder):
        rows, at = np.load(file), 0
        for document in part:
            size = sum(len(words_of(e).spans) for e in document.examples)
            yield rows[at : at + size]
            at += size


def _shards(documents: Sequence[Document], base: Path, folder: Path) -> Iterator[tuple[Path, Sequence[Document]]]:
    """Each shard with its file, which is named by a hash of its text: a share of the pool reuses those of the whole."""
    model = identity(base)
    for first in range(0, len(documents), SHARD):
        part = documents[first : first + SHARD]
        yield folder / f"{fingerprint(part, model)}.npy", part


def fingerprint(documents: Sequence[Document], base: str) -> str:
    """A hash of these documents and the identity of the model, `base`: 16 hexadecimal digits."""
    digest = hashlib.sha256(base.encode())
    for document in documents:
        for example in document.examples:
            digest.update(example.marked.text.encode("utf-8", "surrogatepass") + b"\n")
        digest.update(b"\n")
    return digest.hexdigest()[:16]


_Plain = list[list[tuple[str, tuple[Span, ...]]]]
_loaded: dict[str, FluencyModel] = {}


def _plain(documents: Sequence[Document]) -> _Plain:
    return [[(e.marked.text, words_of(e).spans) for e in d.examples] for d in documents]


def _use_one_thread() -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    import torch

    torch.set_num_threads(1)


def _read_shard(job: tuple[str, str, _Plain]) -> None:
    base, file, documents = job
    model = _loaded.get(base) or _loaded.setdefault(base, FluencyModel.load(Path(base), exact=True))
    rows = [read_document(model, document) for document in documents]
    target = Path(file)
    part = target.with_suffix(".part")
    with part.open("wb") as out:
        np.save(out, np.concatenate([r for r in rows if len(r)]))
    part.replace(target)
