"""Where originals come from and how an article is set against them: composes ingest, segment, models and the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtaudit.characters import mended
from mtaudit.compare.direction import leaning, probability
from mtaudit.compare.index import Originals, is_index
from mtaudit.compare.original import set_against
from mtaudit.compare.search import candidates
from mtaudit.config import Settings
from mtaudit.core import Analysis, Article, Comparison, Failure, Kind, Original, Segment, prose_of
from mtaudit.errors import UsageError
from mtaudit.models import Models
from mtaudit.models.embeddings.sentence import width_of
from mtaudit.models.prose import Prose
from mtaudit.models.store.resolve import embeddings_folder, weights_hash
from mtaudit.models.tagging.words import read_words
from mtaudit.segment import segment, size, words

BATCH = 256
"""Sentences that are embedded at once, at least."""


@dataclass(frozen=True, slots=True)
class Against:
    """The index that articles are set against, and whether the user named what it holds as originals."""

    folder: Path
    named: bool


@contextmanager
def opened(folder: Path, settings: Settings) -> Iterator[Originals]:
    """The index in a folder, created if there is none; what was added is saved unless an error was raised.

    Raises:
        UsageError: if it cannot be used.
        ModelError: if the embedding model is not available.
    """
    model = embeddings_folder(settings)
    index = Originals(folder, weights_hash(model)[:12], width_of(model))
    try:
        yield index
        index.save()
    finally:
        index.close()


def original_of(article: Article) -> Original:
    """An article as an original: its prose, sentence by sentence, with its characters mended."""
    article = replace(article, text=mended(article.text).text, title=mended(article.title).text)
    spans = tuple(s.span for s in prose_of(segment(article)))
    return Original(
        article.known_as, article.title, article.url, text=article.text, sentences=spans, holder=article.holder
    )


def overlong(text: str, max_words: int) -> str:
    """The reason to refuse a text of more than `max_words` words; "" if it has no more."""
    length = size(text)
    if length <= max_words:
        return ""
    return f"too long: {length} words, over the limit of {max_words}; split it into its articles"


def add_originals(
    items: Iterable[Article | Failure],
    index: Originals,
    models: Models,
    max_words: int,
    done: Callable[[Original | Failure], None] = lambda item: None,
) -> None:
    """Embed articles and add them to the index, a batch of sentences at a time; failures go to `done` only.

    Args:
        max_words: words past which an article is reported as a failure.

    Raises:
        ModelError: if the embedding model is not available.
    """
    waiting: list[Original] = []
    for item in items:
        if isinstance(item, Failure):
            done(item)
            continue
        if reason := overlong(item.text, max_words):
            done(Failure(item.id, reason))
            continue
        waiting.append(original_of(item))
        if sum(len(o.sentences) for o in waiting) >= BATCH:
            _embed(waiting, index, models, done)
            waiting = []
    if waiting:
        _embed(waiting, index, models, done)


def _embed(
    originals: list[Original], index: Originals, models: Models, done: Callable[[Original | Failure], None]
) -> None:
    vectors = models.embeddings.encode([o.sentence(i) for o in originals for i in range(len(o.sentences))])
    starts = np.cumsum([len(o.sentences) for o in originals])[:-1]
    for original, own in zip(originals, np.split(vectors, starts), strict=True):
        index.add(original, own)
        done(original)


def prose_vectors(analysis: Analysis, models: Models) -> NDArray[np.float32]:
    """The embeddings of an article's prose, taken from `analysis` where it has them."""
    if analysis.vectors is None:
        return models.embeddings.encode([analysis.text_of(s) for s in analysis.prose])
    return analysis.vectors[[s.index for s in analysis.prose]]


@contextmanager
def search(against: Against, settings: Settings, models: Models) -> Iterator[OriginalsSearch]:
    """A search of the index `against` names, open while the context lasts.

    Raises:
        UsageError: if the index cannot be used, or is not there.
        ModelError: if the embedding model is not available.
    """
    if not is_index(against.folder):
        raise UsageError(
            f"{against.folder} holds no originals, or cannot be seen from here; make it available on every machine"
        )
    with opened(against.folder, settings) as index:
        yield OriginalsSearch(index, models, against.named)


class OriginalsSearch:
    """Finds an article's twin among the originals of an index."""

    def __init__(self, index: Originals, models: Models, named: bool) -> None:
        """Take an index; `named` says whether the user named its texts as originals."""
        self._index = index
        self._models = models
        self._named = named
        self._leanings: dict[int, float] = {}
        self.signature = f"originals:{index.digest}{'' if named else '/batch'}"

    def twin(self, analysis: Analysis) -> Comparison | None:
        """The article compared with the original that holds the most of it, in its order; None if no original does."""
        article, prose = analysis.article, analysis.prose
        if analysis.vectors is None or not prose:
            return None
        vectors = analysis.vectors[[s.index for s in prose]]
        sentences = [analysis.text_of(s) for s in prose]
        for candidate in candidates(self._index, vectors):
            original = self._index.original(candidate.original)
            if original.sha256 == article.sha256 and _is_article_itself(original, article):
                continue
            other_side = [original.sentence(i) for i in range(len(original.sentences))]
            likely = self._probability(analysis, candidate.original, original)
            return set_against(sentences, vectors, original, self._models.embeddings.encode(other_side), likely)
        return None

    def _probability(self, analysis: Analysis, number: int, original: Original) -> float:
        """The probability that the article is the machine's; without the tagger, it rests on what the user named."""
        if not analysis.machine:
            return probability(0.0, 0.0, self._named)
        if number not in self._leanings:
            self._leanings[number] = leaning_of(original, self._models)
        article_side = leaning(analysis.machine, [len(analysis.text_of(s).split()) for s in analysis.english])
        return probability(article_side, self._leanings[number], self._named)


def leaning_of(original: Original, models: Models) -> float:
    """How much an original looks like a machine's text, by the tagger.

    Raises:
        ModelError: if a model is not available.
    """
    runs = [tuple(words(original.text, span)) for span in original.sentences]
    segments = [Segment(i, span, Kind.BODY) for i, span in enumerate(original.sentences)]
    (read,) = read_words(models.fluency, models.tagger, [Prose(original.text, segments, runs)])
    return leaning(read.machine, [len(run) for run in runs])


def _is_article_itself(original: Original, article: Article) -> bool:
    """Whether an original is the article itself, even if the path of its file is spelt differently."""
    if original.holder and article.holder:
        return original.id == article.known_as and _is_same(original.holder, article.holder)
    return not (original.holder or article.holder) and _is_same(original.id, article.known_as)


def _is_same(name: str, other: str) -> bool:
    """Whether two names are equal, or paths of one file."""
    if name == other:
        return True
    try:
        return Path(name).samefile(other)
    except (OSError, ValueError):
        return False
