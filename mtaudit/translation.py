"""What an article is given beside its text: the source that it was translated from, and a reference translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.language import detect
from mtaudit.model import Article, Failure, Original, Reference, Twin
from mtaudit.originals import original_of
from mtaudit.segment import size
from mtaudit.segment.foreign import foreign_sentences
from mtaudit.twins.align import align
from mtaudit.twins.reference import metrics
from mtaudit.twins.source import set_beside


class Given:
    """Texts that belong to articles, and which one each belongs to.

    A text goes to the article of its id; a file also to the article whose file is called the same up to the first dot
    (story.de.txt to story.html); and one text alone, where neither is so, to the first article.
    """

    def __init__(self, texts: Iterable[Article | Failure], role: str) -> None:
        """Read all the texts; `role` is what they are to their articles: "source" or "reference"."""
        self._role = role
        self._texts: dict[str, str] = {}
        self._used: set[str] = set()
        self.failures: list[Failure] = []
        """What could not be read, or goes by a name that another has."""
        for item in texts:
            if isinstance(item, Failure):
                self.failures.append(item)
                continue
            name = _stem(item) or item.id
            if name in self._texts:
                self.failures.append(Failure(item.id, f"another {role} goes by the name {name} too; give one of them"))
            self._texts.setdefault(name, item.text)
        self._alone = next(iter(self._texts), None) if len(self._texts) == 1 else None

    def of(self, article: Article) -> str | None:
        """The text that belongs to an article; None where none does."""
        for name in (article.known_as, _stem(article)):
            if name in self._texts:
                self._used.add(name)
                return self._texts[name]
        if self._alone is not None and not self._used:
            self._used.add(self._alone)
            return self._texts[self._alone]
        return None

    def left(self) -> Iterator[Failure]:
        """A failure for each text that no article was found for."""
        for name in self._texts.keys() - self._used:
            yield Failure(name, f"no article belongs to this {self._role}; name it as its article is named")


def with_texts(
    items: Iterable[Article | Failure], sources: Given, references: Given, max_words: int
) -> Iterator[Article | Failure]:
    """The articles, each with the source and the reference that belong to it; its own count where none does.

    One that is longer than `max_words` is left out, and a failure comes after its article.
    """
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        texts = {
            role: given.of(item) or own
            for role, given, own in (("source", sources, item.source), ("reference", references, item.reference))
        }
        long = {role: length for role, text in texts.items() if (length := size(text or "")) > max_words}
        kept = {role: None if role in long else text for role, text in texts.items()}
        yield replace(item, source=kept["source"], reference=kept["reference"])
        for role, length in long.items():
            yield Failure(item.id, f"its {role} is too long: {length} words, over the limit of {max_words}; cut it")


def source_of(article: Article) -> Original:
    """The source of an article that has one, sentence by sentence."""
    text = article.source or ""
    language, _ = detect(text)
    return Original("source", "", None, text, tuple(foreign_sentences(text, language)), language)


def against_source(reading: Reading, encoders: Encoders) -> Twin | None:
    """An article set against its source; None where it has none.

    Raises:
        ModelError: if the multilingual encoder cannot be had.
    """
    source, prose = source_of(reading.article), reading.prose
    if not (source.sentences and prose):
        return None
    ours = [reading.text_of(s) for s in prose]
    encode = encoders.multilingual.encode
    theirs = encode([source.sentence(place) for place in range(len(source.sentences))])
    return set_beside(ours, encode(ours), source, theirs)


def against_reference(reading: Reading, encoders: Encoders) -> Reference | None:
    """An article scored against its reference, sentence by sentence as they align; None where it has none.

    Raises:
        ModelError: if the embedding model cannot be had.
    """
    article, prose = reading.article, reading.prose
    if article.reference is None:
        return None
    reference = original_of(Article("reference", article.reference, language="en"))
    ours, theirs = [reading.text_of(s) for s in prose], [s.of(reference.text) for s in reference.sentences]
    if not (ours and theirs):
        return None
    encode = encoders.embeddings.encode
    pairs = align(encode(ours), encode(theirs), [len(s) for s in ours], [len(s) for s in theirs])
    segments = tuple((_joined(ours, mine), _joined(theirs, other)) for mine, other, _ in pairs)
    return Reference(segments, metrics(segments))


def _joined(sentences: Sequence[str], places: Iterable[int]) -> str:
    return " ".join(" ".join(sentences[place] for place in places).split())


def _stem(article: Article) -> str:
    """What the file of an article that fills one is called, up to the first dot; else ""."""
    return Path(article.file).name.partition(".")[0] if article.file and article.file == article.id else ""
