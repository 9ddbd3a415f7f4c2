"""The sentences that the tagger learns from: which corpora, how much of each, and what each teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from mtaudit.training import splits
from mtaudit.training.garble import OPERATIONS, garble, round_trip, word_choice
from mtaudit.training.garble.draft import Garbled, Operation
from mtaudit.training.manifest import corpus_file
from mtaudit.training.mistakes import mistakes
from mtaudit.training.readers import Marked, PostEdited, read_documents, read_mqm, read_post_edits, read_years, sound
from mtaudit.training.splits import Split
from mtaudit.training.thesaurus import synonyms

LANGUAGES = ("et", "ne", "ro", "ru")
"""Source languages whose post-edits train; Sinhala is kept for the test."""
POST_EDITED = 1800
"""Translations taken of each of them to train on; a tenth as many to tune."""
POST_EDITS = 3
"""Of so many translations, the post-edit of one is taken too."""
TUNING_YEAR = 2013
"""Of the years that train, the one that is kept for tuning."""
DOCUMENT = 12
"""Sentences that are read together, each in the context of those before it."""
UNRELATED = 5
"""Sentences that are read together where none has to do with another: readers of single sentences are met too."""
MACHINES = 0.2
"""Share of the sentences of other years of which a machine's translation is taken."""
DAMAGED = 0.75
"""Share of the sentences of a garbled document that are damaged."""
SYNTHETIC, MQM, POST_EDIT, NONE = "synthetic", "mqm", "post-edit", ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it teaches.

    Attributes:
        marked: its text, and how bad each word of it is, as white space parts them.
        teaches: which view of badness its words teach (SYNTHETIC, MQM or POST_EDIT); NONE for unmarked words.
        machine: whether a machine translated it; None where that is not to be learnt (damaged on purpose, post-edited).
        operations: what damaged it.
    """

    marked: Marked
    teaches: str
    machine: bool | None = None
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences that are read together, and whether they train or tune."""

    examples: tuple[Example, ...]
    split: Split


