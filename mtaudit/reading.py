"""What the segmenter, the encoders and the originals make of articles: all that the detectors see of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mtaudit.config import Settings
from mtaudit.detectors.foreign_segments import foreign_segments
from mtaudit.detectors.interface import Reading
from mtaudit.encoders import Encoders
from mtaudit.encoders.interface import FluencyReading
from mtaudit.encoders.words import Prose, read_words
from mtaudit.judge import GARBLED, Scores
from mtaudit.language import UNKNOWN, detect, is_english, name_of
from mtaudit.legible import is_unreadable
from mtaudit.model import Article, Finding, Segment
from mtaudit.originals import Finder, overlong, prose_of
from mtaudit.segment import segment, words
from mtaudit.translation import against_source

LEAST_ENGLISH, ENGLISH_SHARE = 40, 1 / 3
"""Words in English sentences, and the share of the sentences that these are, from which an article in two languages is
audited for its English."""


def language_and_refusal(article: Article, max_words: int) -> tuple[str, str]:
    """The article's language, and why it is not audited; "" where it is."""
    language, probability = detect(article.text)
    if not article.text.strip():
        return language, "empty: the input holds no text"
    if reason := overlong(article.text, max_words):
        return language, reason
    if language not in ("en", UNKNOWN) and not _is_worth_reading(article):
        return language, f"written in {name_of(language)} ({language}, probability {probability:.2f}), not in English"
    return language if language in ("en", UNKNOWN) else UNKNOWN, ""


def _is_worth_reading(article: Article) -> bool:
    """Whether an article that may be in another language has an English part, or is in none at all."""
    sentences = [s.span.of(article.text) for s in prose_of(segment(article))]
    english = [s for s in sentences if is_english(s)]
    if sum(len(s.split()) for s in english) >= LEAST_ENGLISH and len(english) >= ENGLISH_SHARE * len(sentences):
        return True
    return 2 * sum(len(s) for s in sentences if is_unreadable(s)) > sum(map(len, sentences))


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
    sorted_out = [
        Reading(article, segments, foreign=foreign_segments(article.text, segments))
        for article, segments in zip(articles, cut, strict=True)
    ]
    fluency = [FluencyReading()] * len(cut)
    if "fluency" in needs and articles:
        english = [prose_in(reading.article, reading.english) for reading in sorted_out]
        fluency = read_words(encoders.fluency, encoders.tagger, english, settings.thorough)
    found = []
    for plain, read in zip(sorted_out, fluency, strict=True):
        vectors = None
        if "embeddings" in needs:
            vectors = encoders.embeddings.encode([plain.text_of(s) for s in plain.segments])
        reading = replace(plain, fluency=read.words, vectors=vectors, phrases=read.phrases, machine=read.machine)
        twin = finder.twin(reading) if finder else None
        source = against_source(reading, encoders, settings.max_words) if "multilingual" in needs else None
        found.append(replace(reading, twin=twin, source=source))
    return found


def prose_in(article: Article, segments: Sequence[Segment]) -> Prose:
    """What the fluency model is given of an article: segments of English, and where the words of each of them are."""
    return Prose(article.text, segments, [tuple(words(article.text, s.span)) for s in segments])


def scores_of(reading: Reading, findings: Sequence[Finding]) -> list[Scores]:
    """What the tagger and rule `garbled` say of each segment of English, as the judge weighs it."""
    found, at = [], 0
    for part, odds in zip(reading.english, reading.machine, strict=True):
        first = at
        while at < len(reading.fluency) and reading.fluency[at].span.start < part.span.end:
            at += 1
        garbled = sum(f.confidence for f in findings if f.rule == GARBLED and part.span.covers(f.span))
        found.append(Scores(at - first, sum(w.score for w in reading.fluency[first:at]), odds, garbled))
    return found


def in_english(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that count for the verdict: those that do not lie in another language, or in none."""
    apart = [s.span for s in reading.prose if s.index in reading.foreign]
    return [f for f in findings if not any(f.span.overlaps(span) for span in apart)]
