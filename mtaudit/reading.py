"""What the segmenter, the encoders and the originals make of articles: all that the detectors see of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mtaudit.config import Settings
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import Prose, read_words
from mtaudit.judge import GARBLED, Scores
from mtaudit.language import UNKNOWN, detect, name_of
from mtaudit.model import Article, Finding, Segment
from mtaudit.originals import Finder, overlong, prose_of
from mtaudit.segment import segment, words
from mtaudit.translation import against_source


def language_and_refusal(article: Article, max_words: int) -> tuple[str, str]:
    """The article's language, and why it is not audited; "" where it is."""
    language, probability = detect(article.text)
    if not article.text.strip():
        return language, "empty: the input holds no text"
    if reason := overlong(article.text, max_words):
        return language, reason
    if language not in ("en", UNKNOWN):
        return language, f"written in {name_of(language)} ({language}, probability {probability:.2f}), not in English"
    return language, ""


def read_all(
    articles: Sequence[Article], settings: Settings, encoders: Encoders, needs: Collection[str], finder: Finder | None
) -> list[Reading]:
    """Read articles, each as it would be read alone; short ones take less time together.

    Args:
        needs: what is asked for: "fluency", "embeddings", "multilingual".
        finder: what finds their twins, if they are set against originals.

    Raises:
        ModelError: if a model that is needed cannot be had.
    """
    cut = [segment(article) for article in articles]
    fluency = [FluencyReading()] * len(cut)
    if "fluency" in needs and articles:
        prose = [prose_in(article, segments) for article, segments in zip(articles, cut, strict=True)]
        fluency = read_words(encoders.fluency, encoders.tagger, prose, settings.thorough)
    found = []
    for article, segments, read in zip(articles, cut, fluency, strict=True):
        vectors = None
        if "embeddings" in needs:
            vectors = encoders.embeddings.encode([s.span.of(article.text) for s in segments])
        reading = Reading(article, segments, read.words, vectors, read.phrases, read.machine)
        twin = finder.twin(reading) if finder else None
        source = against_source(reading, encoders, settings.max_words) if "multilingual" in needs else None
        found.append(replace(reading, twin=twin, source=source))
    return found


def prose_in(article: Article, segments: Sequence[Segment]) -> Prose:
    """What the fluency model is given of an article: its prose, and where the words of each segment of it are."""
    prose = prose_of(segments)
    return Prose(article.text, prose, [tuple(words(article.text, s.span)) for s in prose])


def scores_of(reading: Reading, findings: Sequence[Finding]) -> list[Scores]:
    """What the tagger and rule `garbled` say of each segment of the prose, as the judge weighs it."""
    found, at = [], 0
    for part, odds in zip(reading.prose, reading.machine, strict=True):
        first = at
        while at < len(reading.fluency) and reading.fluency[at].span.start < part.span.end:
            at += 1
        garbled = sum(f.confidence for f in findings if f.rule == GARBLED and part.span.covers(f.span))
        found.append(Scores(at - first, sum(w.score for w in reading.fluency[first:at]), odds, garbled))
    return found
