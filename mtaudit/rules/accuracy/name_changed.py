"""MT203 name-changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rapidfuzz.distance import JaroWinkler

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.rules.accuracy._against import Matched, matched, slip
from mtaudit.rules.accuracy._quantities import DAYS, MONTHS
from mtaudit.rules.interface import rule
from mtaudit.rules.text.names import form_of, is_capitalised, names_in
from mtaudit.rules.text.words import Word, hull, words_in

CONFIDENCE = 0.75
RESPELT = 0.84
"""Jaro-Winkler similarity from which two names are spellings of one."""
HEADLINE = 0.5
"""Share of capitalised words from which a sentence is a headline."""
SAME = tuple(map(frozenset, (("america", "us", "usa", "united", "states"), ("holland", "netherlands", "dutch"))))
SAME += tuple(map(frozenset, (("britain", "uk", "england", "united", "kingdom"), ("burma", "myanmar"))))
"""Words that name the same country."""
_OPENED = re.compile(r"[\"“”‘'«„:(.?!…–—-]\s*\Z")
KIN = 4
"""Letters at the start of a name that its other forms share, as "German" and "Germany" do."""


class NameChanged:
    """A name that differs from the original.

    ## What it flags

    A name in a sentence where the matching sentence of the original has another name, or spells it differently.

    ## Why it matters

    A reader takes it for another person or place. Names that went through another script come back spelled differently
    (*Zelensky*, *Selenskyj*), and a system that does not know a name puts a better-known one in its place, or
    translates it (*Georgia Bush*).

    ## Example

    *Kherson*, where the original has *Kharkiv*; *Forster*, where it has *Foster*.

    ## Use instead

    The name in the original, which the message quotes.

    ## What it does not flag

    A name that is left out or that the article has elsewhere; another form of the name (*Germany*, *German*) or its
    initials (*European Union*, *EU*); a word that has a capital only because it begins a sentence.
    """

    rule: ClassVar[Rule] = rule(Code.NAME_CHANGED, Category.ACCURACY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each name that replaces another."""
        comparison = analysis.twin
        if comparison is None:
            return
        text, original = analysis.article.text, comparison.original.text
        known = _forms(words_in(original, Span(0, len(original)))) if original else set()
        for found in matched(analysis):
            article_names = _unknown(text, found.article_words, known)
            other_names = _unknown(original, found.other_words, _forms(found.article_words))
            for i, name in enumerate(article_names if len(article_names) <= len(other_names) else ()):
                counterpart = other_names[i * len(other_names) // len(article_names)]
                if not _akin(name, counterpart):
                    yield self._finding(analysis, found, name, counterpart)

    def _finding(
        self, analysis: Analysis, found: Matched, name: Sequence[Word], counterpart: Sequence[Word]
    ) -> Finding:
        article_span, other_span = hull(name), hull(counterpart)
        article_name, other_name = article_span.of(analysis.article.text), other_span.of(found.comparison.original.text)
        respelt = JaroWinkler.similarity(form_of(article_name), form_of(other_name)) >= RESPELT
        differs = "spells this name" if respelt else "has another name here:"
        message = f"The original {differs} “{other_name}”."
        return slip(
            self.rule, analysis, found, article_span, other_side=other_span, confidence=CONFIDENCE, message=message
        )


def _unknown(text: str, words: Sequence[Word], known: set[str]) -> list[list[Word]]:
    """The names of a sentence, without the words that the other text has in any form.

    A name that begins a sentence, a title or a quotation is left out: its capital means nothing.
    """
    if sum(is_capitalised(w) for w in words) > HEADLINE * len(words):
        return []
    runs = ([w for w in run if w is not words[0] and _is_name(w, known)] for run in names_in(text, words))
    return [run for run in runs if run and not _OPENED.search(text[: run[0].span.start][-4:])]


def _is_name(word: Word, known: set[str]) -> bool:
    form = form_of(word.text)
    if len(form) < 2 or word.folded in (*DAYS, *MONTHS):
        return False
    return form not in known and not any(len(form) >= KIN and k.startswith(form[:KIN]) and len(k) >= KIN for k in known)


def _forms(words: Sequence[Word]) -> set[str]:
    return {form_of(w.text) for w in words}


def _akin(name: Sequence[Word], counterpart: Sequence[Word]) -> bool:
    """Whether two names may be one: an abbreviation, a longer form, or names of the same country."""
    article_form, other_form = "".join(form_of(w.text) for w in name), "".join(form_of(w.text) for w in counterpart)
    if article_form.startswith(other_form) or other_form.startswith(article_form):
        return True
    if any({form_of(w.text) for w in (*name, *counterpart)} <= same for same in SAME):
        return True
    initials = {"".join(form_of(w.text)[:1] for w in run) for run in (name, counterpart) if len(run) > 1}
    return article_form in initials or other_form in initials
