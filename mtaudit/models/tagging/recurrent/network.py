"""The tagger's network: a recurrent reader over a language model's hidden states. Imported when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, asdict, dataclass

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network, kept beside its weights.

    Attributes:
        states: hidden states a word; `depths` layers of equal width.
        numbers: numbers a word that stand after the states.
        views: views of badness, each with its own output: one a kind of supervision.
        kinds: kinds of error that are distinguished.
    """

    states: int
    depths: int
    numbers: int
    _: KW_ONLY
    views: int
    kinds: int
    narrow: int = 192
    numeric: int = 32
    recurrent: int = 128
    layers: int = 2
    dropout: float = 0.3

    def as_strings(self) -> dict[str, str]:
        """The sizes by name, for the metadata of a file of weights."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_strings(cls, strings: dict[str, str]) -> Shape:
        """The shape that the metadata describe; raises KeyError or ValueError if a size is missing or no number."""
        sizes = {name: int(strings[name]) for name in asdict(cls(0, 0, 0, views=0, kinds=0)) if name != "dropout"}
        return cls(**sizes)


class Network(nn.Module):
    """Word features to logits: Linear to a narrow layer, bidirectional GRU, and a linear head for each output.

    The language model reads from left to right only; the backward half of the GRU brings what stands after a word.
    """

    def __init__(self, shape: Shape) -> None:
        """Random weights; seed torch first where they must be the same again."""
        super().__init__()
        self.shape = shape
        self.states = nn.Linear(shape.states, shape.narrow)
        self.numbers = nn.Linear(shape.numbers, shape.numeric)
        self.dropout = nn.Dropout(shape.dropout)
        width = 2 * shape.recurrent
        self.reader = nn.GRU(
            shape.narrow + shape.numeric,
            shape.recurrent,
            shape.layers,
            batch_first=True,
            bidirectional=True,
            dropout=shape.dropout if shape.layers > 1 else 0.0,
        )
        self.views = nn.Linear(width, shape.views)
        self.kinds = nn.Linear(width, shape.kinds)
        self.machine = nn.Sequential(nn.Linear(2 * width, 64), nn.GELU(), nn.Dropout(shape.dropout), nn.Linear(64, 1))

    def forward(self, features: torch.Tensor, lengths: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of a batch of sentences.

        Args:
            features: float32 (sentences, words, states + numbers), padded at the end.
            lengths: int64 (sentences,) on the CPU, words of each, at least 1.

        Returns:
            Of each word, its views (sentences, words, views) and kinds (sentences, words, kinds); of each sentence,
            whether a machine wrote it (sentences,).
        """
        states, numbers = features.split([self.shape.states, self.shape.numbers], dim=-1)
        levels = states.unflatten(-1, (self.shape.depths, -1))
        levels = nn.functional.layer_norm(levels, levels.shape[-1:]).flatten(-2)  # the depths differ in scale
        narrow = torch.cat([torch.nn.functional.gelu(self.states(levels)), torch.tanh(self.numbers(numbers))], dim=-1)
        packed = pack_padded_sequence(self.dropout(narrow), lengths, batch_first=True, enforce_sorted=False)
        read, _ = pad_packed_sequence(self.reader(packed)[0], batch_first=True)
        read = self.dropout(read)
        inside = torch.arange(read.shape[1])[None] < lengths[:, None]
        inside = inside.to(read.device)[..., None]
        mean = (read * inside).sum(1) / lengths.to(read.device)[:, None]
        most = read.masked_fill(~inside, -1.0).amax(1)
        return self.views(read), self.kinds(read), self.machine(torch.cat([mean, most], dim=-1))[:, 0]


class Ensemble(nn.Module):
    """Networks of one shape that were started from different seeds; their logits are averaged."""

    def __init__(self, members: Sequence[Network]) -> None:
        """Take at least one network."""
        super().__init__()
        self.shape = members[0].shape
        self.members = nn.ModuleList(members)

    def forward(self, features: torch.Tensor, lengths: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """As Network.forward, averaged over the members."""
        views, kinds, machine = zip(*(member(features, lengths) for member in self.members), strict=True)
        return torch.stack(views).mean(0), torch.stack(kinds).mean(0), torch.stack(machine).mean(0)
