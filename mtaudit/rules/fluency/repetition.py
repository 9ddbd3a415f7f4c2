"""MT102 repetition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity
from mtaudit.core.cover import Cover
from mtaudit.models.lm.closed_class import FUNCTION_WORDS
from mtaudit.rules.fluency._doubled_words import is_slip
from mtaudit.rules.fluency._duplicates import SHORTEST, duplicates
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.text.loops import Loop, loops
from mtaudit.rules.text.tables import lexicon
from mtaudit.rules.text.words import Word, hull, words_in
from mtaudit.segment.quotes import quotes

LONGEST_UNIT = 20
"""Words in the longest unit of a loop; a longer one is a sentence, and compared as such."""
LINKS = frozenset({"after", "and", "by", "for", "in", "of", "on", "or", "over", "the", "to", "upon"})
"""Words that make a repetition an idiom: "again and again and again", "day after day"."""
SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there", "this", "that"})
CONJUNCTIONS = frozenset({"and", "because", "but", "or", "so", "that", "then", "yet"})
FIGURE = 3
"""Words in the longest unit of a chant or figure of speech: "no, no, no", "I love you, I love you, I love you"."""
EMPHATIC = 5
"""Times in a row from which figures, chants and emphatic words are a loop after all."""
CRITICAL_TIMES = 6
CRITICAL_WORDS = 30
"""A loop this long is critical: the decoder got stuck, and what should have followed is lost."""
STEM = 5
"""Letters that make two forms one word in a loop that varies its words."""


class Repetition:
    """Words, clauses or sentences that are repeated for no reason.

    ## What it flags

    - a phrase three times in a row, or a clause of four words or more twice, even if an "and" or an article comes and
      goes;
    - a doubled word, such as "the head of the the committee" (minor);
    - a sentence of six words or more that the article has already printed (minor, unless the two stand together). Two
      sentences count as the same if they give the same names and numbers and differ in only a few letters. Only the
      later one is marked.

    A loop of six rounds or thirty words is critical.

    ## Why it matters

    A neural translation system chooses each word by what it has just written, and may get stuck in a loop: what should
    have followed is lost. Systems that translate sentence by sentence also print a sentence twice where the source had
    a caption, a summary or a broken line.

    ## Example

    *I'm sorry to hear that, but I'm sorry to hear that, but I have to go.*

    ## Use instead

    Print the words once. After a loop, check the source for what should have followed.

    ## What it does not flag

    Doubles that English allows ("had had", "very very", "Duran Duran", "moved in in 2010"), idioms ("again and again
    and again"), chants and figures of speech, tables, a title that the body repeats, and a quotation that is printed
    again elsewhere in the article.
    """

    rule: ClassVar[Rule] = rule(Code.REPETITION, Category.FLUENCY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield loops and doubled words segment by segment, then what is amiss between segments."""
        text = analysis.article.text
        quoted = quotes(text)
        sentences = [words_in(text, s.span) for s in analysis.english]
        for words in sentences:
            yield from self._within(analysis, words, quoted)
        yield from self._stuck_sentences(analysis, sentences, quoted)
        yield from self._duplicates(analysis, sentences, quoted)

    def _within(self, analysis: Analysis, words: Sequence[Word], quoted: Cover) -> Iterator[Finding]:
        taken = bytearray(len(words))
        for loop in loops([w.folded for w in words], LONGEST_UNIT):
            run = words[loop.begin : loop.end]
            if any(taken[loop.begin : loop.end]):
                continue
            gaps = (analysis.article.text[a.span.end : b.span.start] for a, b in pairwise(run))
            unbroken = not any(gap.strip() for gap in gaps)
            if loop.period == 1 and loop.times == 2:
                if not (unbroken and is_slip(words, loop.begin)):
                    continue
                yield self._doubled_word(analysis, run)
            elif _is_stuck(loop, run, unbroken, quoted.touches(hull(run))):
                yield self._loop(analysis, run, loop.period, loop.times)
            else:
                continue
            taken[loop.begin : loop.end] = b"\1" * len(run)
        if not any(taken):
            yield from self._varied(analysis, words, quoted)

    def _varied(self, analysis: Analysis, words: Sequence[Word], quoted: Cover) -> Iterator[Finding]:
        """Loops that appear once articles, pronouns, conjunctions and endings are ignored."""
        content = [w for w in words if w.folded not in FUNCTION_WORDS]
        for loop in loops([w.folded[:STEM] if w.text.isalpha() else w.folded for w in content], LONGEST_UNIT):
            run = content[loop.begin : loop.end]
            clause = loop.period >= 4 and loop.times == 2
            if (clause or (loop.period >= 2 and loop.times >= 3)) and not quoted.touches(hull(run)) and _has_words(run):
                yield self._loop(analysis, run, loop.period, loop.times)
                return

    def _doubled_word(self, analysis: Analysis, run: Sequence[Word]) -> Finding:
        word = run[0].text
        message = f'The word "{word}" is doubled.'
        evidence = {"expected": [word], "repeated": run[1].text, "times": 2}
        return finding(
            self.rule, analysis, hull(run), confidence=0.8, message=message, evidence=evidence, severity=Severity.MINOR
        )

    def _loop(self, analysis: Analysis, run: Sequence[Word], period: int, times: int) -> Finding:
        unit = hull(run[:period]).of(analysis.article.text)
        severity = Severity.CRITICAL if times >= CRITICAL_TIMES or len(run) >= CRITICAL_WORDS else Severity.MAJOR
        message = f'"{unit}" comes ' + (f"{times} times in a row." if times > 2 else "twice in a row.")
        evidence = {"expected": [unit], "repeated": unit, "times": max(times, 2)}
        return finding(
            self.rule,
            analysis,
            hull(run),
            confidence=0.95 if times > 2 else 0.85,
            message=message,
            evidence=evidence,
            severity=severity,
        )

    def _stuck_sentences(
        self, analysis: Analysis, sentences: Sequence[Sequence[Word]], quoted: Cover
    ) -> Iterator[Finding]:
        """Short sentences that are repeated again and again; longer ones are duplicates from the second time on."""
        for loop in loops([" ".join(w.folded for w in words) for words in sentences], 1):
            run = [w for words in sentences[loop.begin : loop.end] for w in words]
            length = len(sentences[loop.begin])
            if loop.times >= EMPHATIC and FIGURE <= length < SHORTEST and not quoted.touches(hull(run)):
                yield self._loop(analysis, run, length, loop.times)

    def _duplicates(self, analysis: Analysis, sentences: Sequence[Sequence[Word]], quoted: Cover) -> Iterator[Finding]:
        prose = analysis.english
        for pair in duplicates(sentences):
            earlier, later = prose[pair.earlier], prose[pair.later]
            together = pair.later - pair.earlier == 1
            is_quoted = quoted.touches(earlier.span) or quoted.touches(later.span)
            if Kind.TITLE in (earlier.kind, later.kind) or (is_quoted and not together):
                continue  # a headline that the text takes up; words summed up first and quoted later; a pull quote
            message = "This sentence has been printed before" + (", just above." if together else ".")
            evidence = {"repeated": analysis.text_of(earlier), "times": 2, "alike": round(pair.alike, 1)}
            severity = Severity.MAJOR if together else Severity.MINOR
            yield finding(
                self.rule,
                analysis,
                later.span,
                confidence=0.9 if together else 0.7,
                message=message,
                evidence=evidence,
                severity=severity,
            )


def _is_stuck(loop: Loop, run: Sequence[Word], unbroken: bool, is_quoted: bool) -> bool:
    """Whether a loop is a fault rather than a figure of speech, a chant, a name or a table."""
    unit = [w.folded for w in run[: loop.period]]
    if not _has_words(run[: loop.period]) or len(set(unit)) < len(unit) / 2:
        return False
    if is_quoted and not unbroken:
        return loop.times >= EMPHATIC or (loop.times >= 2 and loop.period >= 6)
    if loop.times >= 3:
        return loop.times >= EMPHATIC or not _is_figure(run, unit, unbroken)
    if loop.times == 2:
        return loop.period >= 4 or (unbroken and not is_quoted and _is_doubled_phrase(run, unit))
    return _is_linked_clause(loop, unit)


def _is_doubled_phrase(run: Sequence[Word], unit: Sequence[str]) -> bool:
    """Whether two or three words are doubled by a slip ("prime minister prime minister"), not "bit by bit by bit"."""
    whole = len(run) == 2 * len(unit) and len(unit) > 1
    return whole and all(w.text.islower() for w in run[1:]) and LINKS.isdisjoint(unit) and len(max(unit, key=len)) > 3


def _has_words(run: Sequence[Word]) -> bool:
    return any(w.text.isalpha() for w in run)


def _is_figure(run: Sequence[Word], unit: Sequence[str], unbroken: bool) -> bool:
    """Whether people write so on purpose: "very very very", "education, education, education", "on and on and on"."""
    if len(unit) == 1 and (unit[0] in lexicon("doubled_words") or run[0].text.istitle()):
        return True
    if len(unit) == 2 and not LINKS.isdisjoint(unit):
        return True
    return not unbroken and len(unit) <= FIGURE and not FUNCTION_WORDS.issuperset(unit)


def _is_linked_clause(loop: Loop, unit: Sequence[str]) -> bool:
    """Whether a whole clause comes back after a conjunction or two: "he was ill, and he was ill"."""
    clause, link = unit[: loop.repeated], unit[loop.repeated :]
    has_subject = any(word.partition("'")[0] in SUBJECTS for word in clause)
    return len(clause) >= 4 and len(link) <= 2 and CONJUNCTIONS.issuperset(link) and has_subject
