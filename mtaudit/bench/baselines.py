"""Cheaper alternatives to the tagger: a small encoder fine-tuned to tag words, and a grammar checker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mtaudit.bench.sets import MarkedArticle
from mtaudit.core import Span
from mtaudit.models.store.pull import Progress
from mtaudit.training.calibration import BAD
from mtaudit.training.features import words_of
from mtaudit.training.pool import MQM, POST_EDIT, Document
from mtaudit.training.splits import Split

if TYPE_CHECKING:
    import torch

BATCH = 32
RATE = 5e-5
LONGEST = 256
"""Tokens of a sentence, at most, that are read."""


class Harper:
    """The grammar checker Harper: a word in one of its lints scores 1, any other 0."""

    def __init__(self) -> None:
        from harper import Language, Linter

        self._linter = Linter()
        self._plain = Language.PLAINTEXT

    def __call__(self, marked: MarkedArticle, spans: Sequence[Span]) -> NDArray[np.float64]:
        """The score of each word, float64 (len(spans),)."""
        lints = self._linter.lint(marked.article.text, language=self._plain)
        flagged = [Span(lint.span.start, lint.span.end) for lint in lints if lint.span.end > lint.span.start]
        return np.array([float(any(span.overlaps(f) for f in flagged)) for span in spans])


class SmallTagger:
    """MiniLM-L6 fine-tuned for one epoch to tag bad words, on the translations that the tagger is trained on too."""

    def __init__(self, base: Path, documents: Sequence[Document], kept: Path, *, progress: Progress) -> None:
        """Load the weights from the file `kept` if it exists, else train them and save them there."""
        import torch
        from transformers import AutoModelForTokenClassification, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(base)
        torch.manual_seed(1)
        self._model = AutoModelForTokenClassification.from_pretrained(base, num_labels=1)
        if kept.is_file():
            self._model.load_state_dict(torch.load(kept, weights_only=True))
        else:
            self._fit(documents, progress)
            torch.save(self._model.state_dict(), kept)
        self._model.eval()

    def __call__(self, marked: MarkedArticle, spans: Sequence[Span]) -> NDArray[np.float64]:
        """The log odds of each word, float64 (len(spans),), read sentence by sentence."""
        import torch

        scores = np.zeros(len(spans))
        text, start = marked.article.text, 0
        for line in text.splitlines(keepends=True):
            inside = [i for i, span in enumerate(spans) if start <= span.start < start + len(line)]
            local = [Span(spans[i].start - start, spans[i].end - start) for i in inside]
            with torch.inference_mode():
                scores[inside] = self._logits([line], [local])[0].numpy()
            start += len(line)
        return scores

    def _logits(self, texts: Sequence[str], words: Sequence[Sequence[Span]]) -> list[torch.Tensor]:
        """A logit for each word: that of its first token; a word past LONGEST tokens has 0."""
        import torch

        batch = self._tokenizer(
            list(texts),
            return_offsets_mapping=True,
            truncation=True,
            max_length=LONGEST,
            padding=True,
            return_tensors="pt",
        )
        offsets = batch.pop("offset_mapping")
        logits = self._model(**batch).logits[..., 0]
        found = []
        for row, positions, spans in zip(logits, offsets.tolist(), words, strict=True):
            first = {start: i for i, (start, end) in reversed(list(enumerate(positions))) if end > start}
            values = [row[first[s.start]] if s.start in first else row.new_zeros(()) for s in spans]
            found.append(torch.stack(values) if values else row[:0])
        return found

    def _fit(self, documents: Sequence[Document], progress: Progress) -> None:
        import torch
        from torch.nn.functional import binary_cross_entropy_with_logits

        trains = (e for d in documents if d.split is Split.TRAIN for e in d.examples)
        examples = sorted((e for e in trains if e.teaches in (MQM, POST_EDIT)), key=lambda e: len(e.marked.text))
        batches = [examples[at : at + BATCH] for at in range(0, len(examples), BATCH)]  # sorted by length: less padding
        Random(1).shuffle(batches)
        optimiser = torch.optim.AdamW(self._model.parameters(), lr=RATE)
        self._model.train()
        for number, part in enumerate(batches, 1):
            words = [words_of(e) for e in part]
            logits = torch.cat(self._logits([e.marked.text for e in part], [w.spans for w in words]))
            bad = torch.from_numpy(np.concatenate([w.bad for w in words]) >= BAD).float()
            loss = binary_cross_entropy_with_logits(logits, bad)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            progress("training the MiniLM baseline", number, len(batches))
