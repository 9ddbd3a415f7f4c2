"""MT204 negation-changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.rules.accuracy._against import matched, slip
from mtaudit.rules.interface import rule
from mtaudit.rules.text.words import Word

CONFIDENCE = 0.7
NEAR = 0.65
"""Cosine similarity from which a negation that one side lacks is not just a matter of wording."""
NOT = frozenset("""not no never none nobody nothing nowhere neither nor cannot without n't no-one""".split())
IMPLIED = tuple(
    """fail refus den declin lack reject absen miss unable imposs hard bare scarce only few little rare stop prevent
    avoid exclu rule unless without against but until except least doubt forb ban abst oppos free too contrar wrong far
    instead rather beyond longer hesitat drop lose lost end ceas sole mere""".split()
)
"""The beginnings of words that deny without "not": "failed to" means the same as "did not"."""
SHORTEST, KNOWN = 4, 3.5
"""Letters, and frequency (Zipf scale), from which the rest after a prefix is a word of its own."""
PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti")


class NegationChanged:
    """A negation that was lost or added, so that the article contradicts its original.

    ## What it flags

    Two matching sentences of which only one contains a negation ("not", "never", "nobody", "without").

    ## Why it matters

    "Not" is among the smallest words to get lost in translation, and the one that matters most: without it the article
    says the opposite.

    ## Example

    *The minister resigned*, where the original has *The minister did not resign*.

    ## Use instead

    What the original says: restore the negation that was lost, or delete the one that was added. The message quotes the
    negation.

    ## What it does not flag

    A negation expressed in another way ("failed to", "unable", "refused"), and sentences that are too different for it
    to be clear that they are meant to say the same.
    """

    rule: ClassVar[Rule] = rule(Code.NEGATION_CHANGED, Category.ACCURACY, Severity.CRITICAL, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each pair of sentences of which one alone denies."""
        for found in matched(analysis):
            if found.pair.similarity < NEAR:
                continue
            article_negations, other_negations = _negations(found.article_words), _negations(found.other_words)
            if (len(article_negations) % 2 == len(other_negations) % 2) or (article_negations and other_negations):
                continue
            without = found.other_words if article_negations else found.article_words
            against = found.article_words if article_negations else found.other_words
            if _implies(without, against):
                continue
            if article_negations:
                message = f"The original does not deny this: it has no “{article_negations[0].text}”."
                yield slip(
                    self.rule,
                    analysis,
                    found,
                    article_negations[0].span,
                    other_side=None,
                    confidence=CONFIDENCE,
                    message=message,
                )
            else:
                span = _around(found.article_words, found.other_words, other_negations[0]) or found.article_side
                message = f"The original denies this: it has “{other_negations[0].text}”."
                yield slip(
                    self.rule,
                    analysis,
                    found,
                    span,
                    other_side=other_negations[0].span,
                    confidence=CONFIDENCE,
                    message=message,
                )


def _negations(words: Sequence[Word]) -> list[Word]:
    return [w for w in words if w.folded in NOT or w.folded.endswith("n't")]


def _implies(words: Sequence[Word], other_words: Sequence[Word]) -> bool:
    """Whether a side without "not" may still deny: by a word of IMPLIED or a prefix that the other side lacks."""
    known = {w.folded for w in other_words}
    fresh = [w.folded for w in words if w.folded not in known]
    return any(w.startswith(IMPLIED) or w.endswith("less") or _reversed(w) for w in fresh)


def _reversed(word: str) -> bool:
    """Whether a word is another word with a negating prefix: "unable", but not "under"."""
    from wordfreq import zipf_frequency

    rest = (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
    return any(len(r) >= SHORTEST and zipf_frequency(r, "en") >= KNOWN for r in rest)


def _around(article_side: Sequence[Word], other_side: Sequence[Word], negation: Word) -> Span | None:
    """The span from the last word before the lost negation that the article has to the first after it, or None."""
    at = other_side.index(negation)
    in_article = {w.folded: w for w in article_side}
    before = next((in_article[w.folded] for w in reversed(other_side[:at]) if w.folded in in_article), None)
    after = next((in_article[w.folded] for w in other_side[at + 1 :] if w.folded in in_article), None)
    if before and after and before.span.end < after.span.end and before.span.start < after.span.start:
        return Span(before.span.start, after.span.end)
    return None
