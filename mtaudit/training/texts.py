"""The articles that the joint decision is fitted to, none of which the tagger was fed with, and how they are mixed."""

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
"""Post-edited translations of each language that are taken, and how many make an article."""
BAD = 0.5
"""How bad a word must be held to be to count as bad."""
ROUND_TRIPS = 42
"""Round trips of good systems that are taken: a few, as next to nothing of them can be seen."""
DILUTED, INSERTED = 200, 120
"""Articles that are made by putting garbled sentences among a fluent machine's, and among a native writer's."""
SHARE = 0.3, 0.9
"""Least and largest share of garbled sentences in the first."""


def texts(folder: Path, seed: int = 2021) -> Iterator[Text]:
    """Everything that is read.

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
        own = [m for m in pairs if m.language == language]
        own = random.sample(own, k=min(POST_EDITED, len(own)))
        for first in range(0, len(own), TOGETHER):
            text, bad = joined(own[first : first + TOGETHER])
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
    """Where the marked phrases stand, each given by its text and which occurrence of it is meant (the first is 1)."""
    found = []
    for mark in marks:
        phrase, start = str(mark["text"]), -1
        for _ in range(int(str(mark.get("occurrence", 1)))):
            start = text.index(phrase, start + 1)
        found.append(Span(start, start + len(phrase)))
    return tuple(found)


def joined(sentences: Sequence[Marked]) -> tuple[str, tuple[Span, ...]]:
    """Sentences as one text, a line each, and its bad words."""
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


def diluted(fluent: Sequence[Labelled], garbled: Sequence[Labelled], random: Random) -> Iterator[Labelled]:
    """Half-good translations: a fluent machine's articles, some of whose sentences are exchanged for garbled ones."""
    for _ in range(DILUTED):
        base = random.choice(fluent)
        sentences = _sentences(base)
        count = len(sentences)
        places = random.sample(range(count), k=round(random.uniform(*SHARE) * count))
        pool = [pair for one in random.choices(garbled, k=count) for pair in _sentences(one)]
        for place, pair in zip(places, random.sample(pool, k=len(places)), strict=True):
            sentences[place] = pair
        yield _made("diluted", base, sentences)


def inserted(
    sound: Sequence[Labelled], garbled: Sequence[Labelled], random: Random, run: int, count: int = INSERTED
) -> Iterator[Labelled]:
    """Sound copy with `run` garbled sentences in a row put in somewhere."""
    while count:
        base, other = random.choice(sound), _sentences(random.choice(garbled))
        first = random.randrange(max(1, len(other) - run + 1))
        put = other[first : first + run]
        if len(put) == run and all(any(bad) for _, bad in put):
            at = random.randint(0, len(base.evidence.sentences))
            yield _made("inserted", base, [*_sentences(base)[:at], *put, *_sentences(base)[at:]])
            count -= 1


_Sentence = tuple[SentenceEvidence, tuple[bool, ...]]


def _sentences(one: Labelled) -> list[_Sentence]:
    return [(s, bad) for s, bad in zip(one.evidence.sentences, one.bad, strict=True) if not s.headline]


def _made(kind: str, base: Labelled, sentences: Sequence[_Sentence]) -> Labelled:
    placed, at = [], 0
    for sentence, _ in sentences:
        placed.append(replace(sentence, first=at))
        at += len(sentence.scores)
    scores = tuple(score for sentence in placed for score in sentence.scores)
    evidence = Evidence(tuple(placed), scores, base.evidence.style, findings=base.evidence.findings)
    return Labelled(kind, base.name, evidence, bad=tuple(bad for _, bad in sentences), findings=base.findings)
