"""From tokens to words: what the fluency model makes of each word of an article."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Expected, FluencyFacts, Repair, Segment, Span, WordFluency
from mtaudit.models.lm.closed_class import FUNCTION_WORDS, OMISSIBLE, alternatives
from mtaudit.models.lm.inflection import inflections
from mtaudit.models.lm.passes import Reader, together
from mtaudit.models.lm.repair import Edit, gains
from mtaudit.models.lm.surprisal import FluencyModel, Tokens, Window, plan
from mtaudit.models.lm.word_class import fits
from mtaudit.models.tagging.features import word_features
from mtaudit.models.tagging.tagger import Tagger

RAREST = 1e-9
"""Frequency given to a word that wordfreq does not know; the rarest that it does know stand at 1e-8."""
PEAK = 5.5
"""Nats by which a word must be more surprising than the model was uncertain before a repair is looked for."""
LIKELY, SURE = 0.3, 0.8
"""Least probability of a function word that counts as expected, and of any other word.

There are thousands of the latter: of 29 that were likelier than .3 and made what follows likelier, none was right.
"""
TRIED = 2
"""How many expected words of a class are tried in a repair."""
FORMS = 2
"""How many other forms of an open-class word are tried."""
POSSIBLE = -3.5
"""Least log probability of a word that is tried: about 3 in 100."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word, its segment's place, the tokens `[begin, end)` that carry it, and the one at which the segment stops."""

    span: Span
    segment: int
    begin: int
    end: int
    stop: int

    def within(self, window: Window) -> tuple[int, int]:
        """The word's positions in a window in which its first token is; a word over the window's end is cut there."""
        return self.begin - window.begin, min(self.end, window.end) - window.begin


@dataclass(frozen=True, slots=True)
class Prose:
    """What is read of an article: segments of its text, and the words of each; `words[i]` belongs to `segments[i]`."""

    text: str
    segments: Sequence[Segment]
    words: Sequence[Sequence[Span]]


def read_words(
    model: FluencyModel, tagger: Tagger, articles: Sequence[Prose], thorough: bool = False
) -> list[FluencyFacts]:
    """Read the words of articles: at once where that changes nothing, and in any case each as if it were alone.

    With `thorough`, no repair is given up before it is read to its end (see `gains`).
    """
    readers = [_reader(model, tagger, article, thorough) for article in articles]
    if model.alike:
        return together(model.model, readers)
    return [found for reader in readers for found in together(model.model, [reader])]


def _reader(model: FluencyModel, tagger: Tagger, article: Prose, thorough: bool) -> Reader[FluencyFacts]:
    text = article.text
    if not article.segments:
        return FluencyFacts()
    tokens = model.tokenize(text, article.segments)
    places = list(places_of(tokens, article.words))
    features: list[list[NDArray[np.float16]]] = [[] for _ in article.segments]
    read: list[WordFluency] = []
    for bounds in plan(len(tokens.ids), tokens.starts):
        window = yield from model.window(tokens, *bounds)
        first = bisect_left(places, window.fresh, key=lambda p: p.begin)
        after = bisect_left(places, window.end, key=lambda p: p.begin)
        fresh = range(first, after)
        repairs, expected = yield from _changes(model, text, tokens, window, places, fresh, not thorough)
        for i in fresh:
            place = places[i]
            features[place.segment].append(word_features(window, *place.within(window), place.span.of(text)))
            read.append(_word(text, window, place, repairs.get(i), expected.get(i)))
    tags = list(tagger.tag([np.array(rows, np.float16) for rows in features]))
    scored = [(score, kind) for tag in tags for score, kind in zip(tag.scores, tag.kinds, strict=True)]
    return FluencyFacts(
        words=tuple(
            replace(word, score=round(float(score), 4), kind=kind)
            for word, (score, kind) in zip(read, scored, strict=True)
        ),
        machine=tuple(round(tag.machine, 3) for tag in tags),
    )


def places_of(tokens: Tokens, words: Sequence[Sequence[Span]]) -> Iterator[Place]:
    """Where the words of each segment lie among its tokens; a word of no token is left out."""
    stops = (*tokens.starts[1:], len(tokens.ids))
    for segment, (start, stop, run) in enumerate(zip(tokens.starts, stops, words, strict=True)):
        numbered = [(i, span) for i in range(start, stop) if (span := tokens.spans[i])]
        begins = [span.start for _, span in numbered]
        ends = [span.end for _, span in numbered]
        for word in run:
            low, high = bisect_right(ends, word.start), bisect_left(begins, word.end)
            if low < high:
                yield Place(word, segment, numbered[low][0], numbered[high - 1][0] + 1, stop)


