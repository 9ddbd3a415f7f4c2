"""The articles that the joint decision is fitted to, none of which the tagger was trained on, and their mixtures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from mtaudit.core import Evidence, SentenceEvidence, Span
from mtaudit.training.articles import NATIVE_YEAR, for_fitting, natives_of
from mtaudit.training.labelled import Labelled, Text
from mtaudit.training.manifest import corpus_file, samples_folder
from mtaudit.training.pool import LANGUAGES
from mtaudit.training.readers import Marked, read_genres, read_post_edits

POST_EDITED, TOGETHER = 480, 8
"""Post-edited translations taken from each language, and how many make an article."""
BAD = 0.5
"""Least badness, 0..1, of a word that counts as bad."""
ROUND_TRIPS = 42
"""Round trips by good systems that are taken: few, as they contain hardly any visible garble."""
DILUTED, INSERTED = 200, 120
"""Articles made by mixing garbled sentences into a fluent machine's articles, and into native ones."""
SHARE = 0.3, 0.9
"""Least and largest share of garbled sentences in the former."""


def texts(folder: Path, seed: int = 2021) -> Iterator[Text]:
    """Every text that the decision is fitted to.

    Raises:
        UsageError: if a corpus is missing.
    """
    random = Random(seed)
    fitting = [s for s in for_fitting(folder) if s.kind != "garbled"]
    trips = [s for s in fitting if s.kind == "rt"]
    kept = {id(s) for s in random.sample(trips, k=min(ROUND_TRIPS, len(trips)))}
    for sample in [*fitting, *natives_of(folder, NATIVE_YEAR)]:
        if sample.kind != "rt" or id(sample) in kept:
            yield Text(sample.kind, f"{sample.group} {sample.system}", "\n\n".join(sample.sentences))
    for genre, tests, text in read_genres(corpus_file("native-genres", folder)):
        if not tests:
            yield Text(f"genre {genre}", genre, text)
    pairs = [p.hypothesis for p in read_post_edits(corpus_file("mlqe-pe", folder)) if p.part == "dev"]
    for language in LANGUAGES:
        of_language = [m for m in pairs if m.language == language]
        of_language = random.sample(of_language, k=min(POST_EDITED, len(of_language)))
        for first in range(0, len(of_language), TOGETHER):
            text, bad = join_sentences(of_language[first : first + TOGETHER])
            yield Text("post-edited", f"{language} {first}", text, bad=bad)
    yield from samples()


def samples() -> Iterator[Text]:
    """The samples of the project, with their gold spans."""
    from mtaudit.config import Settings
    from mtaudit.core import Article
    from mtaudit.ingest import read

    folder = samples_folder()
    rows = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())}
    for article in read([str(folder)], Settings()):
        if isinstance(article, Article):
            row = next(row for name, row in rows.items() if article.id == name or article.id.endswith(Path(name).name))
            yield Text(f"sample {row['label']}", article.id, article.text, bad=gold_spans(article.text, row["spans"]))


def gold_spans(text: str, marks: Sequence[dict[str, object]]) -> tuple[Span, ...]:
    """The spans of the marked phrases, each given by its text and the number of its occurrence (the first is 1)."""
    found = []
    for mark in marks:
        phrase, start = str(mark["text"]), -1
        for _ in range(int(str(mark.get("occurrence", 1)))):
            start = text.index(phrase, start + 1)
        found.append(Span(start, start + len(phrase)))
    return tuple(found)


def join_sentences(sentences: Sequence[Marked]) -> tuple[str, tuple[Span, ...]]:
    """Sentences as one text, each on a line, and the spans of its bad words."""
    text, bad = "", []
    for sentence in sentences:
        at = len(text)
        for word, how_bad in zip(sentence.text.split(), sentence.bad, strict=True):
            at = len(text) + sentence.text.index(word, at - len(text))
            if how_bad >= BAD:
                bad.append(Span(at, at + len(word)))
            at += len(word)
        text += sentence.text + "\n"
    return text, tuple(bad)


def make_diluted(fluent: Sequence[Labelled], garbled: Sequence[Labelled], random: Random) -> Iterator[Labelled]:
    """Yield half-good translations: a fluent machine's articles with some sentences replaced by garbled ones."""
    for _ in range(DILUTED):
        base = random.choice(fluent)
        sentences = _sentences(base)
        count = len(sentences)
        positions = random.sample(range(count), k=round(random.uniform(*SHARE) * count))
        pool = [pair for article in random.choices(garbled, k=count) for pair in _sentences(article)]
        for position, pair in zip(positions, random.sample(pool, k=len(positions)), strict=True):
            sentences[position] = pair
        yield _mixed("diluted", base, sentences)


def make_inserted(
    sound: Sequence[Labelled], garbled: Sequence[Labelled], random: Random, run: int, count: int = INSERTED
) -> Iterator[Labelled]:
    """Yield sound articles with `run` consecutive garbled sentences inserted at a random position."""
    while count:
        base, other = random.choice(sound), _sentences(random.choice(garbled))
        first = random.randrange(max(1, len(other) - run + 1))
        inserted = other[first : first + run]
        if len(inserted) == run and all(any(bad) for _, bad in inserted):
            at = random.randint(0, len(base.evidence.sentences))
            yield _mixed("inserted", base, [*_sentences(base)[:at], *inserted, *_sentences(base)[at:]])
            count -= 1


_Sentence = tuple[SentenceEvidence, tuple[bool, ...]]


def _sentences(article: Labelled) -> list[_Sentence]:
    return [(s, bad) for s, bad in zip(article.evidence.sentences, article.bad, strict=True) if not s.headline]


def _mixed(kind: str, base: Labelled, sentences: Sequence[_Sentence]) -> Labelled:
    placed, at = [], 0
    for sentence, _ in sentences:
        placed.append(replace(sentence, first=at))
        at += len(sentence.scores)
    scores = tuple(score for sentence in placed for score in sentence.scores)
    evidence = Evidence(tuple(placed), scores, base.evidence.style, findings=base.evidence.findings)
    return Labelled(kind, base.name, evidence, bad=tuple(bad for _, bad in sentences), findings=base.findings)
