"""MT305 look-alike-letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.core.mended import Cause
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.residue._damaged_words import damaged, evidence_of, often
from mtaudit.rules.text.explained import is_explained

CONFIDENCE = 0.95
"""Confidence of every finding."""

_CYRILLIC = re.compile("[\u0400-\u052f]+")


class LookAlikeLetters:
    """Letters replaced by others that look like them.

    ## What it flags

    Each affected form of a word once, with how often it occurs (the same letter replaced in more than five forms is one
    finding):

    - Cyrillic or Greek letters in a Latin word that look like Latin ones: "Мoscow", "24 °С at noon";
    - an accented letter for the plain one throughout: "yoû mûst not, bût I mûst";
    - ligatures and letters in another form: "the ﬁrst oﬃcer", "ＮＥＷＳ", "𝐧𝐞𝐰𝐬".

    ## Why it matters

    The word looks right, but neither a search nor a spelling checker recognises it. Such letters come from a keyboard
    left in another layout, from a scan or a PDF file, or were put in on purpose, to get past a filter. All other rules
    and the verdict read the letters that were meant, and this rule does not count for the verdict.

    ## Example

    *Мoscow*, with a Cyrillic "М".

    ## Use instead

    The plain Latin letter, which the message gives.

    ## What it does not flag

    Names and loan words with their accents ("Erdoğan", "naïve"); a letter of another script that the text is about
    ("the Cyrillic letter “а”"); names that designers wrote so ("KoЯn"); symbols of science ("μm", "IFNγ"); words in
    another script (`untranslated`).
    """

    rule: ClassVar[Rule] = rule(Code.LOOK_ALIKE_LETTERS, Category.FLUENCY, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield a finding for each form of a word that holds such letters, where it first occurs."""
        for damage in damaged(analysis, {Cause.LOOK_ALIKE}):
            if _CYRILLIC.fullmatch(damage.given) and _is_explained(analysis, damage.span):
                continue
            message = f"“{damage.raw}” ({_name(damage.raw)}) stands for “{damage.plain}” in “{damage.meant}”."
            yield finding(
                self.rule,
                analysis,
                damage.span,
                confidence=CONFIDENCE,
                message=message + often(damage),
                evidence=evidence_of(damage),
            )


def _is_explained(analysis: Analysis, word: Span) -> bool:
    within = next(s.span for s in analysis.english if s.span.overlaps(word))
    return is_explained(analysis.article.text, word, within)


def _name(letter: str) -> str:
    """The Unicode name of a letter: "Cyrillic small letter a"."""
    return unicodedata.name(letter, "unnamed").capitalize()
