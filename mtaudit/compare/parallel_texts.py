"""The texts that accompany an article: the source that it was translated from, and a reference translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from mtaudit.characters import mended
from mtaudit.compare.align import align
from mtaudit.compare.originals import original_of, prose_vectors
from mtaudit.compare.reference import score
from mtaudit.compare.source import set_beside
from mtaudit.core import Analysis, Article, Comparison, Failure, Original, Reference
from mtaudit.models import Models
from mtaudit.segment import size
from mtaudit.segment.foreign import foreign_sentences
from mtaudit.segment.language import detect

MOST_PAIRS = 10_000_000
"""Product of the two texts' numbers of sentences past which they are not aligned: it takes 400 MB."""


class ParallelTexts:
    """Texts that belong to articles, and which one each belongs to.

    A text goes to the article of its id. A file goes also to the article whose file has its name, or has it but for
    what tells the kind and the language of the two (story.html, to which story.de.txt belongs).
    """

    def __init__(self, texts: Iterable[Article | Failure], role: str) -> None:
        """Read all the texts; `role` says what they are to their articles: "source" or "reference"."""
        self._role = role
        found = list(texts)
        self.failures = [item for item in found if isinstance(item, Failure) and not item.passed_over]
        """Texts that could not be read, and names that two texts share."""
        self._texts = [item for item in found if isinstance(item, Article)]
        names = [(name, text) for text in self._texts for name in _names(text)]
        counts = Counter(name for name, _ in names)
        self._named = {name: text for name, text in names if counts[name] == 1}
        self._used: set[str] = set()
        for name, count in counts.items():
            if count > 1:
                ids = ", ".join(text.id for text_name, text in names if text_name == name)
                reason = f"several {role} texts have the name {name}, so none of them is used; give one of them"
                self.failures.append(Failure(ids, reason))
        self.is_alone = len(found) == 1 and bool(self._texts)
        """Whether the input holds exactly one text and no failure."""

    def of(self, article: Article) -> str | None:
        """The text that belongs to an article by its name; None if no text does."""
        for name in (article.known_as, *_names(article)[1:2], _stem(article)):
            if text := self._named.get(name):
                self._used.add(text.id)
                return text.text
        return None

    def alone(self) -> str:
        """The only text, which belongs to the only article."""
        self._used.add(self._texts[0].id)
        return self._texts[0].text

    def left(self) -> list[str]:
        """The ids of the texts that belong to no article seen so far."""
        return [text.id for text in self._texts if text.id not in self._used]

    @property
    def is_lost(self) -> bool:
        """Whether texts were given and none of them belongs to an article."""
        return bool(self._texts) and not self._used


def with_texts(
    items: Iterable[Article | Failure], sources: ParallelTexts, references: ParallelTexts
) -> Iterator[Article | Failure]:
    """The articles, each with the source and the reference that belong to it, or else those that it came with.

    An only text belongs to an only article, whatever their names.
    """
    waiting: list[Article | Failure] = []
    items = iter(items)
    if sources.is_alone or references.is_alone:
        for item in items:
            waiting.append(item)
            if sum(isinstance(item, Article) for item in waiting) == 2:
                break
    alone = sum(isinstance(item, Article) for item in waiting) == 1
    for stream in (waiting, items):
        for item in stream:
            yield _with_its_own(item, sources, references, alone) if isinstance(item, Article) else item


def _with_its_own(article: Article, sources: ParallelTexts, references: ParallelTexts, alone: bool) -> Article:
    source, reference = (
        text if (text := given.of(article)) or not (alone and given.is_alone) else given.alone()
        for given in (sources, references)
    )
    return replace(article, source=source or article.source, reference=reference or article.reference)


def against_source(analysis: Analysis, models: Models, max_words: int) -> Comparison | None:
    """An article compared with its source; None if it has no source, or one that is too long.

    Raises:
        ModelError: if the multilingual encoder is not available.
    """
    text, prose = analysis.article.source or "", analysis.prose
    if not (text.strip() and prose) or size(text) > max_words:
        return None
    read = mended(text)
    language, _ = detect(read.text, exactly=False)
    sentences = tuple(foreign_sentences(read.text, language))
    source = Original("source", "", None, text=text, sentences=tuple(map(read.in_given, sentences)), language=language)
    if not 0 < len(source.sentences) * len(prose) <= MOST_PAIRS:
        return None
    article_side = [analysis.text_of(s) for s in prose]
    encode = models.multilingual.encode
    other_side = encode([span.of(read.text) for span in sentences])
    return set_beside(article_side, encode(article_side), source, other_side)


def against_reference(analysis: Analysis, models: Models, max_words: int) -> Reference | None:
    """An article scored against its reference, by aligned sentences; None if it has no reference in English.

    Raises:
        ModelError: if the embedding model is not available.
    """
    text, prose = analysis.article.reference or "", analysis.prose
    if (
        not (text.strip() and prose)
        or size(text) > max_words
        or detect(mended(text).text, exactly=False)[0] not in ("en", "und")
    ):
        return None
    reference = original_of(Article("reference", text))
    article_side, other_side = [analysis.text_of(s) for s in prose], [s.of(reference.text) for s in reference.sentences]
    if not 0 < len(article_side) * len(other_side) <= MOST_PAIRS:
        return None
    vectors = prose_vectors(analysis, models)
    other_vectors = models.embeddings.encode(other_side)
    pairs = align(vectors, other_vectors, [len(s) for s in article_side], [len(s) for s in other_side])
    return score(
        [
            (_joined(article_side, article_positions), _joined(other_side, other_positions))
            for article_positions, other_positions, _ in pairs
        ]
    )


def _joined(sentences: Sequence[str], positions: Iterable[int]) -> str:
    return " ".join(" ".join(sentences[position] for position in positions).split())


def _names(text: Article) -> list[str]:
    """The names of a text: its id; if it fills a file, also the file's name, with and without its suffixes."""
    if not text.file or text.file != text.id:
        return [text.id]
    path = PurePath(text.file)
    shorter = [path.name.removesuffix(path.suffix), path.name.removesuffix("".join(path.suffixes[-2:]))]
    return list(dict.fromkeys([text.id, path.name, *shorter]))


def _stem(article: Article) -> str:
    """The name of an article's file without its suffix; "" if it does not fill a file."""
    return PurePath(article.file).stem if article.file and article.file == article.known_as else ""
