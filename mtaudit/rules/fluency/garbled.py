"""Phrases that are garbled: what the tagger marks, and what the language model would mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Phrase, Rule, Severity, Span, WordFluency
from mtaudit.rules.fluency._expected import change, expected_for, instead
from mtaudit.rules.interface import finding, rule

SAYS = {
    "grammar": "The grammar breaks down at “{}”.",
    "word choice": "“{}” does not fit here: a word with another sense was probably meant.",
    "awkward": "The phrasing around “{}” is awkward: a native writer would put this differently.",
    "punctuation": "The punctuation around “{}” breaks up the phrase.",
    "spelling": "“{}” appears to be misspelled.",
    "terminology": "“{}” is not the usual English term for this.",
    "": "The wording around “{}” looks wrong.",
}
"""The message for each kind of error ("" for an unnamed one), with the word that it concerns."""
SMALL = frozenset({"punctuation", "spelling"})
"""Kinds that are minor at any confidence: the reader still understands the sentence."""
CATEGORIES = {"word choice": Category.ACCURACY, "awkward": Category.STYLE, "terminology": Category.TERMINOLOGY}
"""The MQM category of the kinds that do not belong to fluency."""


class Garbled:
    """A phrase that no careful writer of English would have written.

    ## What it flags

    Phrases that show at least one of three signs:

    - the garble tagger, a network trained on the errors that raters and post-editors marked in translations and on
      English damaged on purpose, scores each word; words with high scores make a phrase;
    - changing, adding or leaving out one closed-class word (a preposition, article, auxiliary or pronoun), or changing
      the form of a word ("pull" for "pulled"), makes the rest of the sentence far likelier to the language model;
    - several common words close together are each far less likely than the model's uncertainty would explain.

    The confidence is the probability that an editor would mend the phrase, given the article: a doubtful phrase counts
    for much in an article that a machine made, and for little in sound copy, where only a strong one is reported. The
    setting `sensitivity` says how many false alarms in sound copy a find is worth.

    ## Why it matters

    Translation, above all into another language and back, keeps the words and loses what holds them together: a
    preposition is exchanged, a word is taken in its other sense, two roles change places, and the phrase says something
    that nobody meant.

    ## Example

    *a source of revenue estimated by hundreds of millions of US officials*

    ## Use instead

    The message names the change that mends the phrase or, if there is none, the worst word and the kind of error. It
    adds the word that a reader expects only if the language model expected another word of the same class there, and
    what follows becomes several times likelier with it. In the example, a reader expects "at" instead of "by", and
    "dollars" instead of "officials".

    ## What it does not flag

    - captions and the lines of a list, which have a grammar of their own, and, for the same reason, all but the
      plainest garble in headlines;
    - words of another language;
    - a name, an abbreviation or a dialect word by itself;
    - loose speech inside quotation marks, unless a machine made the article, as its quotations are then its own work
      too;
    - a mistranslation that reads well, which only the source text would show.
    """

    rule: ClassVar[Rule] = rule(Code.GARBLED, Category.FLUENCY, Severity.MAJOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset({Need.FLUENCY})

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each phrase that is sure enough for the sensitivity in force."""
        for sentence, confidences in zip(analysis.sentences, analysis.posterior.confidences, strict=True):
            for phrase, confidence in zip(sentence.phrases, confidences, strict=True):
                if confidence >= (analysis.bars.headline if sentence.headline else analysis.bars.least):
                    yield self._finding(analysis, sentence.words[phrase.first : phrase.last + 1], phrase, confidence)

    def _finding(self, analysis: Analysis, words: Sequence[WordFluency], phrase: Phrase, confidence: float) -> Finding:
        text = analysis.article.text
        expected = expected_for(text, words, phrase.repair)
        kind, worst = _kind(words)
        evidence: dict[str, object] = {"kind": kind, "expected_for": expected}
        if phrase.repair:
            evidence |= {"expected": [phrase.repair.replacement or "(nothing)"], "gain": round(phrase.repair.gain, 1)}
            message = change(text, phrase.repair, expected)
        else:
            others = instead(expected)
            message = SAYS[kind].format(worst.span.of(text))
            message += f" A reader of English expects {others}." if others else ""
        return finding(
            self.rule,
            analysis,
            Span(words[0].span.start, words[-1].span.end),
            confidence=confidence,
            message=message,
            evidence=evidence,
            severity=Severity.MAJOR if confidence >= analysis.bars.major and kind not in SMALL else Severity.MINOR,
            category=CATEGORIES.get(kind),
        )


def _kind(words: Sequence[WordFluency]) -> tuple[str, WordFluency]:
    """The kind of error that most of the worst words have, and the worst word of that kind."""
    worst = max(word.score for word in words)
    votes = Counter(word.kind for word in words if word.score >= worst / 2)
    kind = max(sorted(votes), key=votes.__getitem__)
    return kind, max((word for word in words if word.kind == kind), key=lambda word: word.score)
