"""The phrases that may be garbled: where they begin and end, and the evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from mtaudit.core import Analysis, Kind, Phrase, Repair, Sentence, Span, WordFluency
from mtaudit.core.cover import Cover
from mtaudit.rules.text.foreign_words import foreign_words
from mtaudit.rules.text.loops import loops
from mtaudit.rules.text.surprise import clusters, repairs
from mtaudit.segment.quotes import quotes

SEED = 0.08
"""Least score, by the tagger, of a word that makes a phrase."""
LONGEST = 25
"""Words in a phrase, at most."""
GAP = 1
"""Sound words between two garbled ones that are taken into one phrase."""
NEAR = 0.3
"""A neighbour is taken into a phrase that scores this share of its worst word, and half of what a seed must."""
RAREST = 14.0
"""Unigram surprisal, in nats, past which a word is too rare for the tagger to be trusted on it alone."""
CLOSE = 0.8
"""A common word of the phrase must score at least this share of the worst word's score."""
LOOP, AGAIN = 8, 4
"""Words in the longest unit of a loop that is left to another rule, and how many must stand again in it."""
ARTICLES = frozenset({"a", "an", "the"})
LINE = 20
"""Words past which a line counts as a sentence although it ends without a stop."""

_STOP = re.compile(r"[.!?…:;][\"”’')\]»]*\s*$")


def sentences_of(analysis: Analysis) -> Iterator[Sentence]:
    """The sentences and headlines of an article, in order; captions, results and lists have a grammar of their own."""
    text = analysis.article.text
    speech = quotes(text)
    at = 0
    for segment, machine in zip(analysis.english, analysis.machine, strict=True):
        while at < len(analysis.fluency) and analysis.fluency[at].span.start < segment.span.start:
            at += 1
        first = at
        while at < len(analysis.fluency) and segment.span.covers(analysis.fluency[at].span):
            at += 1
        words = analysis.fluency[first:at]
        headline = segment.kind is Kind.TITLE
        stops = len(words) > LINE or _STOP.search(segment.span.of(text))
        if words and (headline or (segment.kind is Kind.BODY and stops)):
            found = phrases_in(text, words, headline)
            yield Sentence(
                first=first,
                words=words,
                machine=machine,
                phrases=tuple(replace(p, quoted=speech.touches(words[p.first].span)) for p in found),
                headline=headline,
                article=any(word.span.of(text) in ARTICLES for word in words),
            )


def phrases_in(text: str, words: Sequence[WordFluency], headline: bool = False) -> Iterator[Phrase]:
    """The phrases of one sentence that may be garbled. Three signs make one: words that the tagger scores high, a
    repair that wins much, improbable words close together.

    What is bad for rarities alone is left out, and so is what mostly stands in a loop, or in another language. A
    headline leaves out articles and auxiliaries, so that none counts as missing there.
    """
    tagged = [Phrase(first, last) for first, last in runs([word.score for word in words], SEED)]
    tagged = [m for m in tagged if _is_of_common_words(text, words[m.first : m.last + 1], headline)]
    mended = [m for m in repairs(words) if not (headline and m.repair and m.repair.inserts)]
    phrases = [*tagged, *mended, *clusters(text, words)]
    stuck = loop_positions([w.span.of(text).lower() for w in words])
    phrases = [m for m in phrases if 2 * len(stuck & set(range(m.first, m.last + 1))) <= m.last + 1 - m.first]
    if not phrases:
        return
    foreign = _foreign(text, Span(words[0].span.start, words[-1].span.end))
    for phrase in _merged(sorted(phrases, key=lambda m: (m.first, m.last))):
        words_of_it = words[phrase.first : phrase.last + 1]
        if 2 * sum(foreign.touches(w.span) for w in words_of_it) <= len(words_of_it):
            yield phrase


def runs(scores: Sequence[float], seed: float) -> list[tuple[int, int]]:
    """The words `[first, last]` around each word that scores `seed` or more, from the worst on; in order.

    A run reaches over neighbours that score NEAR of its worst word and half of `seed`, and over gaps of GAP words.
    """
    free, found = set(range(len(scores))), []
    for worst in sorted(free, key=lambda i: -scores[i]):
        if scores[worst] >= seed and worst in free:
            bar = max(seed / 2, NEAR * scores[worst])
            last = _reach(scores, free, worst, 1, bar, LONGEST - 1)
            first = _reach(scores, free, worst, -1, bar, LONGEST - 1 - (last - worst))
            free -= set(range(first, last + 1))
            found.append((first, last))
    return sorted(found)


def _reach(scores: Sequence[float], free: Set[int], start: int, step: int, bar: float, most: int) -> int:
    """The position of the last word that a run reaches from `start` in one direction."""
    reached = at = start
    while at + step in free and abs(at - reached) <= GAP and abs(at + step - start) <= most:
        at += step
        if scores[at] >= bar:
            reached = at
    return reached


def loop_positions(words: Sequence[str]) -> frozenset[int]:
    """The positions of words in a loop, which another rule reports: they look garbled for that reason alone."""
    found = (loop for loop in loops(words, LOOP) if loop.times > 1 and loop.repeated >= AGAIN)
    return frozenset(i for loop in found for i in range(loop.begin, loop.end))


def _foreign(text: str, sentence: Span) -> Cover:
    """The words of other languages in a sentence, quoted or not, which cannot be garbled English."""
    return Cover(tuple(sorted(words.span for words in foreign_words(text, sentence))))


def _is_of_common_words(text: str, words: Sequence[WordFluency], headline: bool) -> bool:
    """Whether a phrase scores high for more than rare words: names, abbreviations, words of dialect or of Latin.

    More than half of it must be common words; in a headline, which is short and full of names, half.
    """
    worst = max(word.score for word in words)
    common = [w for w in words if w.span.of(text).isalpha() and w.span.of(text).islower() and w.unigram < RAREST]
    return 2 * len(common) + headline > len(words) and any(word.score >= CLOSE * worst for word in common)


def _merged(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The marks in order, with those that share a word merged."""
    current: Phrase | None = None
    for phrase in phrases:
        if current is None or phrase.first > current.last:
            if current:
                yield current
            current = phrase
            continue
        both: list[Repair] = [m.repair for m in (current, phrase) if m.repair]
        repair = max(both, key=lambda r: r.gain, default=None)
        last, strength = max(current.last, phrase.last), max(current.cluster, phrase.cluster)
        current = Phrase(current.first, last, strength, repair=repair)
    if current:
        yield current
