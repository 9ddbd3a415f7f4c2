"""The cost of word scores (without repairs) next to that of the language model's forward pass, over the same text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from mtaudit.bench.sets import MarkedArticle
from mtaudit.core import Kind, Segment, Span
from mtaudit.models.lm.facts import facts_of
from mtaudit.models.lm.passes import Pass, run, together
from mtaudit.models.lm.surprisal import WINDOW, FluencyModel
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.interface import WordTagger
from mtaudit.models.tagging.words import tagging_of
from mtaudit.segment import words

ROUNDS = 3


def cost(model: FluencyModel, tagger: WordTagger, chosen: Sequence[MarkedArticle]) -> tuple[float, float, float]:
    """Median seconds of the forward pass alone, of the word scores, and their ratio's median over the articles."""
    pairs = [(_forward(model, a), _scores(model, tagger, a)) for a in chosen for _ in range(ROUNDS)]
    return median(f for f, _ in pairs), median(s for _, s in pairs), median(s / f for f, s in pairs)


def _forward(model: FluencyModel, marked: MarkedArticle) -> float:
    """Seconds that the model takes to give the logits of an article's tokens."""
    import torch

    start = perf_counter()
    ids = model.tokenizer(marked.article.text, return_tensors="pt", verbose=False)["input_ids"]
    with torch.inference_mode():
        for piece in ids[0].split(WINDOW):
            (passed,) = run(model.model, [Pass(piece.tolist(), range(len(piece)))])
            model.model.get_output_embeddings()(passed.last)[-1, 0].item()
    return perf_counter() - start


def _scores(model: FluencyModel, tagger: WordTagger, marked: MarkedArticle) -> float:
    """Seconds that the scores of an article's words take."""
    text = marked.article.text
    start = perf_counter()
    lines = [Segment(i, Span(*line.span()), Kind.BODY) for i, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text))]
    prose = Prose(text, lines, [list(words(text, line.span)) for line in lines])
    (facts,) = together(model.model, [facts_of(model, prose, repairs=False)])
    tagging_of(tagger, prose, facts)
    return perf_counter() - start
