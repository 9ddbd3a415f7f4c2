"""The fluency language model: how surprising each token of an article is after what came before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Segment, Span
from mtaudit.errors import ModelError
from mtaudit.models.lm.passes import APART, Cache, Pass, PassCoroutine, reads_apart, register, together
from mtaudit.models.process import ALIKE, prepare

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

WINDOW = 1024
"""Tokens of an article that are read in one pass."""
CONTEXT = 256
"""Tokens of preceding sentences that a window repeats, so that its first sentence is read in context."""
PADDED = 64
"""In bfloat16 a window is padded to a multiple of this many tokens: its kernels are prepared anew for every length."""
HEAD_ROWS = 128
"""Positions whose logits are held at once: 128 x 49,152 x 4 bytes is 25 MB; fewer rows take a quarter longer."""
EXPECTED = 12
"""How many of the most likely tokens are kept for each position."""
ATTENTION = "its attention is of a kind that mtaudit cannot compute for each text apart"
DEPTHS = (0.4, 2 / 3, 1.0)
"""How far up the model the hidden states are kept for the tagger, as a share of its layers: 12, 20 and 30 of 30."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of an article's prose, n of them.

    Attributes:
        ids: token ids.
        spans: the code points of the article that each token covers; None for the white space put between segments.
        starts: the index of the first token of each segment.
    """

    ids: tuple[int, ...]
    spans: tuple[Span | None, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What one pass read: tokens `[begin, end)`, of which those before `fresh` are context scored by the window before.

    Attributes:
        surprisal: float32 (end - begin,), nats.
        entropy: float32 (end - begin,), nats, of the distribution that predicted the token.
        expected: int64 (end - begin, EXPECTED), most likely token ids in place of each token, best first.
        likelihood: float32 (end - begin, EXPECTED), their log probabilities.
        hidden: float16 (end - begin, len(DEPTHS) x width), the states of each token after the layers of DEPTHS.
        last: (1 + end - begin, width), the last hidden states, each of which predicts the next token; the first is the
            document mark's.
        cache: keys and values of each layer; position 0 is the document mark, position i + 1 token `begin + i`.
    """

    begin: int
    fresh: int
    end: int
    _: KW_ONLY
    surprisal: NDArray[np.float32]
    entropy: NDArray[np.float32]
    expected: NDArray[np.int64]
    likelihood: NDArray[np.float32]
    hidden: NDArray[np.float16]
    last: torch.Tensor
    cache: Cache


