"""What the language model and the tagger make of each word of an article, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtaudit.core import TaggedProse, WordFluency
from mtaudit.models.lm.facts import LmFacts, facts_of
from mtaudit.models.lm.passes import PassCoroutine, together
from mtaudit.models.lm.surprisal import FluencyModel
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.interface import Tagging, WordTagger


def read_words(
    model: FluencyModel, tagger: WordTagger, articles: Sequence[Prose], thorough: bool = False
) -> list[TaggedProse]:
    """Read the words of articles: at once where that changes nothing, and in any case each as if it were alone.

    With `thorough`, no repair is given up before it is read to its end (see `gains`).
    """
    coroutines = [_read(model, tagger, article, thorough) for article in articles]
    if model.alike:
        return together(model.model, coroutines)
    return [found for coroutine in coroutines for found in together(model.model, [coroutine])]


def _read(model: FluencyModel, tagger: WordTagger, prose: Prose, thorough: bool) -> PassCoroutine[TaggedProse]:
    """The facts of one article, then its tagging: its hidden states are freed before the next article needs room."""
    if not prose.segments:
        return TaggedProse()
    facts = yield from facts_of(model, prose, thorough=thorough)
    return _put_together(facts, tagging_of(tagger, prose, facts))


def tagging_of(tagger: WordTagger, prose: Prose, facts: LmFacts) -> Tagging:
    """The tagging of the words that the facts describe: those of the prose that have a token."""
    read = replace(prose, words=[[word.span for word in words] for words in facts.words])
    return tagger.tag(read, facts if tagger.needs_lm else None)


def _put_together(facts: LmFacts, tagging: Tagging) -> TaggedProse:
    words = [word for segment in facts.words for word in segment]
    return TaggedProse(
        words=tuple(
            WordFluency(
                span=word.span,
                surprisal=word.surprisal,
                unigram=word.unigram,
                entropy=word.entropy,
                expected=word.expected,
                repair=word.repair,
                score=round(score, 4),
                kind=kind,
            )
            for word, score, kind in zip(words, tagging.scores, tagging.kinds, strict=True)
        ),
        machine=tuple(round(odds, 3) for odds in tagging.machine),
    )
