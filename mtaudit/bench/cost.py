"""What word scores (without repairs) cost beside the language model's own forward pass, over the same text."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from time import perf_counter

import numpy as np

from mtaudit.bench.sets import MarkedArticle
from mtaudit.core import Span
from mtaudit.models.lm.surprisal import WINDOW, FluencyModel
from mtaudit.models.tagging.tagger import Tagger
from mtaudit.segment import words
from mtaudit.training.features import read_document

ROUNDS = 3


def cost(model: FluencyModel, tagger: Tagger, chosen: Sequence[MarkedArticle]) -> tuple[float, float, float]:
    """Median seconds of the forward pass alone, of the word scores, and their ratio's median over the articles."""
    pairs = [(_forward(model, a), _scores(model, tagger, a)) for a in chosen for _ in range(ROUNDS)]
    return median(f for f, _ in pairs), median(s for _, s in pairs), median(s / f for f, s in pairs)


def _forward(model: FluencyModel, marked: MarkedArticle) -> float:
    """Seconds that the model takes to give the logits of an article's tokens."""
    import torch

    start = perf_counter()
    ids = model.tokenizer(marked.article.text, return_tensors="pt", verbose=False)["input_ids"].to(model.model.device)
    with torch.inference_mode():
        for piece in ids.split(WINDOW, dim=1):
            model.model(piece).logits[0, -1, 0].item()
    return perf_counter() - start


def _scores(model: FluencyModel, tagger: Tagger, marked: MarkedArticle) -> float:
    """Seconds that the scores of an article's words take."""
    lines = [line for line in marked.article.text.splitlines() if line.strip()]
    start = perf_counter()
    document = [(line, list(words(line, Span(0, len(line))))) for line in lines]
    sizes = [len(spans) for _, spans in document]
    list(tagger.tag(np.split(read_document(model, document), np.cumsum(sizes)[:-1])))
    return perf_counter() - start
