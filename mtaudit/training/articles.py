"""Whole articles that the decision is fitted to and tested on: by people, by machines, and round trips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from random import Random

from mtaudit.training import splits
from mtaudit.training.manifest import corpus_file
from mtaudit.training.pool import LANGUAGES, TUNING_YEAR, Document, Example
from mtaudit.training.readers import read_documents, read_post_edits, read_years, sound_sentence
from mtaudit.training.splits import Split

SENTENCES = 12
"""Sentences in an article that is put together from a year's news."""
POOR, CHANGED = 10, 0.4
"""Articles of post-edited sentences taken from each language, and the least share of changed words in a sentence."""
NATIVE_YEAR = 2016
"""Year whose native news the decision is fitted to as well; it determines how many false alarms there are."""
MACHINES_PER_ARTICLE = 2
"""Most systems whose translations of one article are taken."""
KINDS: Mapping[str, str] = {
    "original": "native",
    "human_translation": "ht",
    "google": "mt",
    "deepl": "mt",
    "google_round_trip": "rt",
    "deepl_round_trip": "rt",
}
"""What the versions of the years' news are: native, human translation, machine translation or round trip."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of known origin: `kind` is native, ht, mt, rt or garbled; its versions share a `group`."""

    kind: str
    group: str
    system: str
    _: KW_ONLY
    language: str
    sentences: tuple[str, ...]

    @property
    def machine(self) -> bool:
        """Whether it was translated by a machine."""
        return self.kind in ("mt", "rt", "garbled")

    @property
    def document(self) -> Document:
        """The article as a document from which features can be extracted."""
        return Document(tuple(Example(sound_sentence(text), "") for text in self.sentences), Split.TUNE)


def for_fitting(folder: Path, seed: int = 2021) -> list[Sample]:
    """Articles that the tagger was not trained on: half of the training articles of 2021, and the tuning year."""
    random = Random(seed)
    fits = [
        s for split in (Split.TRAIN, Split.TUNE) for s in _news(folder, split) if s.language != splits.HELD_OUT_LANGUAGE
    ]
    fits = [s for s in fits if splits.for_judge(s.group)]
    return [*_a_few_systems(fits, random), *_years(folder, {TUNING_YEAR}), *_poor(folder)]


def natives_of(folder: Path, year: int) -> list[Sample]:
    """The articles of a year that were written in English."""
    return [s for s in _years(folder, {year}) if s.kind == "native"]


def for_testing(folder: Path, seed: int = 2021) -> list[Sample]:
    """Articles of which neither the text, the system nor the year was used for the tagger or the decision."""
    years = set(range(NATIVE_YEAR + 1, NATIVE_YEAR + 10))
    return [*_a_few_systems(list(_news(folder, Split.TEST)), Random(seed)), *_years(folder, years)]


def _poor(folder: Path) -> Iterator[Sample]:
    """Runs of translations that post-editors changed a lot, as the news of good systems contains little garble."""
    pairs = [p for p in read_post_edits(corpus_file("mlqe-pe", folder)) if p.part == "dev"]
    for language in LANGUAGES:
        changed = [p.hypothesis for p in pairs if p.hypothesis.language == language]
        changed = [m for m in changed if sum(m.bad) > CHANGED * len(m.bad)]
        for first in range(0, min(len(changed), POOR * SENTENCES) - SENTENCES + 1, SENTENCES):
            texts = tuple(m.text for m in changed[first : first + SENTENCES])
            yield Sample("garbled", f"post-edited {language} {first}", "", language=language, sentences=texts)


def _news(folder: Path, wanted: Split) -> Iterator[Sample]:
    for kind, sentences in read_documents(corpus_file("news2021-documents", folder)):
        first = sentences[0]
        split = splits.of_translation(first.article, first.system) if kind == "mt" else splits.of_article(first.article)
        if split is wanted:
            texts = tuple(s.text for s in sentences)
            yield Sample(kind, first.article, first.system, language=first.language or "en", sentences=texts)


def _a_few_systems(samples: list[Sample], random: Random) -> list[Sample]:
    """The samples with at most MACHINES_PER_ARTICLE translations of each article."""
    kept = [s for s in samples if not s.machine]
    by_article: dict[str, list[Sample]] = {}
    for sample in (s for s in samples if s.machine):
        by_article.setdefault(sample.group, []).append(sample)
    for translations in by_article.values():
        kept += random.sample(translations, k=min(len(translations), MACHINES_PER_ARTICLE))
    return kept


def _years(folder: Path, years: set[int]) -> Iterator[Sample]:
    """Runs of sentences of one year and one original language, in every version, with that language."""
    runs: dict[tuple[int, str], list[dict[str, str]]] = {}
    for year, origin, versions in read_years(corpus_file("deen-human-vs-machine", folder)):
        if year in years and all(text.split() for text in versions.values()):
            runs.setdefault((year, origin), []).append(versions)
    for (year, origin), rows in runs.items():
        for first in range(0, len(rows) - SENTENCES + 1, SENTENCES):
            part = rows[first : first + SENTENCES]
            for version in part[0]:
                kind = KINDS[version]
                system = version if kind in ("mt", "rt") else ""
                yield Sample(
                    kind,
                    f"{year}-{origin}-{first}",
                    system,
                    language=origin,
                    sentences=tuple(row[version] for row in part),
                )
