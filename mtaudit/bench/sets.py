"""The texts that mtaudit is measured on: marked articles, none of which was used in training or tuning."""

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
from mtaudit.training.readers import Marked, read_mqm, read_post_edits, sound_sentence
from mtaudit.training.splits import Split

TOGETHER = 5
"""Unrelated sentences that are audited as one article."""
LEAST = 0.05
"""Least share of the post-edits of all languages that is drawn: fewer do not show how reliable confidence is."""
MAJOR = 0.75
"""Mean badness over the raters, 0..1, from which a phrase counts as more than minor."""
LOOP, TIMES = 5, 3
"""Most words in the unit of a neural loop, and how often the unit must be repeated."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article, and the badness, 0..1, of each of its pieces, which white space separates."""

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
        """Whether it contains a neural loop: a handful of such articles can dominate a figure."""
        lines = (re.findall(r"\w+", line) for line in self.article.text.lower().splitlines())
        return any(loop.times >= TIMES for line in lines for loop in loops(line, LOOP))

    @property
    def words(self) -> int:
        """How many pieces, separated by white space, it has."""
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class TestSet:
    """Articles that are scored together."""

    __test__ = False  # the name makes pytest collect it otherwise

    name: str
    articles: tuple[MarkedArticle, ...]


def word_sets(folder: Path, share: float, seed: int = 7) -> list[TestSet]:
    """The sets of marked words: MQM news, post-edits of an unseen language and of all languages, native news.

    A share of each is drawn, except for the native news: it has so few findings that a share says little.
    """
    news: dict[str, list[Marked]] = {}
    for marked in read_mqm(corpus_file("mqm-zhen-news2021", folder)):
        if splits.of_translation(marked.article, marked.system) is Split.TEST and not marked.system.startswith("ref"):
            news.setdefault(f"{marked.article} {marked.system}", []).append(marked)
    pairs = list(read_post_edits(corpus_file("mlqe-pe", folder)))
    unseen = [p.hypothesis for p in pairs if p.part == "test20" and p.hypothesis.language not in LANGUAGES]
    groups = {f"post-edit {i}": unseen[i : i + TOGETHER] for i in range(0, len(unseen), TOGETHER)}
    native = {
        f"{s.group} {i}": [sound_sentence(text) for text in s.sentences]
        for i, s in enumerate(for_testing(folder))
        if s.kind == "native"
    }
    tested = [p.hypothesis for p in pairs if p.part == "test20"]
    mixed = {
        f"post-edit {language} {i}": of_language[i : i + TOGETHER]
        for language in sorted({m.language for m in tested})
        for of_language in [[m for m in tested if m.language == language]]
        for i in range(0, len(of_language), TOGETHER)
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
    """Sentences as one article, each on a line."""
    text, pieces = "", []
    for sentence in sentences:
        matches = re.finditer(r"\S+", sentence.text)
        pieces += [
            (Span(len(text) + m.start(), len(text) + m.end()), bad)
            for m, bad in zip(matches, sentence.bad, strict=True)
        ]
        text += sentence.text + "\n"
    return MarkedArticle(Article(id=name, text=text), tuple(pieces))


def labels(article: MarkedArticle, spans: Sequence[Span]) -> list[bool]:
    """Whether each word is bad, which it is if the piece in which it begins is bad."""
    found, at = [], 0
    for span in spans:
        while article.pieces[at][0].end <= span.start:
            at += 1
        found.append(article.pieces[at][1] >= BAD)
    return found
