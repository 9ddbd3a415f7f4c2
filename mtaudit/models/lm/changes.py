"""What could stand in place of a word, and which of it makes the sentence likelier."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mtaudit.core import Expected, Repair, Span
from mtaudit.models.lm.closed_class import FUNCTION_WORDS, OMISSIBLE, alternatives
from mtaudit.models.lm.inflection import inflections
from mtaudit.models.lm.passes import PassCoroutine
from mtaudit.models.lm.repair import Edit, gains
from mtaudit.models.lm.surprisal import FluencyModel, Tokens, Window
from mtaudit.models.lm.word_class import fits
from mtaudit.models.lm.word_tokens import WordTokens

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
class Changes:
    """Changes that make a sentence likelier, by the index of the word at which they were looked for.

    Attributes:
        repairs: the best repair at a word that is far more surprising than the model was uncertain.
        expected: the word that was expected in place of one that surprises, where what follows is likelier after it.
    """

    repairs: Mapping[int, Repair] = field(default_factory=dict)
    expected: Mapping[int, Expected] = field(default_factory=dict)


def changes_in(
    model: FluencyModel,
    text: str,
    tokens: Tokens,
    window: Window,
    words: Sequence[WordTokens],
    fresh: range,
    screen: bool,
) -> PassCoroutine[Changes]:
    """Look for changes at the words of the indices `fresh`, whose first tokens lie in the window.

    With `screen`, an edit that wins little at first is given up (see `gains`).
    """
    wanted: dict[int, list[Edit]] = {}
    trials: dict[int, tuple[Edit, float]] = {}
    spans: dict[Edit, Span] = {}
    for i in fresh:
        surprisal, entropy = words[i].surprise(window)
        if surprisal > entropy and (trial := _trial(text, words[i], _likely(model, window, words[i]))):
            trials[i] = trial
            spans[trial[0]] = words[i].span
        if surprisal - entropy <= PEAK:
            continue
        before = words[i - 1] if i and words[i - 1].stop == words[i].stop else None
        for word in (before, words[i]):
            if word and word.begin >= window.begin and word.span.of(text).islower():
                edits = list(_edits(text, word, _likely(model, window, word), insert=word is words[i]))
                wanted.setdefault(i, []).extend(edits)
                spans.update(dict.fromkeys(edits, word.span))
    gained = yield from gains(model, tokens, window, list(spans), screen)
    won = dict(zip(spans, gained, strict=True))
    best = {i: max(edits, key=won.__getitem__) for i, edits in wanted.items() if edits}
    repairs = {
        i: Repair(spans[edit], edit.words, edit.begin == edit.end, gain=won[edit])
        for i, edit in best.items()
        if won[edit] > 0
    }
    expected = {
        i: Expected(edit.words, math.exp(likelihood), gain)
        for i, (edit, likelihood) in trials.items()
        if (gain := won[edit] - (likelihood + words[i].surprise(window)[0])) > 0
    }
    return Changes(repairs, expected)


def _likely(model: FluencyModel, window: Window, word: WordTokens) -> dict[str, float]:
    """The most likely whole words in place of a word, best first, with their log probabilities.

    Pieces of words, punctuation and rarities are left out.
    """
    from wordfreq import zipf_frequency

    at = word.begin - window.begin
    likely = zip(map(model.written, window.expected[at].tolist()), window.likelihood[at].tolist(), strict=True)
    found = {written[1:]: p for written, p in likely if written.startswith(" ")}
    return {w: p for w, p in found.items() if w.isalpha() and zipf_frequency(w, "en") >= 4}


def _trial(text: str, word: WordTokens, likely: Mapping[str, float]) -> tuple[Edit, float] | None:
    """The edit that puts the expected word in place of another of its class, with the expected word's log probability.

    Names are left as they are.
    """
    own = word.span.of(text)
    least = math.log(LIKELY if own in FUNCTION_WORDS else SURE)
    found = (w for w, p in likely.items() if p >= least and w != own and (w + own).islower() and fits(w, own))
    return next(((Edit(word.begin, word.end, put, stop=word.stop), likely[put]) for put in found), None)


def _edits(text: str, word: WordTokens, likely: Mapping[str, float], insert: bool) -> Iterator[Edit]:
    """What could be wrong at a word: another of its closed class belongs there, or none, or one before it.

    Only what the model thinks possible there is tried. Nothing is put before a name: headlines and titles give it bare.
    """
    own = word.span.of(text)
    possible = [w for w, log_probability in likely.items() if log_probability > POSSIBLE]
    allowed = alternatives(own)
    for put in [w for w in possible if w in allowed][:TRIED]:
        yield Edit(word.begin, word.end, put, stop=word.stop)
    if own in OMISSIBLE:
        yield Edit(word.begin, word.end, "", stop=word.stop)
    if insert:
        for put in inflections(own)[:FORMS] if not allowed else ():
            yield Edit(word.begin, word.end, put, stop=word.stop)
        for put in [w for w in possible if w in OMISSIBLE][:TRIED]:
            yield Edit(word.begin, word.begin, put, stop=word.stop)