def _word(text: str, window: Window, place: Place, repair: Repair | None, expected: Expected | None) -> WordFluency:
    surprisal, entropy = _surprise(window, place)
    return WordFluency(
        span=place.span,
        surprisal=surprisal,
        unigram=unigram(place.span.of(text)),
        entropy=entropy,
        expected=expected,
        repair=repair,
    )


def _surprise(window: Window, place: Place) -> tuple[float, float]:
    """The word's surprisal and the entropy of what was expected in its place, in nats."""
    first, stop = place.within(window)
    return float(window.surprisal[first:stop].sum()), float(window.entropy[first])


def unigram(word: str) -> float:
    """-log p(word) in English at large, in nats (wordfreq: Speer 2022), between about 3 and 21."""
    from wordfreq import word_frequency

    return -math.log(max(word_frequency(word.lower(), "en"), RAREST))


def _likely(model: FluencyModel, window: Window, place: Place) -> dict[str, float]:
    """The likeliest whole words in the place of one, best first, with their log probabilities.

    Pieces of words, punctuation and rarities are left out.
    """
    from wordfreq import zipf_frequency

    at = place.begin - window.begin
    likely = zip(map(model.written, window.expected[at].tolist()), window.likelihood[at].tolist(), strict=True)
    found = {written[1:]: p for written, p in likely if written.startswith(" ")}
    return {w: p for w, p in found.items() if w.isalpha() and zipf_frequency(w, "en") >= 4}


def _changes(
    model: FluencyModel, text: str, tokens: Tokens, window: Window, places: Sequence[Place], fresh: range, screen: bool
) -> Reader[tuple[dict[int, Repair], dict[int, Expected]]]:
    """For each place whose word is a peak, the best repair, where one makes the sentence likelier.

    And for each place whose word surprises, the word that was expected there, where what follows is likelier after it.
    """
    wanted: dict[int, list[Edit]] = {}
    trials: dict[int, tuple[Edit, float]] = {}
    spans: dict[Edit, Span] = {}
    for i in fresh:
        surprisal, entropy = _surprise(window, places[i])
        if surprisal > entropy and (trial := _trial(text, places[i], _likely(model, window, places[i]))):
            trials[i] = trial
            spans[trial[0]] = places[i].span
        if surprisal - entropy <= PEAK:
            continue
        before = places[i - 1] if i and places[i - 1].stop == places[i].stop else None
        for place in (before, places[i]):
            if place and place.begin >= window.begin and place.span.of(text).islower():
                edits = list(_edits(text, place, _likely(model, window, place), insert=place is places[i]))
                wanted.setdefault(i, []).extend(edits)
                spans.update(dict.fromkeys(edits, place.span))
    gained = yield from gains(model, tokens, window, list(spans), screen)
    won = dict(zip(spans, gained, strict=True))
    best = {i: max(edits, key=won.__getitem__) for i, edits in wanted.items() if edits}
    repairs = {
        i: Repair(spans[edit], edit.words, edit.begin == edit.end, won[edit])
        for i, edit in best.items()
        if won[edit] > 0
    }
    expected = {
        i: Expected(edit.words, math.exp(likelihood), gain)
        for i, (edit, likelihood) in trials.items()
        if (gain := won[edit] - (likelihood + _surprise(window, places[i])[0])) > 0
    }
    return repairs, expected


def _trial(text: str, place: Place, likely: Mapping[str, float]) -> tuple[Edit, float] | None:
    """The edit that puts the expected word, with its log probability, in the place of another of its class.

    Names are let be.
    """
    word = place.span.of(text)
    least = math.log(LIKELY if word in FUNCTION_WORDS else SURE)
    found = (w for w, p in likely.items() if p >= least and w != word and (w + word).islower() and fits(w, word))
    return next(((Edit(place.begin, place.end, put, place.stop), likely[put]) for put in found), None)


def _edits(text: str, place: Place, likely: Mapping[str, float], insert: bool) -> Iterator[Edit]:
    """What could be wrong at a word: another of its closed class belongs there, or none, or one before it.

    Only what the model thinks possible there is tried. Nothing is put before a name: headlines and titles give it bare.
    """
    word = place.span.of(text)
    possible = [w for w, log_probability in likely.items() if log_probability > POSSIBLE]
    allowed = alternatives(word)
    for put in [w for w in possible if w in allowed][:TRIED]:
        yield Edit(place.begin, place.end, put, place.stop)
    if word in OMISSIBLE:
        yield Edit(place.begin, place.end, "", place.stop)
    if insert:
        for put in inflections(word)[:FORMS] if not allowed else ():
            yield Edit(place.begin, place.end, put, place.stop)
        for put in [w for w in possible if w in OMISSIBLE][:TRIED]:
            yield Edit(place.begin, place.begin, put, place.stop)
