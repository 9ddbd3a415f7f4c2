"""What word scores cost beside the language model's own forward pass, in one run and on the same windows."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np

from mtaudit.bench.sets import MarkedArticle
from mtaudit.encoders.features import word_features
from mtaudit.encoders.fluency import FluencyModel
from mtaudit.encoders.tagger import Tagger
from mtaudit.encoders.words import places_of
from mtaudit.model import Kind, Segment, Span
from mtaudit.segment import words

ROUNDS = 3


def cost(model: FluencyModel, tagger: Tagger, chosen: list[MarkedArticle]) -> tuple[float, float, float]:
    """Median seconds of the forward pass alone, of the word scores, and their ratio's median over the articles."""
    pairs = [(_forward(model, a), _scores(model, tagger, a)) for a in chosen for _ in range(ROUNDS)]
    return median(f for f, _ in pairs), median(s for _, s in pairs), median(s / f for f, s in pairs)


def _forward(model: FluencyModel, marked: MarkedArticle) -> float:
    import torch

    text, segments, _ = _parts(marked)
    ids = torch.tensor([[model.document_mark, *model.tokenize(text, segments).ids]], device=model.model.device)
    start = perf_counter()
    with torch.inference_mode():
        for piece in ids.split(1024, dim=1):
            _ = model.model(piece).logits.float().log_softmax(-1)[0, 0, 0].item()
    return perf_counter() - start


def _scores(model: FluencyModel, tagger: Tagger, marked: MarkedArticle) -> float:
    text, segments, runs = _parts(marked)
    start = perf_counter()
    tokens = model.tokenize(text, segments)
    places = list(places_of(tokens, runs))
    rows: list[list[np.ndarray[tuple[int], np.dtype[np.float16]]]] = [[] for _ in segments]
    for window in model.windows(tokens):
        for place in places:
            if window.fresh <= place.begin < window.end:
                rows[place.segment].append(word_features(window, *place.within(window), place.span.of(text)))
    list(tagger.tag([np.array(r, np.float16) for r in rows]))
    return perf_counter() - start


def _parts(marked: MarkedArticle) -> tuple[str, list[Segment], list[list[Span]]]:
    text, segments, at = marked.article.text, list[Segment](), 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            segments.append(Segment(len(segments), Span(at, at + len(line.rstrip())), Kind.BODY))
        at += len(line)
    return text, segments, [list(words(text, s.span)) for s in segments]
