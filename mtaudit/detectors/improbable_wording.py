"""Wording that the fluency model finds improbable, and what it expected instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mtaudit.detectors.interface import Reading, finding, rule
from mtaudit.detectors.lexicon import lexicon
from mtaudit.encoders.closed_class import alternatives
from mtaudit.encoders.interface import Repair, WordFluency
from mtaudit.model import Category, Finding, Kind, Rule, Severity, Span

GAIN = 7.0
"""Nats that a repair must win."""
BASE = 5.0
"""Nats by which a word's surprisal must exceed the model's uncertainty before the word counts as a peak."""
REPELLED = -2.0
"""Least surprisal over unigram surprisal, in nats, of a peak: a word that is merely rare falls below."""
RAREST = 14.0
"""Unigram surprisal, in nats, past which a word is too rare for the model to be trusted on it."""
REACH = 10
"""Words among which the peaks of a cluster lie."""
PEAKS = 3
EXCESS = 12.0
"""Nats above BASE that the peaks of a cluster must add up to."""
SURE = 0.7
"""Confidence from which the fault counts as major."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A suspicion on its way to a finding: the words `[first, last]` of a segment."""

    first: int
    last: int
    confidence: float
    repair: Repair | None


class ImprobableWording:
    """A phrase that English would put otherwise.

    Translation, and above all translation into another language and back, keeps the words and loses what holds them
    together: a preposition is exchanged, an article dropped, two roles change places, and the phrase says something
    that nobody meant. A language model that has read a great deal of English is surprised at such places. Two signs
    are taken, as surprise alone also falls on every name and every fresh turn of phrase:

    - one closed-class word (a preposition, article, auxiliary or pronoun) exchanged, added or left out, or another form
      of a word ("pull" for "pulled"), makes the rest of the sentence far likelier;
    - several common words close together are each far less likely than the model was uncertain.

    The evidence names the words that the model expected.

    **Example.** *a source of revenue estimated by hundreds of millions of US officials*: the model expected "at" where
    the text has "by", and "dollars" where it has "officials".

    **Not flagged:** names, numbers, hyphenated coinages, rare words, the first word of a sentence, and headlines, whose
    grammar is their own.
    """

    rule: ClassVar[Rule] = rule("MT101", "improbable-wording", Category.FLUENCY, Severity.MINOR, __doc__ or "")
    needs: ClassVar[frozenset[str]] = frozenset({"fluency"})

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield one finding for each phrase; where both signs fall on it, they are one."""
        for words in _sentences(reading):
            marks = sorted([*_repairs(words), *_clusters(reading, words)], key=lambda m: (m.first, m.last))
            for mark in _merge(marks):
                yield self._finding(reading, words, mark)

    def _finding(self, reading: Reading, words: Sequence[WordFluency], mark: _Mark) -> Finding:
        text = reading.article.text
        marked = words[mark.first : mark.last + 1]
        expected_for = {w.span.of(text): list(w.expected) for w in marked if _offers_another(text, w)}
        evidence: dict[str, object] = {"expected_for": expected_for}
        if mark.repair:
            evidence |= {"expected": [mark.repair.replacement or "(nothing)"], "gain": round(mark.repair.gain, 1)}
        return finding(
            self.rule,
            reading,
            Span(marked[0].span.start, marked[-1].span.end),
            confidence=mark.confidence,
            message=_message(text, mark, expected_for),
            evidence=evidence,
            severity=Severity.MAJOR if mark.confidence >= SURE else Severity.MINOR,
        )


def _sentences(reading: Reading) -> Iterator[list[WordFluency]]:
    """The words of each body segment that is long enough to have a grammar of its own."""
    body = [s for s in reading.prose if s.kind is Kind.BODY]
    ends = iter(body)
    segment = next(ends, None)
    run: list[WordFluency] = []
    for word in reading.fluency:
        while segment and word.span.start >= segment.span.end:
            if run:
                yield run
            run, segment = [], next(ends, None)
        if segment and segment.span.covers(word.span):
            run.append(word)
    if run:
        yield run


def _repairs(words: Sequence[WordFluency]) -> Iterator[_Mark]:
    """A phrase that one closed-class word would mend: from that word to the one that was surprising."""
    for i, word in enumerate(words):
        repair = word.repair
        if repair is None or repair.gain < GAIN or i == 0:
            continue
        first = next(j for j in range(i, -1, -1) if words[j].span.start <= repair.span.start)
        confidence = min(0.95, 0.55 + 0.04 * (repair.gain - GAIN))
        yield _Mark(max(first, 1) if repair.replacement else first, i, confidence, repair)


def _clusters(reading: Reading, words: Sequence[WordFluency]) -> Iterator[_Mark]:
    """A phrase several of whose common words are far less likely than they should be."""
    excess = [_excess(reading.article.text, word) if i else 0.0 for i, word in enumerate(words)]
    first = 0
    while first < len(words):
        peaks = [i for i in range(first, min(first + REACH, len(words))) if excess[i]]
        total = sum(excess[i] for i in peaks)
        if excess[first] and len(peaks) >= PEAKS and total >= EXCESS:
            yield _Mark(first, peaks[-1], min(0.85, 0.5 + 0.04 * (total - EXCESS)), None)
            first = peaks[-1]
        first += 1


def _excess(text: str, word: WordFluency) -> float:
    """By how many nats a word is a peak; 0 where it is none, or a name, a number, a coinage or a rarity."""
    common = word.span.of(text).isalpha() and word.span.of(text).islower() and word.unigram < RAREST
    if not common or word.surprisal - word.unigram < REPELLED:
        return 0.0
    return max(0.0, word.surprisal - word.entropy - BASE)


def _merge(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Marks in order, those that share a word made one; two signs on one phrase make it surer."""
    current: _Mark | None = None
    for mark in marks:
        if current is None or mark.first > current.last:
            if current:
                yield current
            current = mark
            continue
        surer = max(current, mark, key=lambda m: (m.repair is not None, m.confidence))
        both = 1 - (1 - current.confidence) * (1 - mark.confidence)
        current = _Mark(current.first, max(current.last, mark.last), min(0.95, both), surer.repair)
    if current:
        yield current


def _offers_another(text: str, word: WordFluency) -> bool:
    """Whether the model's first choice differs from the word and is of its kind, so that it tells the reader much."""
    own = word.span.of(text).lower()
    first = word.expected[0].lower() if word.expected else own
    if first == own:
        return False
    others = alternatives(own)
    if others:
        return first in others
    return first not in lexicon("closed_class") and word.surprisal - word.entropy > BASE


def _message(text: str, mark: _Mark, expected_for: Mapping[str, Sequence[str]]) -> str:
    old = mark.repair.span.of(text) if mark.repair else ""
    instead = [f"“{options[0]}” rather than “{word}”" for word, options in expected_for.items() if word != old]
    hints = ", ".join(instead[:3])
    if mark.repair is None:
        return f"These words do not go together. A reader of English expects {hints}." if hints else _CLASH
    new = mark.repair.replacement
    if not new:
        return f"Without “{old}” the sentence reads far more naturally."
    if mark.repair.inserts:
        return f"A word seems to be missing before “{old}”, such as “{new}”."
    change = f"English would have “{new}” here where the text has “{old}”"
    return f"{change}, and a reader expects {hints}." if hints else f"{change}."


_CLASH = "These words do not go together."
