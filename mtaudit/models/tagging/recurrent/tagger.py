"""From a word's features to how likely it is garbled, and from a sentence's to how likely a machine translated it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import ERROR_KINDS
from mtaudit.errors import ModelError
from mtaudit.models.lm.facts import LmFacts
from mtaudit.models.prose import Prose
from mtaudit.models.store.resolve import file_hash
from mtaudit.models.tagging.interface import Tagging
from mtaudit.models.tagging.recurrent.features import features_of
from mtaudit.models.tagging.weights_file import ADVICE, write

if TYPE_CHECKING:
    from mtaudit.models.tagging.recurrent.network import Ensemble

KIND, FORMAT = "recurrent", 1
"""What its file names as the kind of tagger and the format of the weights; a change of `Shape` takes a new format."""
SMOOTH = 0.1
"""How smooth the maximum over the views is, in log odds."""
SENTENCES = 64
"""Sentences that are tagged at once, at most."""
PADDED = 8192
"""Words of them, each sentence padded to the longest, at most: a word takes 20 KB on its way through the networks."""
LONGEST = 1024
"""Words of a sentence that are read in one go; what has more is a list or a dump, and is read piece by piece."""


@dataclass(frozen=True, slots=True)
class SentenceTags:
    """What the tagger says of one sentence of n words.

    Attributes:
        scores: float32 (n,), 0 (sound) to 1 (garbled).
        kinds: n names of kinds of error: what each word would be if it is bad.
        machine: log odds that a machine translated the sentence.
    """

    scores: NDArray[np.float32]
    kinds: tuple[str, ...]
    machine: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is fitted to a network's outputs once it is trained.

    Attributes:
        mix: float32 (2, views), scale and shift of each view, for `log_odds_of`.
        kinds: the names of the kinds of error, in the order of the outputs.
    """

    mix: NDArray[np.float32]
    kinds: tuple[str, ...]


class RecurrentTagger:
    """A recurrent network over the fluency model's hidden states, read-only.

    It has one output for each view of badness that it was taught (damage made on purpose, the error spans of MQM
    raters, what post-editors changed); the view that thinks worst of a word gives its score.
    """

    needs_lm = True

    def __init__(self, network: Ensemble, fitted: Fitted, base: str, *, sha256: str) -> None:
        """Take networks, what was fitted to its outputs, the base model's hash and the tagger's own."""
        self._network = network.eval()
        self._mix = fitted.mix
        self._kinds = fitted.kinds
        self.base = base
        self.sha256 = sha256

    @classmethod
    def load(cls, path: Path) -> RecurrentTagger:
        """Load a file that `mtaudit train tagger` wrote.

        Raises:
            ModelError: if it is not there or not such a file.
        """
        import torch
        from safetensors import SafetensorError, safe_open

        from mtaudit.models.tagging.recurrent.network import Ensemble, Network, Shape

        try:
            with safe_open(path, framework="pt") as file:
                facts = file.metadata() or {}
                names = file.keys()
                tensors = {name: file.get_tensor(name).float() for name in names}
            fitted = Fitted(tensors.pop("mix").numpy(), tuple(facts["kind_names"].split(",")))
            if unknown := set(fitted.kinds) - ERROR_KINDS:
                raise ValueError(f"unknown kinds of error: {', '.join(sorted(unknown))[:80]}")
            shape = Shape.from_strings(facts)
            network = Ensemble([Network(shape) for _ in range(int(facts["members"]))])
            network.load_state_dict(tensors)
            base = facts["base"]
        except (OSError, SafetensorError, KeyError, ValueError, RuntimeError) as error:
            raise ModelError(f"{path} holds no tagger ({error}); {ADVICE}") from error
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return cls(network.to(device), fitted, base, sha256=file_hash(path))

    def tag(self, prose: Prose, facts: LmFacts | None) -> Tagging:
        """Tag an article by what the language model makes of its words.

        Raises:
            ValueError: if `facts` is None.
        """
        if facts is None:
            raise ValueError("the recurrent tagger needs the facts of the language model")
        tags = list(self.tag_sentences(list(features_of(prose.text, facts))))
        return Tagging(
            scores=tuple(float(score) for sentence in tags for score in sentence.scores),
            kinds=tuple(kind for sentence in tags for kind in sentence.kinds),
            machine=tuple(sentence.machine for sentence in tags),
        )

    def tag_sentences(self, sentences: Sequence[NDArray[np.float16]]) -> Iterator[SentenceTags]:
        """Tag sentences, each given as the features of its words, float16 (words, features); in the same order."""
        cut = [np.split(s, range(LONGEST, len(s), LONGEST)) for s in sentences]
        tags = (tag for batch in _batches([piece for pieces in cut for piece in pieces]) for tag in self._tag(batch))
        for pieces in cut:
            yield _joined([next(tags) for _ in pieces])

    def _tag(self, sentences: Sequence[NDArray[np.float16]]) -> Iterator[SentenceTags]:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        full = [torch.from_numpy(s.astype(np.float32)) for s in sentences if len(s)]
        if full:
            device = next(self._network.parameters()).device
            lengths = torch.tensor([len(s) for s in full])
            with torch.inference_mode():
                padded = pad_sequence(full, batch_first=True).to(device)
                views, kinds, machine = (part.cpu().numpy() for part in self._network(padded, lengths))
        at = 0
        for sentence in sentences:
            if not len(sentence):
                yield SentenceTags(np.zeros(0, np.float32), (), 0.0)
                continue
            odds = log_odds_of(views[at, : len(sentence)], self._mix)
            names = tuple(self._kinds[k] for k in kinds[at, : len(sentence)].argmax(-1))
            yield SentenceTags((1 / (1 + np.exp(-odds))).astype(np.float32), names, float(machine[at]))
            at += 1


