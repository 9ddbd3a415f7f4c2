"""Phrases that are garbled: what the tagger marks, and what the language model would mend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mtaudit.detectors.cover import Cover
from mtaudit.detectors.expected import change, expected_for, instead
from mtaudit.detectors.foreign_words import foreign_words
from mtaudit.detectors.interface import Reading, finding, rule
from mtaudit.detectors.loops import loops
from mtaudit.detectors.quotes import quotes
from mtaudit.detectors.surprise import Mark, clusters, repairs
from mtaudit.encoders.interface import WordFluency
from mtaudit.model import Category, Finding, Kind, Rule, Severity, Span

RAREST = 14.0
"""Unigram surprisal, in nats, past which a word is too rare for the tagger to be trusted on it alone."""
CLOSE = 0.8
"""A common word of the phrase must score at least this share of the worst word's score."""
QUOTED = 0.75
"""Confidence that a phrase inside quotation marks takes: speech is freer than prose, and not the writer's to mend."""
MAJOR = 0.6
"""Confidence from which the fault counts as major: a reader stops there."""
LOOP, AGAIN = 8, 4
"""Words in the longest unit of a loop that is left to another rule, and how many must stand again in it."""
LINE = 20
"""Words past which a line counts as a sentence although it ends without a stop."""
SAYS = {
    "grammar": "The grammar breaks down at “{}”.",
    "word choice": "“{}” does not fit here: a word with another sense was probably meant.",
    "awkward": "The phrasing around “{}” is awkward: a native writer would put this differently.",
    "punctuation": "The punctuation around “{}” breaks up the phrase.",
    "spelling": "“{}” appears to be misspelled.",
    "terminology": "“{}” is not the usual English term for this.",
}
"""What a reader is told of each kind of error, with the word that it concerns."""
CATEGORIES = {"word choice": Category.ACCURACY, "awkward": Category.STYLE, "terminology": Category.TERMINOLOGY}
"""MQM's top level of the kinds that are no matter of fluency."""


