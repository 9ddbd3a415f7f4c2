"""The sentences that the tagger is trained on: which corpora, how much of each, and what each teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from random import Random

from mtaudit.training import splits
from mtaudit.training.garble import OPERATIONS, garble, round_trip, word_choice
from mtaudit.training.garble.draft import Garbled, Operation
from mtaudit.training.manifest import corpus_file
from mtaudit.training.mistakes import mistakes
from mtaudit.training.readers import (
    Marked,
    PostEdited,
    read_documents,
    read_mqm,
    read_post_edits,
    read_segments,
    read_years,
    sound_sentence,
)
from mtaudit.training.splits import Split
from mtaudit.training.thesaurus import synonyms

LANGUAGES = ("et", "ne", "ro", "ru")
"""Source languages whose post-edits are for training; Sinhala is kept for testing."""
POST_EDITED = 3000
"""Translations taken from each of them for training; a tenth as many for tuning."""
POST_EDITS = 3
"""Of every so many translations, the post-edit of one is taken too."""
TUNING_YEAR = 2013
"""The training year that is kept for tuning."""
DOCUMENT = 12
"""Sentences that are read together, each in the context of those before it."""
UNRELATED = 5
"""Sentences that are read together if they are unrelated."""
TRIPS = 3
"""Of every so many runs of sentences, one is only taken after a round trip; the others also unchanged and damaged."""
SEGMENT_LANGUAGES, SYSTEMS = ("cs", "de", "ha"), 2
"""Source languages with segments but no whole articles, and how many systems are taken for each run of them."""
DAMAGED = 0.75
"""Share of the sentences of a garbled document that are damaged."""
SYNTHETIC, MQM, POST_EDIT, NONE = "synthetic", "mqm", "post-edit", ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it teaches.

    Attributes:
        marked: its text, and the badness of each word, as white space separates them.
        teaches: which view of badness its words teach (SYNTHETIC, MQM or POST_EDIT); NONE for unmarked words.
        machine: whether a machine translated it; None if that must not be learnt (damaged on purpose, post-edited).
        operations: the names of the operations that damaged it.
    """

    marked: Marked
    teaches: str
    machine: bool | None = None
    _: KW_ONLY
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences that are read together, and whether they are for training or tuning."""

    examples: tuple[Example, ...]
    split: Split


@dataclass(frozen=True, slots=True)
class Pool:
    """Builds the documents, the same for the same corpora, seed and share; without `twins`, none is damaged."""

    folder: Path
    seed: int = 2021
    share: float = 1.0
    _: KW_ONLY
    twins: bool = True

    def documents(self) -> list[Document]:
        """Every document, in random order, so that any beginning of the list is a fair sample of it.

        Raises:
            UsageError: if a corpus, WordNet or Apertium is missing.
        """
        post_edited = list(read_post_edits(corpus_file("mlqe-pe", self.folder)))
        found = [*self._translations(), *self._post_edited(post_edited), *self._news(), *self._segments()]
        found += self._machine_years()
        if self.twins:
            found += self._years(_operations(post_edited))
        self._draws("order").shuffle(found)
        return found[: round(len(found) * self.share)]

    def _draws(self, part: str) -> Random:
        """A generator of its own for each part, so that a change in one does not affect what the others draw."""
        return Random(f"{self.seed} {part}")

    def _translations(self) -> Iterator[Document]:
        """Segments with MQM's error spans; those of talks are all for training, as nothing is tested on talks."""
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
        random = self._draws("post-edits")
        for language in LANGUAGES:
            for part, split, size in (("train", Split.TRAIN, POST_EDITED), ("dev", Split.TUNE, POST_EDITED // 10)):
                of_language = [p for p in pairs if p.hypothesis.language == language and p.part == part]
                chosen = random.sample(of_language, k=min(size, len(of_language)))
                examples = [Example(p.hypothesis, POST_EDIT) for p in chosen]
                examples += [Example(p.post_edit, POST_EDIT) for p in chosen[::POST_EDITS]]
                random.shuffle(examples)
                yield from _cut(examples, split, UNRELATED)

    def _news(self) -> Iterator[Document]:
        """Whole articles by people and by machines. Half of the articles are kept for the judge."""
        for kind, sentences in read_documents(corpus_file("news2021-documents", self.folder)):
            article, system = sentences[0].article, sentences[0].system
            if sentences[0].language == splits.HELD_OUT_LANGUAGE:
                continue
            split = splits.of_translation(article, system) if kind == "mt" else splits.of_article(article)
            if split in (Split.TRAIN, Split.TUNE) and not splits.for_judge(article):
                teaches, machine = (NONE, True) if kind == "mt" else (SYNTHETIC, False)
                yield from _cut([Example(s, teaches, machine) for s in sentences], split)

    def _segments(self) -> Iterator[Document]:
        """Runs of human translations and of machine translations of the same segments, in the order of their articles.

        They teach who translated, but no view of badness: as sound copy they made the tagger miss garble.
        """
        random = self._draws("segments")
        rows = list(read_segments(corpus_file("news2021-segments", self.folder)))
        for language in SEGMENT_LANGUAGES:
            of_language = [row for row in rows if row.language == language]
            systems = (
                sorted(s for s in of_language[0].outputs if splits.of_system(s) is Split.TRAIN) if of_language else []
            )
            for first in range(0, len(of_language), DOCUMENT):
                run = of_language[first : first + DOCUMENT]
                yield Document(tuple(Example(sound_sentence(row.reference), NONE, False) for row in run), Split.TRAIN)
                for system in random.sample(systems, k=min(SYSTEMS, len(systems))):
                    yield Document(
                        tuple(Example(sound_sentence(row.outputs[system]), NONE, True) for row in run), Split.TRAIN
                    )

    def _years(self, operations: Sequence[tuple[Operation, float]]) -> Iterator[Document]:
        """Native and human-translated news of other years, and its damaged twins."""
        by_people: list[tuple[Split, Marked]] = []
        for year, origin, versions in read_years(corpus_file("deen-human-vs-machine", self.folder)):
            split = Split.TUNE if year == TUNING_YEAR else splits.of_year(year)
            if split is Split.TEST:
                continue
            human = versions["original" if origin == "en" else "human_translation"]
            by_people.append((split, sound_sentence(human, language=origin)))
        for split in (Split.TRAIN, Split.TUNE):
            originals = [marked for other, marked in by_people if other is split and marked.text.split()]
            yield from self._twins(originals, split, operations)

    def _machine_years(self) -> Iterator[Document]:
        """A machine's version of each sentence of other years: a translation or a round trip."""
        random = self._draws("machine years")
        kept: dict[Split, list[Example]] = {Split.TRAIN: [], Split.TUNE: []}
        for year, _, versions in read_years(corpus_file("deen-human-vs-machine", self.folder)):
            split = Split.TUNE if year == TUNING_YEAR else splits.of_year(year)
            machines = sorted(name for name in versions if name.startswith(("google", "deepl")))
            if split is not Split.TEST and machines:
                kept[split].append(Example(sound_sentence(versions[random.choice(machines)]), NONE, True))
        for split, examples in kept.items():
            yield from _cut(examples, split)

    def _twins(
        self, originals: Sequence[Marked], split: Split, operations: Sequence[tuple[Operation, float]]
    ) -> Iterator[Document]:
        """Runs of sentences after a round trip, and all but one in TRIPS also unchanged and damaged by rule."""
        random = self._draws(f"twins that {split}")
        texts = [marked.text for marked in originals]
        pivots = sorted(round_trip.PIVOTS)
        backs = {pivot: round_trip.translate_back(texts, pivot) for pivot in pivots}
        for number, first in enumerate(range(0, len(texts), DOCUMENT)):
            run = range(first, min(first + DOCUMENT, len(texts)))
            by_rule = [garble(texts[i], random, operations) for i in run]
            damaged = _damaged([texts[i] for i in run], by_rule, random)
            if number % TRIPS:
                yield from _cut([Example(originals[i], SYNTHETIC, False) for i in run], split)
                yield from _cut(damaged, split)
            back = backs[pivots[number % len(pivots)]]
            trip = [
                round_trip.carry_all(texts[i], back[i])
                if number % 4 == 0
                else round_trip.carry_some(texts[i], back[i], random)
                for i in run
            ]
            yield from _cut(_damaged([texts[i] for i in run], trip, random), split)


def _damaged(texts: Sequence[str], garbled: Sequence[Garbled | None], random: Random) -> list[Example]:
    return [
        Example(sound_sentence(text), SYNTHETIC)
        if damaged is None or random.random() > DAMAGED
        else Example(
            Marked(damaged.text, tuple(map(float, damaged.bad))), SYNTHETIC, None, operations=damaged.operations
        )
        for text, damaged in zip(texts, garbled, strict=True)
    ]


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
