"""Passes of a language model: those of several articles are run as one, and each is computed as if it were alone.

Tokens of all stand in one sequence, so that the weights are read once for them; only attention is computed for each
apart. (Packing with attention kept apart: Krell et al. 2021, "Efficient sequence packing without cross-contamination".)
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    import torch
    from torch import nn
    from transformers import PreTrainedModel

T = TypeVar("T")

APART = "mtaudit-apart"
"""What transformers is told to call our attention."""
LARGEST = 1024
"""Tokens that are run at once, at most, unless one pass has more."""

Cache: TypeAlias = "tuple[tuple[torch.Tensor, torch.Tensor], ...]"
"""Keys and values of each layer, each (1, heads, positions, width)."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Tokens that are to be read.

    Attributes:
        ids: token ids, (n,).
        places: their positions, (n,).
        before: keys and values of what stands before them; () where nothing does.
        mask: what is added to the attention of each, (n, positions before + n); None: each sees all up to itself.
    """

    ids: Sequence[int]
    places: Sequence[int]
    before: Cache = ()
    mask: torch.Tensor | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Tokens that were read.

    Attributes:
        hidden: the states after the embedding and after each layer, (n, width) each.
        last: the last of them as the head takes them, (n, width).
        cache: keys and values of what stood before them and of them.
    """

    hidden: tuple[torch.Tensor, ...]
    last: torch.Tensor
    cache: Cache


Reader: TypeAlias = Generator[Pass, Passed, T]
"""What reads an article: it asks for a pass, is sent what came of it, and so on until it has its result."""


def together(model: PreTrainedModel, readers: Sequence[Reader[T]]) -> list[T]:
    """The results of readers that go on side by side: what they ask for next is run at once, as far as it fits."""
    found: dict[int, T] = {}
    waiting: dict[int, Pass] = {}

    def resume(number: int, passed: Passed | None = None) -> None:
        try:
            reader = readers[number]
            waiting[number] = next(reader) if passed is None else reader.send(passed)
        except StopIteration as done:
            found[number] = done.value

    def run_what_fits() -> None:  # in a scope of its own: what came of one pass is let go before the next
        batch = list(_fitting(waiting))
        passed = run(model, [waiting.pop(number) for number in batch])
        for number, one in zip(batch, passed, strict=True):
            resume(number, one)

    for number in range(len(readers)):
        resume(number)
        while sum(len(one.ids) for one in waiting.values()) >= LARGEST:  # more is begun when there is room for it
            run_what_fits()
    while waiting:
        run_what_fits()
    return [found[number] for number in range(len(readers))]


def _fitting(waiting: dict[int, Pass]) -> Iterator[int]:
    room = LARGEST
    for place, (number, one) in enumerate(waiting.items()):
        room -= len(one.ids)
        if place and room < 0:
            return
        yield number


def run(model: PreTrainedModel, passes: Sequence[Pass]) -> list[Passed]:
    """Run passes at once. The model is one whose attention is APART."""
    import torch

    pieces = [_Piece(len(one.ids), one.before, one.mask) for one in passes]
    ids, places = (
        torch.tensor([[number for one in passes for number in getattr(one, name)]], device=model.device)
        for name in ("ids", "places")
    )
    with torch.inference_mode():
        output = model.base_model(ids, position_ids=places, use_cache=False, output_hidden_states=True, pieces=pieces)
    sizes = [piece.size for piece in pieces]
    hidden = zip(*(states[0].split(sizes) for states in output.hidden_states), strict=True)
    last = output.last_hidden_state[0].split(sizes)
    parts = zip(hidden, last, pieces, strict=True)
    return [Passed(states, top, tuple(piece.cache)) for states, top, piece in parts]


@dataclass(slots=True)
class _Piece:
    """Tokens that see one another and what stood before them, and nothing else; `cache` fills as layers are run."""

    size: int
    before: Cache
    mask: torch.Tensor | None
    cache: list[tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)


def reads_apart(model: PreTrainedModel) -> bool:
    """Whether a model computes attention as it is told to, in every layer: a few have another of their own."""
    try:
        passed = run(model, [Pass([0, 1], range(2)), Pass([0], range(1))])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return all(len(one.cache) == model.config.num_hidden_layers for one in passed)


def register() -> None:
    """Let transformers know our attention; harmless more than once."""
    from transformers import AttentionInterface

    AttentionInterface.register(APART, _attend)


def _attend(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    pieces: Sequence[_Piece],
    **options: Any,
) -> tuple[torch.Tensor, None]:
    """Attention of each piece on its own, by torch's scaled dot product: query, key, value (1, heads, n, width).

    Raises:
        ValueError: if the model wants more than that: sinks, or a look back that is shorter than a pass.
    """
    import torch
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    back = options.get("sliding_window")
    if options.get("s_aux") is not None or (back is not None and back <= LARGEST):
        raise ValueError("the model wants another attention than that of all tokens to all before them")
    attend: Callable[..., tuple[torch.Tensor, None]] = sdpa_attention_forward
    seen, start = [], 0
    for piece in pieces:
        own = slice(start, start + piece.size)
        keys, values = key[:, :, own], value[:, :, own]
        if piece.before:
            keys, values = (
                torch.cat(both, dim=-2) for both in zip(piece.before[len(piece.cache)], (keys, values), strict=True)
            )
        piece.cache.append((keys, values))
        mask = None if piece.mask is None else piece.mask[None, None]
        seen.append(attend(module, query[:, :, own], keys, values, mask, **options)[0])
        start += piece.size
    return torch.cat(seen, dim=1), None
