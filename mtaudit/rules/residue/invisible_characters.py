"""MT306 invisible-characters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import INVISIBLE, Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.core.cover import Cover
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.text.words import words_in

LEAST = 5
"""Occurrences inside words of one article from which they are reported."""
CONFIDENCE, HYPHENATION = 0.9, 0.3
"""Confidence of a finding, and of one on soft hyphens alone, which publishing systems insert for hyphenation."""
SOFT_HYPHEN = "\u00ad"


class InvisibleCharacters:
    """Invisible characters inside many of the article's words.

    ## What it flags

    Soft hyphens, zero-width spaces and joiners, directional marks and the like, if they stand inside words in five
    places or more. There is one finding, on the first of the words, with which characters they are and how often they
    occur. Soft hyphens alone, which many publishing systems put in, are flagged with low confidence.

    ## Why it matters

    A reader sees nothing, but search, spelling checkers and other systems take the word for another. The characters
    come from a page's hyphenation, from a chat window or an editor, or were put in on purpose, to get past a filter.
    All other rules and the verdict ignore them, and this rule does not count for the verdict.

    ## Example

    "information" with a zero-width space between "r" and "m", and so on through the article.

    ## Use instead

    The word without them.

    ## What it does not flag

    A few of them; those between words, at the start of the text or in emoji; those of other languages, such as Persian,
    that are written with them.
    """

    rule: ClassVar[Rule] = rule(Code.INVISIBLE_CHARACTERS, Category.FLUENCY, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for the article, if it has enough invisible characters."""
        positions = list(_inside_words(analysis))
        text = analysis.mended
        if text is None or len(positions) < LEAST:
            return
        gaps = (text.given[text.ends[at] : text.starts[at + 1]] for at in positions)
        counts = Counter(c for gap in gaps for c in gap if INVISIBLE.match(c))
        named = {f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed')}": count for c, count in counts.most_common()}
        first = Span(positions[0], positions[0] + 2)
        within = next(s.span for s in analysis.english if s.span.covers(first))
        word = next(w for w in words_in(text.text, within) if w.span.covers(first))
        most_often = unicodedata.name(counts.most_common(1)[0][0], "unnamed").lower()
        given_span = text.in_given(word.span)
        shown = INVISIBLE.sub(lambda match: "".join(f"[U+{ord(c):04X}]" for c in match[0]), given_span.of(text.given))
        yield finding(
            self.rule,
            analysis,
            word.span,
            confidence=HYPHENATION if set(counts) == {SOFT_HYPHEN} else CONFIDENCE,
            message=f"Invisible characters stand inside words in {len(positions)} places, "
            f"most often the {most_often}: “{shown}”.",
            evidence={"expected": [word.text], "characters": named, "count": len(positions)},
        )


def _inside_words(analysis: Analysis) -> Iterator[int]:
    """The positions of letters, in the English of the text as read, before an invisible character and a letter."""
    text = analysis.mended
    if text is None:
        return
    english = Cover(tuple(s.span for s in analysis.english))
    for at, (end, start) in enumerate(zip(text.ends[:-1], text.starts[1:], strict=True)):
        if end == start:
            continue
        both = text.text[at : at + 2]
        if both.isalpha() and both.isprintable() and english.touches(Span(at, at + 2)):
            yield at
