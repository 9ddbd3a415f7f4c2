"""MT205 role-swapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Status
from mtaudit.rules.accuracy._against import matched, slip
from mtaudit.rules.interface import rule
from mtaudit.rules.text.words import Word, hull

CONFIDENCE = 0.75
STEM = 5
"""Letters at the start of a word that its other forms share."""
NEAR = 0.75
"""Cosine similarity from which two sentences are about the same event."""
LINKS = frozenset("by from to against with between over for of at in on after before than".split())
"""Prepositions that show the role of a phrase."""
TELLING = frozenset("by from to against over before after than".split())
"""The prepositions that make the phrase the other party."""
_EMPTY = frozenset("a an the this that these those his her its their our my your some any all of and or".split())
_PASSIVE = frozenset("is are was were be been being got get by".split())


class RoleSwapped:
    """Swapped roles: who did what to whom differs from the original.

    ## What it flags

    - a preposition that has moved from one phrase to another;
    - two parties that have changed places around the same verb.

    ## Why it matters

    All the words are there, but they have other parts to play: the estimate becomes the estimator, the accused the
    accuser.

    ## Example

    *estimated by hundreds of millions of US officials*, where the original has *estimated at hundreds of millions of
    dollars by US officials*.

    ## Use instead

    The wording of the original, which is given with the finding.

    ## What it does not flag

    The passive of what the original says in the active, and a phrase that was only moved.
    """

    rule: ClassVar[Rule] = rule(Code.ROLE_SWAPPED, Category.ACCURACY, Severity.CRITICAL, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TWIN})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield at most one finding for each pair of sentences."""
        for found in matched(analysis):
            if found.pair.similarity < NEAR:
                continue
            for words in (
                _linked(found.article_words, found.other_words),
                _turned(found.article_words, found.other_words),
            ):
                if words:
                    counterparts = [w for w in found.other_words if w.folded in {o.folded for o in words}]
                    message = "The parts are swapped: the original has it the other way round."
                    yield slip(
                        self.rule,
                        analysis,
                        found,
                        hull(words),
                        other_side=hull(counterparts),
                        confidence=CONFIDENCE,
                        message=message,
                    )
                    break


def _stem(word: Word) -> str:
    """The start of a word, which "effort" and "efforts" have in common."""
    return word.folded[:STEM]


def _linked(article_side: Sequence[Word], other_side: Sequence[Word]) -> Sequence[Word]:
    """The article's words from a preposition to a phrase that took it from another phrase; () if there are none."""
    article_links, other_links = _governed(article_side), _governed(other_side)
    for i, word in enumerate(article_side):
        if word.folded not in TELLING:
            continue
        head = next((w for w in article_side[i + 1 : i + 4] if w.folded not in _EMPTY), None)
        if head is None or _stem(head) not in other_links or other_links[_stem(head)] == word.folded:
            continue
        robbed = next((h for h, link in other_links.items() if link == word.folded and h in article_links), None)
        if robbed and article_links[robbed] != word.folded and article_links[robbed] and other_links[_stem(head)]:
            at = next(k for k, w in enumerate(article_side) if _stem(w) == robbed)
            return article_side[min(i, at) : max(i + 3, at + 1)]
    return ()


def _governed(words: Sequence[Word]) -> Mapping[str, str]:
    """The preposition at most three words before each content word, or ""; words that occur twice are left out."""
    found: dict[str, str] = {}
    link, since = "", 0
    for word in words:
        if word.folded in LINKS:
            link, since = word.folded, 0
        elif word.folded not in _EMPTY:
            since += 1
            found[_stem(word)] = link if since <= 3 else ""
    counts = Counter(_stem(w) for w in words)
    return {word: link for word, link in found.items() if counts[word] == 1}


def _turned(article_side: Sequence[Word], other_side: Sequence[Word]) -> Sequence[Word]:
    """The article's words from one party to the other, where the two are swapped around the same verb; otherwise ()."""
    positions = {w.folded: i for i, w in enumerate(article_side)}
    for at in range(1, len(other_side) - 1):
        verb = other_side[at].folded
        if verb not in positions or verb in _EMPTY or verb in LINKS or not verb.isalpha():
            continue
        here = positions[verb]
        before, after = _party(other_side, at, -1), _party(other_side, at, 1)
        first, last = _party(article_side, here, -1), _party(article_side, here, 1)
        if not (before and after and first and last) or {w.folded for w in (before, after)} & _EMPTY:
            continue
        swapped = before.folded == last.folded and after.folded == first.folded and before.folded != after.folded
        if swapped and _voice(article_side, here) == _voice(other_side, at):
            return article_side[article_side.index(first) : article_side.index(last) + 1]
    return ()


def _party(words: Sequence[Word], at: int, step: int) -> Word | None:
    """The nearest content word before (`step` -1) or after (1) a verb; None if there is none within three words."""
    reach = words[at + 1 : at + 4] if step > 0 else words[max(0, at - 3) : at][::-1]
    return next(
        (w for w in reach if w.folded not in _EMPTY and w.folded not in LINKS and w.folded not in _PASSIVE), None
    )


def _voice(words: Sequence[Word], at: int) -> bool:
    """Whether the verb may be in the passive."""
    return any(w.folded in _PASSIVE for w in words[max(0, at - 2) : at + 2])