@dataclass(slots=True)
class Pool:
    """Builds the documents, the same for the same corpora, seed and share; without `twins`, only those as found."""

    folder: Path
    seed: int = 2021
    share: float = 1.0
    twins: bool = True
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def documents(self) -> list[Document]:
        """Every document, in a mixed order, so that any beginning of the list is a fair sample of it.

        Raises:
            UsageError: if a corpus, WordNet or Apertium is missing.
        """
        post_edited = list(read_post_edits(corpus_file("mlqe-pe", self.folder)))
        found = [*self._translations(), *self._post_edited(post_edited), *self._news(), *self._machine_years()]
        if self.twins:
            found += self._years(_operations(post_edited))
        self._random.shuffle(found)
        return found[: round(len(found) * self.share)]

    def _translations(self) -> Iterator[Document]:
        """Segments with MQM's error spans; those of talks all train, as nothing is tested on talks."""
        for name in ("mqm-zhen-news2021", "mqm-zhen-ted"):
            by_article: dict[tuple[str, str], list[Example]] = {}
            for marked in read_mqm(corpus_file(name, self.folder)):
                machine = None if marked.system.startswith("ref") else True
                key = marked.article, marked.system
                by_article.setdefault(key, []).append(Example(marked, MQM, machine))
            for (article, system), examples in by_article.items():
                talks = name == "mqm-zhen-ted"
                split = splits.of_system(system) if talks else splits.of_translation(article, system)
                if split in (Split.TRAIN, Split.TUNE):
                    yield from _cut(examples, split)

    def _post_edited(self, pairs: Sequence[PostEdited]) -> Iterator[Document]:
        for language in LANGUAGES:
            for part, split, size in (("train", Split.TRAIN, POST_EDITED), ("dev", Split.TUNE, POST_EDITED // 10)):
                own = [p for p in pairs if p.hypothesis.language == language and p.part == part]
                chosen = self._random.sample(own, k=min(size, len(own)))
                examples = [Example(p.hypothesis, POST_EDIT) for p in chosen]
                examples += [Example(p.post_edit, POST_EDIT) for p in chosen[::POST_EDITS]]
                self._random.shuffle(examples)
                yield from _cut(examples, split, UNRELATED)

    def _news(self) -> Iterator[Document]:
        """Whole articles: by people and by machines. Half of the articles are left to the judge."""
        for kind, sentences in read_documents(corpus_file("news2021-documents", self.folder)):
            article, system = sentences[0].article, sentences[0].system
            if sentences[0].language == splits.HELD_OUT_LANGUAGE:
                continue
            split = splits.of_translation(article, system) if kind == "mt" else splits.of_article(article)
            if split in (Split.TRAIN, Split.TUNE) and not splits.for_judge(article):
                teaches, machine = (NONE, True) if kind == "mt" else (SYNTHETIC, False)
                yield from _cut([Example(s, teaches, machine) for s in sentences], split)

    def _years(self, operations: Sequence[tuple[Operation, float]]) -> Iterator[Document]:
        """Native and human-translated news of other years, what machines made of it, and its damaged twins."""
        by_people: list[tuple[Split, str]] = []
        for year, origin, versions in read_years(corpus_file("deen-human-vs-machine", self.folder)):
            split = Split.TUNE if year == TUNING_YEAR else splits.of_year(year)
            if split is Split.TEST:
                continue
            human = versions["original" if origin == "en" else "human_translation"]
            by_people.append((split, human))
        for split in (Split.TRAIN, Split.TUNE):
            texts = [text for own, text in by_people if own is split and text.split()]
            yield from self._twins(texts, split, operations)

    def _machine_years(self) -> Iterator[Document]:
        kept: dict[Split, list[Example]] = {Split.TRAIN: [], Split.TUNE: []}
        for year, _, versions in read_years(corpus_file("deen-human-vs-machine", self.folder)):
            split = Split.TUNE if year == TUNING_YEAR else splits.of_year(year)
            machines = sorted(name for name in versions if name.startswith(("google", "deepl")))
            if split is not Split.TEST and machines and self._random.random() < MACHINES:
                kept[split].append(Example(sound(versions[self._random.choice(machines)]), NONE, True))
        for split, examples in kept.items():
            yield from _cut(examples, split)

    def _twins(
        self, texts: Sequence[str], split: Split, operations: Sequence[tuple[Operation, float]]
    ) -> Iterator[Document]:
        """Each run of sentences as it was, damaged by our operations, and damaged by a trip through a language."""
        pivots = sorted(round_trip.PIVOTS)
        backs = {pivot: round_trip.translate_back(texts, pivot) for pivot in pivots}
        for number, first in enumerate(range(0, len(texts), DOCUMENT)):
            run = range(first, min(first + DOCUMENT, len(texts)))
            if number % 3:
                yield Document(tuple(Example(sound(texts[i]), SYNTHETIC, False) for i in run), split)
            by_rule = [garble(texts[i], self._random, operations) for i in run]
            yield self._damaged([texts[i] for i in run], by_rule, split)
            back = backs[pivots[number % len(pivots)]]
            trip = [
                round_trip.whole(texts[i], back[i])
                if number % 4 == 0
                else round_trip.in_part(texts[i], back[i], self._random)
                for i in run
            ]
            yield self._damaged([texts[i] for i in run], trip, split)

    def _damaged(self, texts: Sequence[str], garbled: Sequence[Garbled | None], split: Split) -> Document:
        examples = [
            Example(sound(text), SYNTHETIC)
            if damaged is None or self._random.random() > DAMAGED
            else Example(Marked(damaged.text, tuple(map(float, damaged.bad))), SYNTHETIC, None, damaged.operations)
            for text, damaged in zip(texts, garbled, strict=True)
        ]
        return Document(tuple(examples), split)


def _operations(post_edited: Sequence[PostEdited]) -> tuple[tuple[Operation, float], ...]:
    train = (p for p in post_edited if p.part == "train" and p.hypothesis.language in LANGUAGES)
    return (
        *OPERATIONS,
        (word_choice.other_sense(synonyms()), 3.0),
        (word_choice.transplanted(mistakes(train)), 4.0),
    )


def _cut(examples: Sequence[Example], split: Split, size: int = DOCUMENT) -> Iterator[Document]:
    for first in range(0, len(examples), size):
        yield Document(tuple(examples[first : first + size]), split)