class FluencyModel:
    """A causal language model, read-only.

    It computes in float32, but on a processor with matrix tiles for bfloat16 (AMX) in that, which takes .4 of the time.
    Vector instructions alone (AVX512-BF16) take 1.3 to 2 times as long in bfloat16, and on a GPU the time of one
    article is that of launching its kernels. `dtype` belongs to the signature, as scores differ in the
    second decimal.
    """

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
        """Take a model that is loaded; raises ModelError where its tokenizer has no mark to begin a text with."""
        self.model = model
        self.tokenizer = tokenizer
        self.dtype = str(model.dtype).removeprefix("torch.")
        marks = ("<|endoftext|>", tokenizer.bos_token, tokenizer.eos_token)
        known = tokenizer.get_vocab()
        mark = next((known[m] for m in marks if m in known), None)
        if mark is None:
            raise ModelError("the language model's tokenizer has no beginning-of-text token; choose another model")
        self.document_mark: int = mark
        self._written: dict[int, str] = {}
        self._padded = 1 if self.dtype == "float32" else PADDED
        self.layers = tuple(round(depth * model.config.num_hidden_layers) for depth in DEPTHS)

    @classmethod
    def load(cls, folder: Path, exact: bool = False) -> FluencyModel:
        """Load a causal model from a folder; `exact` keeps it in float32 whatever the processor can.

        Raises:
            ModelError: if the folder holds none that transformers can read.
        """
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        prepare()
        register()
        dtype = torch.bfloat16 if _gains_from_bfloat16() and not exact else torch.float32
        try:
            model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, attn_implementation=APART).eval()
            model.to("cuda" if torch.cuda.is_available() else "cpu")
            if not reads_apart(model):
                raise ValueError(ATTENTION)
            tokenizer = AutoTokenizer.from_pretrained(folder)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            reason = ATTENTION if APART in str(error) else str(error).strip().partition("\n")[0]
            raise ModelError(f"{folder} holds no causal language model that can be read: {reason}") from error
        return cls(model, tokenizer)

    def tokenize(self, text: str, segments: Sequence[Segment]) -> Tokens:
        """Tokens of the segments, each set off from the one before as it is in the text: by a space or a new line."""
        ids: list[int] = []
        spans: list[Span | None] = []
        starts: list[int] = []
        previous_end = 0
        for segment in segments:
            starts.append(len(ids))
            gap = text[previous_end : segment.span.start]
            mark = "" if not ids else "\n" if "\n" in gap else " "
            encoding = self.tokenizer(
                mark + _LONE_SURROGATE.sub("\ufffd", segment.span.of(text)),
                return_offsets_mapping=True,
                add_special_tokens=False,
                verbose=False,
            )
            shift = segment.span.start - len(mark)
            for token, (start, end) in zip(encoding["input_ids"], encoding["offset_mapping"], strict=True):
                ids.append(token)
                start = max(start, len(mark))
                spans.append(Span(start + shift, end + shift) if end > start else None)
            previous_end = segment.span.end
        return Tokens(tuple(ids), tuple(spans), tuple(starts))

    @cached_property
    def alike(self) -> bool:
        """Whether a token's numbers are the same to the last bit whatever stands beside it in a pass.

        Products of matrices decide it: where the library has another order of adding up for another number of rows
        (every GPU, some processors), articles are read one by one. MKL in its strict mode has one order. On more than
        ALIKE threads the ends of torch's shares of other kernels are computed otherwise than the rest.
        """
        import torch

        if self.model.device.type != "cpu" or self.dtype != "float32" or torch.get_num_threads() > ALIKE:
            return False
        shapes = {w.shape: w for name, w in self.model.named_parameters() if w.dim() == 2 and "embed" not in name}
        with torch.inference_mode():
            return bool(shapes) and all(
                torch.equal((rows @ weight.T)[:count], rows[:count] @ weight.T)
                for weight in shapes.values()
                for rows in [torch.linspace(-9, 9, 200 * weight.shape[1]).sin().reshape(200, -1)]
                for count in (1, 7, 32, 65, 199)
            )

    def written(self, token: int) -> str:
        """How a token is written, with the space before it if it begins a word."""
        if token not in self._written:
            self._written[token] = str(self.tokenizer.decode([token]))
        return self._written[token]

    def windows(self, tokens: Tokens) -> Iterator[Window]:
        """Read the tokens in overlapping windows that begin and end at segments where these are short enough."""
        for bounds in plan(len(tokens.ids), tokens.starts):
            yield from together(self.model, [self.window(tokens, *bounds)])

    def window(self, tokens: Tokens, begin: int, fresh: int, end: int) -> PassCoroutine[Window]:
        """Read the tokens `[begin, end)`, of which those before `fresh` are context."""
        import torch

        read = 1 + end - begin
        padding = (self.document_mark,) * (-read % self._padded)  # nothing before it sees it
        ids = (self.document_mark, *tokens.ids[begin:end], *padding)
        passed = yield Pass(ids, range(len(ids)))
        with torch.inference_mode():
            states = [passed.hidden[layer][1:read] for layer in self.layers]
            kept = torch.cat(states, dim=-1).half().cpu().numpy()
            last, targets = passed.last[:read], torch.tensor(ids[1:read], device=self.model.device)
            pieces = zip(last[:-1].split(HEAD_ROWS), targets.split(HEAD_ROWS), strict=True)
            parts = [self._predictions(*piece) for piece in pieces]
        surprisal, entropy, expected, likelihood = (
            torch.cat(column).cpu().numpy() for column in zip(*parts, strict=True)
        )
        return Window(
            begin,
            fresh,
            end,
            surprisal=surprisal,
            entropy=entropy,
            expected=expected,
            likelihood=likelihood,
            hidden=kept,
            last=last,
            cache=passed.cache,
        )

    def _predictions(
        self, hidden: torch.Tensor, targets: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        logits = self.model.get_output_embeddings()(hidden).float()
        best, expected = logits.topk(EXPECTED)
        weights = (logits - best[:, :1]).exp_()  # one pass of exponentials serves both sums: they cost the most here
        mass = weights.sum(-1)
        total = best[:, 0] + mass.log()
        surprisal = total - logits.gather(1, targets[:, None])[:, 0]
        entropy = total - weights.mul_(logits).sum(-1) / mass
        return surprisal, entropy, expected, best - total[:, None]

    def log_probability(self, hidden: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """log p of n target tokens, in nats, float32 (n,), given the last hidden states (n, width) before each."""
        import torch

        parts = []
        for piece, wanted in zip(hidden.split(HEAD_ROWS), targets.split(HEAD_ROWS), strict=True):
            logits = self.model.get_output_embeddings()(piece).float()
            parts.append(logits.gather(1, wanted[:, None])[:, 0] - logits.logsumexp(-1))
        return torch.cat(parts)


def plan(count: int, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Cut `count` tokens into (begin, fresh, end) windows of at most WINDOW tokens.

    Every token is fresh in exactly one window. A cut falls on a segment's start where one is in reach.
    """
    fresh = 0
    while fresh < count:
        begin = max(0, fresh - CONTEXT)
        begin = min((s for s in starts if begin <= s <= fresh), default=begin)
        limit = begin + WINDOW
        end = count if limit >= count else max((s for s in starts if fresh < s <= limit), default=limit)
        yield begin, fresh, end
        fresh = end


def _gains_from_bfloat16() -> bool:
    import torch

    return not torch.cuda.is_available() and bool(torch.cpu.get_capabilities().get("amx_bf16", False))
