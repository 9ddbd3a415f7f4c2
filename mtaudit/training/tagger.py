"""Fits the tagger on the pool's features: seeded, with a checkpoint after each epoch from which it resumes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from mtaudit.models.lm.surprisal import DEPTHS
from mtaudit.models.tagging.recurrent.features import NUMBERS
from mtaudit.models.tagging.recurrent.network import Ensemble, Network, Shape
from mtaudit.training.features import load_features, words_of
from mtaudit.training.pool import MQM, POST_EDIT, SYNTHETIC, Document, Example
from mtaudit.training.splits import Split

VIEWS = (SYNTHETIC, MQM, POST_EDIT)
"""The views of badness, in the order of the network's outputs."""
KINDS = ("grammar", "word choice", "awkward", "punctuation", "spelling", "terminology")
"""The kinds of error, in the order of the network's outputs."""
KIND_OF = {
    **dict.fromkeys(
        "wrong_preposition article_lost article_added article_changed wrong_auxiliary wrong_form".split(), 0
    ),
    **dict.fromkeys("other_sense false_friend literal_idiom".split(), 1),
    **dict.fromkeys("roles_swapped phrases_swapped word_moved verb_last adjective_after phrase_before_noun".split(), 2),
}
"""The kind of error that an operation makes."""
BATCH = 2500
"""Words, at most, in one step; padding counts."""
RATE = 2e-3
WEIGHT = (1.0, 2.0, 1.0)
"""The weight of a word in the loss of the view that its sentence teaches; marked translations are few."""
SOUND = 0.3
"""The weight of a word of sound copy in the other views; without it they score all native English as odd."""
KIND_WEIGHT, MACHINE_WEIGHT = 0.2, 0.3
"""The weights of the kinds and of the sentences in the loss; that of the words is 1."""


@dataclass(frozen=True, slots=True)
class Data:
    """The pool as arrays, as the network reads it.

    Attributes:
        features: float16 (words, features) of all sentences, one after another.
        bad: float32 (words,), 0..1.
        kind: int64 (words,), index in KINDS, -1 if unknown.
        begins, ends: int64 (sentences,), the range of the words of each sentence.
        document: int64 (sentences,), the number of the document, whose sentences are read together.
        view: int64 (sentences,), the index in VIEWS of the view that its words teach, -1 for none.
        machine: float32 (sentences,), 1 if a machine translated it, 0 if not, NaN if that is not learnt.
        examples: the sentences themselves.
        split: of each sentence.
    """

    features: NDArray[np.float16]
    bad: NDArray[np.float32]
    kind: NDArray[np.int64]
    _: KW_ONLY
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    document: NDArray[np.int64]
    view: NDArray[np.int64]
    machine: NDArray[np.float32]
    examples: tuple[Example, ...]
    split: tuple[Split, ...]


def load(documents: Sequence[Document], base: Path, folder: Path) -> Data:
    """The documents with their features by the model in `base`, which `extract` has written to `folder`."""
    rows, bad, kind, sizes, view, machine = [], [], [], [], [], []
    examples, split, numbers = [], [], []
    read = load_features(documents, base, folder)
    for number, (document, features) in enumerate(zip(documents, read, strict=True)):
        rows.append(features)
        for example in document.examples:
            words = words_of(example)
            if not words.spans:
                continue
            examples.append(example)
            split.append(document.split)
            numbers.append(number)
            sizes.append(len(words.spans))
            bad.append(words.bad)
            kind.append(_kinds(example, words.kinds, words.bad))
            view.append(VIEWS.index(example.teaches) if example.teaches else -1)
            machine.append(np.nan if example.machine is None else float(example.machine))
    ends = np.cumsum(np.array(sizes, np.int64))
    return Data(
        features=np.concatenate([r for r in rows if len(r)]),
        bad=np.concatenate(bad),
        kind=np.concatenate(kind),
        begins=ends - np.array(sizes, np.int64),
        ends=ends,
        document=np.array(numbers),
        view=np.array(view),
        machine=np.array(machine, np.float32),
        examples=tuple(examples),
        split=tuple(split),
    )


def _kinds(example: Example, kinds: Sequence[str], bad: NDArray[np.float32]) -> NDArray[np.int64]:
    if len(example.operations) == 1:
        return np.where(bad > 0, KIND_OF.get(example.operations[0], -1), -1).astype(np.int64)
    return np.array([KINDS.index(k) if k else -1 for k in kinds], np.int64)


