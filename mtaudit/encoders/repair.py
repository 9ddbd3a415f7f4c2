"""Would a small change make the rest of the sentence far more likely?

A sentence is locally wrong where a neighbour of it, one closed-class word away, is much more probable: the language
model as critic of Yasunaga, Leskovec & Liang (2021), with the confusion sets of language-model error correction
(Bryant & Briscoe 2018). Content words are never exchanged, so that a rare name or subject is not "repaired" away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtaudit.encoders.fluency import FluencyModel, Tokens, Window

REACH = 5
"""Tokens after the change that are read again."""
CONTEXT = 64
"""Tokens before the change that are attended to, beside the document mark (attention sinks: Xiao et al. 2023)."""
ROWS = 32
"""Edits that are read at once."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `words` in place of the tokens `[begin, end)` of a sentence that ends at token `stop`."""

    begin: int
    end: int
    words: str
    stop: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The tokens that an edit leaves, from `begin` to `stop`, and where in the text they begin and stop."""

    begin: int
    stop: int
    ids: tuple[int, ...]


def gains(model: FluencyModel, tokens: Tokens, window: Window, edits: Sequence[Edit]) -> list[float]:
    """How many nats likelier each edit makes the text from its beginning to its sentence's end, within REACH tokens.

    Every edit must begin inside the window.
    """
    won: list[float] = []
    for i in range(0, len(edits), ROWS):
        rows = [_row(model, tokens, window, edit) for edit in edits[i : i + ROWS]]
        after = _log_probability(model, tokens, window, rows)
        before = [-window.surprisal[r.begin - window.begin : r.stop - window.begin].sum() for r in rows]
        won += [float(a - b) for a, b in zip(after, before, strict=True)]
    return won


def _row(model: FluencyModel, tokens: Tokens, window: Window, edit: Edit) -> _Row:
    put = model.tokenizer(f" {edit.words}", add_special_tokens=False)["input_ids"] if edit.words else []
    stop = min(edit.stop, edit.end + REACH, window.end)
    return _Row(edit.begin, stop, (*put, *tokens.ids[edit.end : stop]))


def _log_probability(model: FluencyModel, tokens: Tokens, window: Window, rows: Sequence[_Row]) -> list[float]:
    """log p of each row after what the window holds before it.

    The token before a row is run again, as it predicts the row's first. The rest of the context comes out of the
    window's cache, where position 0 is the document mark and position i + 1 the window's token i.
    """
    import torch
    from transformers import DynamicCache

    device = model.model.device
    width = _round_up(1 + max(len(row.ids) for row in rows))
    ids = torch.zeros((len(rows), width), dtype=torch.long, device=device)
    context = np.zeros((len(rows), 1 + CONTEXT), dtype=np.int64)
    mask = torch.ones((len(rows), 1 + CONTEXT + width), dtype=torch.long, device=device)
    for i, row in enumerate(rows):
        lead = row.begin - window.begin  # position of the token before the row
        last = tokens.ids[row.begin - 1] if lead else model.document_mark
        ids[i, : 1 + len(row.ids)] = torch.tensor([last, *row.ids])
        recent = np.arange(lead - CONTEXT, lead)
        context[i, 1:] = np.maximum(recent, 0)
        mask[i, 1 : 1 + CONTEXT] = torch.from_numpy(recent > 0)
        mask[i, 0] = int(lead > 0)
    leads = torch.tensor([row.begin - window.begin for row in rows], device=device)
    places = leads[:, None] + torch.arange(width, device=device)
    pick = torch.from_numpy(context).to(device)
    cache = DynamicCache([(k[0][:, pick].transpose(0, 1), v[0][:, pick].transpose(0, 1)) for k, v in window.cache])
    with torch.inference_mode():
        output = model.model.base_model(ids, attention_mask=mask, cache=cache, position_ids=places)
        hidden = torch.cat([output.last_hidden_state[i, : len(row.ids)] for i, row in enumerate(rows)])
        targets = torch.cat([ids[i, 1 : 1 + len(row.ids)] for i, row in enumerate(rows)])
        found = model.log_probability(hidden, targets)
    return [float(piece.sum()) for piece in found.split([len(row.ids) for row in rows])]


def _round_up(count: int) -> int:
    """To a multiple of 4: the CPU kernels are prepared anew for every shape that they meet first."""
    return -(-count // 4) * 4
