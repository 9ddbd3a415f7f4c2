"""The texts that mtaudit is measured on: marked articles, none of which training or tuning saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mtaudit.core import Article, Span
from mtaudit.rules.text.loops import loops
from mtaudit.training import splits
from mtaudit.training.articles import for_testing
from mtaudit.training.calibration import BAD
from mtaudit.training.manifest import corpus_file
from mtaudit.training.pool import LANGUAGES
from mtaudit.training.readers import Marked, read_mqm, read_post_edits, sound
from mtaudit.training.splits import Split

TOGETHER = 5
"""Unrelated sentences that are audited as one article."""
LEAST = 0.05
"""Share of the post-edits of all languages that is drawn at least: fewer do not show how sound confidence is."""
MAJOR = 0.75
"""How bad a word is held to be, over its raters, in a span that is more than minor."""
LOOP, TIMES = 5, 3
"""Words at most in the unit of a neural loop, and how often it stands in a row at least."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article, and how bad each stretch of it between white space is held to be, 0..1."""

    article: Article
    pieces: tuple[tuple[Span, float], ...]

    @property
    def gold(self) -> tuple[tuple[Span, bool], ...]:
        """The bad phrases, and whether each is more than minor."""
        found: list[tuple[Span, bool]] = []
        open_: list[tuple[Span, float]] = []
        for piece, bad in [*self.pieces, (Span(0, 1), 0.0)]:
            if bad >= BAD:
                open_.append((piece, bad))
            elif open_:
                span = Span(open_[0][0].start, open_[-1][0].end)
                found.append((span, max(b for _, b in open_) >= MAJOR))
                open_ = []
        return tuple(found)

    @property
    def has_loop(self) -> bool:
        """Whether a neural loop stands in it: a handful of such articles can dominate a figure."""
        lines = (re.findall(r"\w+", line) for line in self.article.text.lower().splitlines())
        return any(loop.times >= TIMES for line in lines for loop in loops(line, LOOP))

    @property
    def words(self) -> int:
        """How many stretches between white space there are."""
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class TestSet:
    """Articles that are scored together."""

    __test__ = False  # pytest takes the name for a test otherwise

    name: str
    articles: tuple[MarkedArticle, ...]


def word_sets(folder: Path, share: float, seed: int = 7) -> list[TestSet]:
    """The sets of marked words: MQM news, post-edits of an unseen language and of all languages, native news.

    A share of each is drawn, but all of the native news: findings in it are so few that a part says little.
    """
    news: dict[str, list[Marked]] = {}
    for marked in read_mqm(corpus_file("mqm-zhen-news2021", folder)):
        if splits.of_translation(marked.article, marked.system) is Split.TEST and not marked.system.startswith("ref"):
            news.setdefault(f"{marked.article} {marked.system}", []).append(marked)
    pairs = list(read_post_edits(corpus_file("mlqe-pe", folder)))
    unseen = [p.hypothesis for p in pairs if p.part == "test20" and p.hypothesis.language not in LANGUAGES]
    groups = {f"post-edit {i}": unseen[i : i + TOGETHER] for i in range(0, len(unseen), TOGETHER)}
    native = {
        f"{s.group} {i}": [sound(text) for text in s.sentences]
        for i, s in enumerate(for_testing(folder))
        if s.kind == "native"
    }
    every = [p.hypothesis for p in pairs if p.part == "test20"]
    mixed = {
        f"post-edit {language} {i}": own[i : i + TOGETHER]
        for language in sorted({m.language for m in every})
        for own in [[m for m in every if m.language == language]]
        for i in range(0, len(own), TOGETHER)
    }
    return [
        _set("mqm-news", news, share, seed),
        _set("post-edits-unseen-language", groups, share, seed),
        _set("post-edits", mixed, max(LEAST, share / 2), seed),
        _set("native-news", native, 1.0, seed),
    ]


def _set(name: str, groups: dict[str, list[Marked]], share: float, seed: int) -> TestSet:
    order = sorted(groups)
    Random(seed).shuffle(order)
    chosen = order[: max(1, round(len(order) * share))]
    return TestSet(name, tuple(marked_article(key, groups[key]) for key in chosen))


def marked_article(name: str, sentences: Iterable[Marked]) -> MarkedArticle:
    """Sentences as one article, a line each."""
    text, pieces = "", []
    for sentence in sentences:
        places = re.finditer(r"\S+", sentence.text)
        pieces += [
            (Span(len(text) + m.start(), len(text) + m.end()), bad) for m, bad in zip(places, sentence.bad, strict=True)
        ]
        text += sentence.text + "\n"
    return MarkedArticle(Article(id=name, text=text), tuple(pieces))


def labels(article: MarkedArticle, spans: Sequence[Span]) -> list[bool]:
    """Whether each word is bad: whether the piece in which it begins is."""
    found, at = [], 0
    for span in spans:
        while article.pieces[at][0].end <= span.start:
            at += 1
        found.append(article.pieces[at][1] >= BAD)
    return found
