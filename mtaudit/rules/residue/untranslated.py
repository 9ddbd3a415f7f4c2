"""MT301 untranslated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from mtaudit.core import UNKNOWN, UNREADABLE, Analysis, Category, Code, Finding, Need, Rule, Segment, Severity, Span
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.residue._foreign_script import ForeignRun, foreign_runs
from mtaudit.rules.residue._leftovers import leftovers
from mtaudit.rules.text.foreign_words import unexplained
from mtaudit.segment.language import name_of
from mtaudit.segment.quotes import quotes


class Untranslated:
    """Words left in the source language, unreadable text, and markers left behind by a translation system.

    ## What it flags

    - a sentence in another language;
    - text that is in no language, as one finding: a cipher, encoded data, bytes in the wrong encoding ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚");
    - letters of another script, as in "the governor of the 北海 branch said", also inside a Latin word;
    - three words or more of another language within an English sentence;
    - placeholders and markers: `[UNK]`, `@-@`, `&quot ;`, `{0}`, `__NAME__`.

    ## Why it matters

    A translation system copies what it does not know: a rare word, the rest of a sentence after a line break, a caption
    that was never sent to it. Its internal markers for unknown words or protected characters come out with the text. A
    foreign sentence is left out of the verdict, which is on the English; so is text that nobody can read.

    ## Example

    *The president dijo que la reunión was over.*

    ## Use instead

    Translate the words, or introduce them as foreign. Delete markers and restore the character or word that they stand
    for.

    ## What it does not flag

    Names, with or without accents; phrases that English has borrowed ("coup d'état", "je ne sais quoi"); anything that
    the text introduces or translates ("the party Yabloko (Яблоко)", "the characters 北京"); words in Latin letters
    between quotation marks; letters of another script that only look like Latin ones (`look-alike-letters`); addresses
    and hashtags; the Greek letters of science.
    """

    rule: ClassVar[Rule] = rule(Code.UNTRANSLATED, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield, for each segment, findings on marks of translation systems, then on foreign words in it."""
        text = analysis.article.text
        quoted = quotes(text)
        yield from self._unreadable(analysis)
        for segment in analysis.prose:
            language = analysis.foreign.get(segment.index)
            if language == UNREADABLE:
                continue
            for mark in leftovers(text, segment.span):
                message = f"A translation system's mark for {mark.kind} was left in the text."
                yield finding(
                    self.rule,
                    analysis,
                    mark.span,
                    confidence=0.95,
                    message=message,
                    evidence={"mark": mark.span.of(text)},
                )
            if language:
                yield self._whole(analysis, segment, language)
                continue
            for run in foreign_runs(text, segment.span):
                yield self._script(analysis, run)
            for words in unexplained(text, segment.span):
                if not quoted.touches(words.span):
                    message = f"These words were left in {words.language.name}."
                    yield finding(
                        self.rule,
                        analysis,
                        words.span,
                        confidence=0.8,
                        message=message,
                        evidence={"language": words.language.code},
                    )

    def _unreadable(self, analysis: Analysis) -> Iterator[Finding]:
        """One finding for a run of unreadable segments."""
        odd = [s for s in analysis.segments if analysis.foreign.get(s.index) == UNREADABLE]
        runs = groupby(enumerate(odd), key=lambda numbered: numbered[1].index - numbered[0])
        for run in ([s for _, s in members] for _, members in runs):
            span = Span(run[0].span.start, run[-1].span.end)
            message = "This cannot be read as English or any other language: it may be encoded, or wrongly decoded."
            yield finding(self.rule, analysis, span, confidence=0.9, message=message, evidence={"language": UNREADABLE})

    def _whole(self, analysis: Analysis, segment: Segment, code: str) -> Finding:
        name = f" but in {name_of(code)}" if code != UNKNOWN else ""
        message = f"This sentence is not in English{name}."
        return finding(self.rule, analysis, segment.span, confidence=0.9, message=message, evidence={"language": code})

    def _script(self, analysis: Analysis, run: ForeignRun) -> Finding:
        evidence: dict[str, object] = {"script": run.script}
        if run.mixed:
            message = f"This word mixes Latin letters with {run.script} ones."
        else:
            message = f"This was left in {run.script} letters."
        return finding(
            self.rule, analysis, run.span, confidence=0.95 if run.mixed else 0.9, message=message, evidence=evidence
        )