class Garbled:
    """A phrase that no careful writer of English would have put so.

    Translation, and above all translation into another language and back, keeps the words and loses what holds them
    together: a preposition is exchanged, a word is taken in its other sense, two roles change places, and the phrase
    says something that nobody meant. Three signs are taken:

    - the garble tagger, a network that has learnt from the errors that raters and post-editors marked in translations
      and from English damaged on purpose, scores each word; words that score high make a phrase;
    - one closed-class word (a preposition, article, auxiliary or pronoun) exchanged, added or left out, or another form
      of a word ("pull" for "pulled"), makes the rest of the sentence far likelier to the language model;
    - several common words close together are each far less likely than the model was uncertain.

    The message names the change that mends the phrase or, where there is none, its worst word and the kind of error. It
    adds what a reader expects instead of a word only where the language model expected another of the same class, and
    what follows becomes several times likelier once that word is put there.
    The confidence is the share of such phrases that an annotator marked too. It is higher where the rest of the article
    is garbled: one odd phrase in sound copy is let be.

    **Example.** *a source of revenue estimated by hundreds of millions of US officials*: a reader expects "at" where
    the text has "by", and "dollars" where it has "officials".

    **Not flagged:** headlines and lines of a list, whose grammar is their own; words of another language; a name, an
    abbreviation or a word of dialect by itself; loose speech inside quotation marks, unless it is garbled beyond doubt;
    and what is wrong only beside the source text: a mistranslation that reads well.
    """

    rule: ClassVar[Rule] = rule("MT103", "garbled", Category.FLUENCY, Severity.MAJOR, __doc__ or "")
    needs: ClassVar[frozenset[str]] = frozenset({"fluency"})

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield one finding for each phrase; where several signs fall on it, they are one."""
        text = reading.article.text
        speech = quotes(text)
        for sentence in _sentences(reading):
            words = sentence.words
            tagged = [m for m in sentence.tagged if _holds_common_word(text, words[m.first : m.last + 1])]
            marks = [*tagged, *repairs(words), *clusters(text, words)]
            stuck = loop_places([w.span.of(text).lower() for w in words])
            marks = [m for m in marks if 2 * len(stuck & set(range(m.first, m.last + 1))) <= m.last + 1 - m.first]
            if not marks:
                continue
            foreign = _foreign(text, sentence.span)
            for mark in _merge(sorted(marks, key=lambda m: (m.first, m.last))):
                marked = words[mark.first : mark.last + 1]
                if 2 * sum(foreign.touches(w.span) for w in marked) > len(marked):
                    continue
                if mark.confidence >= QUOTED or not speech.touches(marked[0].span):
                    yield self._finding(reading, marked, mark)

    def _finding(self, reading: Reading, words: Sequence[WordFluency], mark: Mark) -> Finding:
        text = reading.article.text
        expected = expected_for(text, words, mark.repair)
        kind, worst = _kind(words)
        evidence: dict[str, object] = {"kind": kind, "expected_for": expected}
        if mark.repair:
            evidence |= {"expected": [mark.repair.replacement or "(nothing)"], "gain": round(mark.repair.gain, 1)}
            message = change(text, mark.repair, expected)
        else:
            others = instead(expected)
            message = SAYS[kind].format(worst.span.of(text))
            message += f" A reader of English expects {others}." if others else ""
        return finding(
            self.rule,
            reading,
            Span(words[0].span.start, words[-1].span.end),
            confidence=mark.confidence,
            message=message,
            evidence=evidence,
            severity=Severity.MAJOR if mark.confidence >= MAJOR else Severity.MINOR,
            category=CATEGORIES.get(kind),
        )


_STOP = re.compile(r"[.!?…:;][\"”’')\]»]*\s*$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a body segment, and the phrases of it that the tagger marks."""

    words: tuple[WordFluency, ...]
    tagged: tuple[Mark, ...]

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def _sentences(reading: Reading) -> Iterator[_Sentence]:
    """The body segments that are sentences: headlines, captions, results and lists have a grammar of their own."""
    body = [s for s in reading.english if s.kind is Kind.BODY]
    at = 0
    for segment in body:
        while at < len(reading.fluency) and reading.fluency[at].span.start < segment.span.start:
            at += 1
        first = at
        while at < len(reading.fluency) and segment.span.covers(reading.fluency[at].span):
            at += 1
        within = [p for p in reading.phrases if first <= p.first and p.last < at]
        marks = tuple(Mark(p.first - first, p.last - first, p.confidence) for p in within)
        if at - first > LINE or (at > first and _STOP.search(reading.text_of(segment))):
            yield _Sentence(reading.fluency[first:at], marks)


def _foreign(text: str, sentence: Span) -> Cover:
    """The words of other languages in a sentence, quoted or not: no English that could be garbled."""
    return Cover(tuple(sorted(words.span for words in foreign_words(text, sentence))))


def loop_places(words: Sequence[str]) -> frozenset[int]:
    """The places of words that stand in a loop, which is another rule's to tell: they look garbled for that alone."""
    found = (loop for loop in loops(words, LOOP) if loop.times > 1 and loop.repeated >= AGAIN)
    return frozenset(i for loop in found for i in range(loop.begin, loop.end))


def _holds_common_word(text: str, words: Sequence[WordFluency]) -> bool:
    """Whether the phrase is not bad for rarities alone: names, abbreviations, words of dialect or of Latin."""
    worst = max(word.score for word in words)
    common = [w for w in words if w.span.of(text).isalpha() and w.span.of(text).islower() and w.unigram < RAREST]
    return 2 * len(common) > len(words) and any(word.score >= CLOSE * worst for word in common)


def _kind(words: Sequence[WordFluency]) -> tuple[str, WordFluency]:
    """The kind that most of the worst words are of, and the worst of that kind."""
    worst = max(word.score for word in words)
    votes = Counter(word.kind for word in words if word.score >= worst / 2)
    kind = max(sorted(votes), key=votes.__getitem__)
    return kind, max((word for word in words if word.kind == kind), key=lambda word: word.score)


def _merge(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks in order, those that share a word made one; two signs on one phrase make it surer."""
    current: Mark | None = None
    for mark in marks:
        if current is None or mark.first > current.last:
            if current:
                yield current
            current = mark
            continue
        both = 1 - (1 - current.confidence) * (1 - mark.confidence)
        repair = max(filter(None, (current.repair, mark.repair)), key=lambda r: r.gain, default=None)
        current = Mark(current.first, max(current.last, mark.last), min(0.95, both), repair)
    if current:
        yield current
