"""MT301 untranslated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from mtaudit.detectors.cover import Cover
from mtaudit.detectors.foreign_script import ForeignRun, foreign_runs
from mtaudit.detectors.foreign_words import foreign_words
from mtaudit.detectors.interface import Reading, finding, rule
from mtaudit.detectors.leftovers import leftovers
from mtaudit.detectors.quotes import quotes
from mtaudit.language import UNKNOWN, is_foreign, name_of
from mtaudit.model import Category, Finding, Rule, Segment, Severity

LONG_QUOTATION = 10
"""Words from which a quotation that makes a whole sentence is expected in English."""


class Untranslated:
    """Words that were left in the source language, and the marks a translation system left behind.

    A system copies what it does not know: a rare word, the rest of a sentence after a line break, a caption that was
    never sent to it. Its inner marks for unknown words or protected characters come out with the text.

    Flagged:

    - a sentence in another language;
    - letters of another script: "the governor of the 北海 branch said". A word that mixes scripts, such as "Мoscow"
      with a Cyrillic "М", is marked even though it looks right (minor): search and spelling checks miss it;
    - three words or more of another language within an English sentence: "the president dijo que la reunión was over";
    - place-holders and marks: "[UNK]", "@-@", "&quot ;", "{0}", "__NAME__".

    Not flagged: names, with or without accents; phrases that English has borrowed ("coup d'état", "je ne sais quoi");
    anything that the text introduces or translates ("the party Yabloko (Яблоко)", "the characters 北京"); words in
    Latin letters between quotation marks; addresses and hashtags; the Greek letters of science.
    """

    rule: ClassVar[Rule] = rule("MT301", "untranslated", Category.ACCURACY, Severity.MAJOR, __doc__ or "")
    needs: ClassVar[frozenset[str]] = frozenset()

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield the marks of each segment, then what is foreign in it."""
        text = reading.article.text
        quoted = quotes(text)
        for segment in reading.prose:
            for mark in leftovers(text, segment.span):
                message = f"A translation system's mark for {mark.kind} was left in the text."
                yield finding(self.rule, reading, mark.span, 0.95, message, {"mark": mark.span.of(text)})
            whole = self._whole(reading, segment, quoted)
            if whole is not None:
                yield whole
                continue
            for run in foreign_runs(text, segment.span):
                yield self._script(reading, run)
            for words in foreign_words(text, segment.span):
                if not quoted.touches(words.span):
                    message = f"These words were left in {words.language.name}."
                    yield finding(self.rule, reading, words.span, 0.8, message, {"language": words.language.code})

    def _whole(self, reading: Reading, segment: Segment, quoted: Cover) -> Finding | None:
        code = is_foreign(_judged(reading, segment, quoted))
        if code is None:
            return None
        name = f" but in {name_of(code)}" if code != UNKNOWN else ""
        message = f"This sentence is not in English{name}."
        return finding(self.rule, reading, segment.span, 0.9, message, {"language": code})

    def _script(self, reading: Reading, run: ForeignRun) -> Finding:
        evidence: dict[str, object] = {"script": run.script}
        if run.latin:
            evidence["expected"] = [run.latin]
        if run.mixed:
            message = f"This word mixes Latin letters with {run.script} ones."
        else:
            message = f"This was left in {run.script} letters."
        severity = Severity.MINOR if run.latin else None  # it reads right
        return finding(self.rule, reading, run.span, 0.95 if run.mixed else 0.9, message, evidence, severity)


def _judged(reading: Reading, segment: Segment, quoted: Cover) -> str:
    """What of a sentence must be English: all but its quotations, or all if it is nothing but a long one."""
    text = reading.article.text
    outside = " ".join(gap.of(text) for gap in quoted.gaps(segment.span))
    if any(c.isalpha() for c in outside) or len(reading.text_of(segment).split()) < LONG_QUOTATION:
        return outside
    return reading.text_of(segment)
