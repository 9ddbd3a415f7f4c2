"""Passes of a language model: those of several articles are run as one, and each is computed as if it were alone.

Tokens of all stand in one sequence, so that the weights are read once for them; only attention is computed for each
apart. (Packing with attention kept apart: Krell et al. 2021, "Efficient sequence packing without cross-contamination".)
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    import torch
    from torch import nn
    from transformers import PreTrainedModel

T = TypeVar("T")

APART = "mtaudit-apart"
"""The name under which our attention is registered with transformers."""
LARGEST = 1024
"""Tokens that are run at once, at most, unless one pass has more."""

Cache: TypeAlias = "tuple[tuple[torch.Tensor, torch.Tensor], ...]"
"""Keys and values of each layer, each (1, heads, positions, width)."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Tokens that are to be run through the model.

    Attributes:
        ids: token ids, (n,).
        positions: their positions, (n,).
        before: keys and values of the tokens before them; () if there are none.
        mask: what is added to the attention of each, (n, positions before + n); if None, each sees all up to itself.
    """

    ids: Sequence[int]
    positions: Sequence[int]
    before: Cache = ()
    _: KW_ONLY
    mask: torch.Tensor | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Tokens that were run through the model.

    Attributes:
        hidden: the states after the embedding and after each layer, (n, width) each.
        last: the states that the head takes, (n, width): the last of those, normalised.
        cache: keys and values of the tokens before them and of their own.
    """

    hidden: tuple[torch.Tensor, ...]
    last: torch.Tensor
    cache: Cache


PassCoroutine: TypeAlias = Generator[Pass, Passed, T]
"""Yields one pass after another, is sent the outcome of each, and returns its result."""


def together(model: PreTrainedModel, coroutines: Sequence[PassCoroutine[T]]) -> list[T]:
    """The results of coroutines, in order; the passes that they wait for are run as one, up to LARGEST tokens."""
    found: dict[int, T] = {}
    waiting: dict[int, Pass] = {}

    def resume(number: int, passed: Passed | None = None) -> None:
        try:
            coroutine = coroutines[number]
            waiting[number] = next(coroutine) if passed is None else coroutine.send(passed)
        except StopIteration as done:
            found[number] = done.value

    def run_what_fits() -> None:  # in a scope of its own: what came of one pass is let go before the next
        batch = list(_fitting(waiting))
        outcomes = run(model, [waiting.pop(number) for number in batch])
        for number, passed in zip(batch, outcomes, strict=True):
            resume(number, passed)

    for number in range(len(coroutines)):
        resume(number)
        while sum(len(wanted.ids) for wanted in waiting.values()) >= LARGEST:  # more is begun when there is room for it
            run_what_fits()
    while waiting:
        run_what_fits()
    return [found[number] for number in range(len(coroutines))]


def _fitting(waiting: dict[int, Pass]) -> Iterator[int]:
    """The numbers of the passes, from the first on, that have LARGEST tokens between them; at least one."""
    room = LARGEST
    for position, (number, wanted) in enumerate(waiting.items()):
        room -= len(wanted.ids)
        if position and room < 0:
            return
        yield number


def run(model: PreTrainedModel, passes: Sequence[Pass]) -> list[Passed]:
    """Run passes at once. The model is one whose attention is APART."""
    import torch

    pieces = [_Piece(len(wanted.ids), wanted.before, wanted.mask) for wanted in passes]
    ids, positions = (
        torch.tensor([[number for wanted in passes for number in getattr(wanted, name)]], device=model.device)
        for name in ("ids", "positions")
    )
    with torch.inference_mode():
        output = model.base_model(
            ids, position_ids=positions, use_cache=False, output_hidden_states=True, pieces=pieces
        )
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
    _: KW_ONLY
    cache: list[tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)


def reads_apart(model: PreTrainedModel) -> bool:
    """Whether a model computes attention by our function in every layer; a few have one of their own."""
    try:
        outcomes = run(model, [Pass([0, 1], range(2)), Pass([0], range(1))])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return all(len(passed.cache) == model.config.num_hidden_layers for passed in outcomes)


def register() -> None:
    """Register our attention with transformers; harmless more than once."""
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