def fit(
    data: Data,
    epochs: int,
    seed: int,
    checkpoint: Path | None,
    progress: Callable[[int, int, float], None],
    use: Callable[[Example], bool] = lambda example: True,
) -> Network:
    """Train on the sentences of the training split that `use` accepts.

    `progress` receives the step, the number of steps and the loss. With a `checkpoint` file, the state is saved in it
    after every epoch, and a later call continues from there.
    """
    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = Network(
        Shape(data.features.shape[1] - NUMBERS, len(DEPTHS), NUMBERS, views=len(VIEWS), kinds=len(KINDS))
    ).to(device)
    train = [i for i, (s, e) in enumerate(zip(data.split, data.examples, strict=True)) if s is Split.TRAIN and use(e)]
    steps = sum(1 for _ in _batches(data, train, Random(seed))) * epochs
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / 100 + 0.01) * max(0.0, 1 - step / (steps * 1.02))
    )
    first = 0
    if checkpoint and checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        torch.set_rng_state(kept["random"])
        first = kept["epoch"]
    network.train()
    step = first * (steps // epochs)
    for epoch in range(first, epochs):
        for batch in _batches(data, train, Random(seed * 1000 + epoch)):
            loss = _loss(network, data, batch, device)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            progress(min(step, steps), steps, loss.item())
        if checkpoint:
            kept = {
                "network": network.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "random": torch.get_rng_state(),
                "epoch": epoch + 1,
            }
            part = checkpoint.with_suffix(".part")
            torch.save(kept, part)
            part.replace(checkpoint)
    return network.eval()


def _batches(data: Data, chosen: Sequence[int], random: Random) -> Iterator[list[int]]:
    """Batches of sentences of similar length, of at most BATCH words with the padding, in random order."""
    order = list(chosen)
    random.shuffle(order)
    size = data.ends - data.begins
    batches = []
    for first in range(0, len(order), 2000):
        near, batch = sorted(order[first : first + 2000], key=lambda i: int(size[i])), list[int]()
        for i in near:
            if batch and (len(batch) + 1) * int(size[i]) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    random.shuffle(batches)
    yield from batches


def padded(data: Data, batch: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, NDArray[np.int64]]:
    """The batch's features, the lengths of its sentences, and the row of each word, -1 for padding."""
    lengths = (data.ends - data.begins)[list(batch)]
    rows = np.full((len(batch), int(lengths.max())), -1, np.int64)
    for line, i in enumerate(batch):
        rows[line, : lengths[line]] = np.arange(data.begins[i], data.ends[i])
    features = torch.from_numpy(data.features[np.maximum(rows, 0)]).float()
    return features, torch.from_numpy(lengths), rows


def _loss(network: Network, data: Data, batch: Sequence[int], device: str) -> torch.Tensor:
    features, lengths, rows = padded(data, batch)
    views, kinds, machine = network(features.to(device), lengths)
    bad = torch.from_numpy(data.bad[np.maximum(rows, 0)]).to(device)
    words = binary_cross_entropy_with_logits(views, bad[..., None].expand_as(views), reduction="none")
    counts = torch.from_numpy((rows >= 0)[..., None] * _weights(data, batch)[:, None]).float().to(device)
    loss = (words * counts).sum() / counts.sum().clamp(min=1)
    kind = torch.from_numpy(np.where(rows >= 0, data.kind[np.maximum(rows, 0)], -1)).to(device)
    if (kind >= 0).any():
        loss = loss + KIND_WEIGHT * cross_entropy(kinds.flatten(0, 1), kind.flatten(), ignore_index=-1)
    written = torch.from_numpy(data.machine[list(batch)]).to(device)
    known = ~written.isnan()
    if known.any():
        loss = loss + MACHINE_WEIGHT * binary_cross_entropy_with_logits(machine[known], written[known])
    return loss


def _weights(data: Data, batch: Sequence[int]) -> NDArray[np.float32]:
    """The weight of each sentence in each view, float32 (sentences, views); sound copy has one in every view."""
    weights = np.zeros((len(batch), len(VIEWS)), np.float32)
    for line, i in enumerate(batch):
        example = data.examples[i]
        if example.machine is False and example.teaches == SYNTHETIC:
            weights[line] = SOUND
        if data.view[i] >= 0:
            weights[line, data.view[i]] = WEIGHT[data.view[i]]
    return weights


def predict(
    network: Network | Ensemble, data: Data, chosen: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits of the views of every word of the chosen sentences (words, views), and of each sentence's machine head."""
    device = next(network.parameters()).device
    views = np.zeros((len(data.features), network.shape.views), np.float32)
    machine = np.zeros(len(data.examples), np.float32)
    with torch.inference_mode():
        for batch in _batches(data, chosen, Random(0)):
            features, lengths, rows = padded(data, batch)
            words, _, sentences = network(features.to(device), lengths)
            views[rows[rows >= 0]] = words.cpu().numpy()[rows >= 0]
            machine[list(batch)] = sentences.cpu().numpy()
    return views, machine
