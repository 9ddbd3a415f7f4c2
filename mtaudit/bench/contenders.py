"""The audit and what people would use instead of it: each is loaded, and then reads articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mtaudit.config import Settings

if TYPE_CHECKING:
    from mtaudit.runs.engines import Engine

DEFAULTS = Settings()

Work = Callable[[Sequence[tuple[str, ...]]], int]
"""Reads articles, each given as its sentences, and returns how many reports, vectors or lints it made of them."""


def _audit(settings: Settings = DEFAULTS) -> Work:
    from mtaudit.runs.engines import Alone, Recipe

    return _with(Alone(Recipe(settings)))


def _with(engine: Engine) -> Work:
    from mtaudit.core import Article

    def work(articles: Sequence[tuple[str, ...]]) -> int:
        return len(list(engine.reports(Article(str(i), "\n".join(sentences)) for i, sentences in enumerate(articles))))

    return work


def _one_thread() -> Work:
    """The audit of all rules with one thread, which is what each of several processes has."""
    import torch

    torch.set_num_threads(1)
    return _audit()


def _two_processes() -> Work:
    from mtaudit.runs.engines import Processes, Recipe

    return _with(Processes(Recipe(Settings()), 2))


def _thorough() -> Work:
    return _audit(Settings(thorough=True))


def _encode() -> Work:
    """sentence-transformers with its defaults: float32, its own batches; the sentences that an audit embeds."""
    from sentence_transformers import SentenceTransformer

    from mtaudit.models.store.resolve import embeddings_folder

    model = SentenceTransformer(str(embeddings_folder(Settings())))

    def work(articles: Sequence[tuple[str, ...]]) -> int:
        return len(model.encode([s for sentences in articles for s in sentences], show_progress_bar=False))

    return work


def _surprisal() -> Work:
    """The audit's language model, run by transformers in float32, a sentence at a time: logits, then log p."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from mtaudit.models import Models

    folder = Models(Settings()).fluency_folder
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)

    def work(articles: Sequence[tuple[str, ...]]) -> int:
        scores = []
        with torch.inference_mode():
            for sentence in (s for sentences in articles for s in sentences):
                ids = tokenizer(sentence, return_tensors="pt", truncation=True)["input_ids"]
                logits = model(ids).logits[0, :-1].log_softmax(-1)
                scores.append(-logits.gather(1, ids[0, 1:, None]).sum().item())
        return len(scores)

    return work


def _harper() -> Work:
    from harper import Language, Linter

    linter = Linter()

    def work(articles: Sequence[tuple[str, ...]]) -> int:
        return sum(len(linter.lint("\n".join(sentences), language=Language.PLAINTEXT)) for sentences in articles)

    return work


def _proselint() -> Work:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)

    def work(articles: Sequence[tuple[str, ...]]) -> int:
        return sum(len(LintFile(str(i), "\n".join(sentences)).lint()) for i, sentences in enumerate(articles))

    return work


CONTENDERS: dict[str, Callable[[], Work]] = {
    "mtaudit, all rules": _audit,
    "mtaudit --thorough": _thorough,
    "mtaudit, one process of one thread": _one_thread,
    "mtaudit, two processes": _two_processes,
    "sentence-transformers encode": _encode,
    "transformers surprisal": _surprisal,
    "Harper": _harper,
    "proselint": _proselint,
}
"""The contenders by name; each function loads one and returns the function that does its work."""