def _batches(sentences: Sequence[NDArray[np.float16]]) -> Iterator[Sequence[NDArray[np.float16]]]:
    """Sentences that follow one another, as many as SENTENCES and PADDED let be tagged at once."""
    first = longest = 0
    for position, sentence in enumerate(sentences):
        longest = max(longest, len(sentence))
        if position - first == SENTENCES or (position > first and (position - first + 1) * longest > PADDED):
            yield sentences[first:position]
            first, longest = position, len(sentence)
    if sentences:
        yield sentences[first:]


def _joined(pieces: Sequence[SentenceTags]) -> SentenceTags:
    """The tags of a sentence out of those of its pieces; each counts for as much as it has words."""
    if len(pieces) == 1:
        return pieces[0]
    return SentenceTags(
        np.concatenate([piece.scores for piece in pieces]),
        tuple(kind for piece in pieces for kind in piece.kinds),
        float(np.average([piece.machine for piece in pieces], weights=[len(piece.scores) for piece in pieces])),
    )


def log_odds_of(views: NDArray[np.floating[Any]], mix: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Log odds that each word is garbled, float64 (words,): those of the view that thinks worst of it.

    `views` are log odds, float32 (words, views); each is scaled and shifted by its column of `mix`, float32 (2, views).
    The maximum is a smooth one, so that it can be fitted.
    """
    scaled = (views * mix[0] + mix[1]).astype(np.float64) / SMOOTH
    return np.asarray(SMOOTH * np.logaddexp.reduce(scaled, axis=-1))


def save(path: Path, network: Ensemble, fitted: Fitted, base: str) -> None:
    """Write a tagger: weights in float16, what was fitted to them, and the facts that it is loaded by."""
    import torch

    tensors = {name: tensor.detach().cpu().half().contiguous() for name, tensor in network.state_dict().items()}
    tensors["mix"] = torch.from_numpy(fitted.mix).float()
    facts = {"members": str(len(network.members)), "kind_names": ",".join(fitted.kinds), "base": base}
    write(path, KIND, FORMAT, tensors, {**network.shape.as_strings(), **facts})
