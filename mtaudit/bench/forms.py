"""The numeric forms of the fluency model: how fast and how large each is, and how far it changes the scores."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from mtaudit.auditor.analyze import prose_in
from mtaudit.bench.process import in_new_process, peak
from mtaudit.config import Settings
from mtaudit.core import Article, prose_of
from mtaudit.models import Models
from mtaudit.models.lm.surprisal import FluencyModel
from mtaudit.models.tagging.words import read_words
from mtaudit.segment import segment

if TYPE_CHECKING:
    from torch import Tensor, nn
    from transformers import PreTrainedModel

NEAR = 0.05
"""Garble scores that differ by less count as the same."""


@dataclass(frozen=True, slots=True)
class Form:
    """The cost of a form of the model, and its output.

    Attributes:
        load: seconds until it is loaded.
        seconds: to read the articles, without repairs.
        peak: bytes of memory, at most.
        surprisal: nats, of every word.
        garble: 0..1, the garble score of every word.
    """

    name: str
    load: float
    seconds: float
    _: KW_ONLY
    peak: float
    surprisal: tuple[float, ...]
    garble: tuple[float, ...]


def forms(articles: Sequence[tuple[str, ...]]) -> Iterator[Form]:
    """Read the articles in each form, float32 first, each in a process of its own."""
    for name in FORMS:
        yield in_new_process(_measured, name, articles)


def row(form: Form, exact: Form) -> str:
    """A form next to float32, as a row of Markdown: time, memory, correlation of surprisal, and words scored alike."""
    surprisal = float(np.corrcoef(form.surprisal, exact.surprisal)[0, 1])
    apart = np.abs(np.array(form.garble) - np.array(exact.garble))
    return (
        f"| {form.name} | {form.load:.1f} s | {form.seconds / exact.seconds:.2f} | {form.peak / (1 << 20):,.0f} MiB | "
        f"{surprisal:.4f} | {apart.mean():.4f} | {(apart < NEAR).mean():.3f} |"
    )


def _measured(name: str, articles: Sequence[tuple[str, ...]]) -> Form:
    start = perf_counter()
    models = Models(Settings())
    exact, tagger = FluencyModel.load(models.fluency_folder, exact=True), models.tagger
    with warnings.catch_warnings(action="ignore"):  # torch announces that its quantisation will move
        model = FluencyModel(FORMS[name](exact.model), exact.tokenizer)
    copy = [Article(str(i), "\n".join(sentences)) for i, sentences in enumerate(articles)]
    ready = perf_counter()
    prose = [prose_in(article, prose_of(segment(article))) for article in copy]
    list(model.windows(model.tokenize(prose[0].text, prose[0].segments)))
    began = perf_counter()
    for article_prose in prose:
        list(model.windows(model.tokenize(article_prose.text, article_prose.segments)))
    seconds = perf_counter() - began
    words = [word for article_prose in prose for word in read_words(model, tagger, [article_prose])[0].words]
    return Form(
        name,
        ready - start,
        seconds,
        peak=peak(),
        surprisal=tuple(w.surprisal for w in words),
        garble=tuple(w.score for w in words),
    )


def _bfloat16(model: PreTrainedModel) -> PreTrainedModel:
    converted: PreTrainedModel = model.bfloat16()
    return converted


def _int8(model: PreTrainedModel) -> PreTrainedModel:
    """Weights in eight bits, a scale a channel; inputs likewise, a scale a tensor (torch's dynamic quantisation)."""
    import torch
    from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

    torch.backends.quantized.engine = "onednn"
    layers = {n: per_channel_dynamic_qconfig for n, m in model.named_modules() if isinstance(m, torch.nn.Linear)}
    quantised: PreTrainedModel = quantize_dynamic(model, layers, dtype=torch.qint8)
    return quantised


def _int8_by_token(model: PreTrainedModel) -> PreTrainedModel:
    """Eight bits as in `_int8`, with each token scaled on its own first: one token is far larger than all others."""
    from torch.nn import Linear, Module

    class ByToken(Module):
        def __init__(self, inner: nn.Module) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, states: Tensor) -> Tensor:
            most = states.abs().amax(-1, keepdim=True).clamp_min_(1e-6)
            scaled: Tensor = self.inner(states / most) * most
            return scaled

    for module in list(model.modules()):
        for name, inner in list(module.named_children()):
            if isinstance(inner, Linear):
                setattr(module, name, ByToken(inner))
    return _int8(model)


FORMS: dict[str, Callable[[PreTrainedModel], PreTrainedModel]] = {
    "float32": lambda model: model,
    "bfloat16": _bfloat16,
    "int8, a scale a tensor": _int8,
    "int8, a scale a token": _int8_by_token,
}
"""The forms by name; each function converts the model, given in float32, into one."""
