"""Fits the curves of the joint decision, each on the output of the one before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Posterior
from mtaudit.training.groups import Groups
from mtaudit.training.labelled import Labelled
from mtaudit.training.log_linear import log_linear
from mtaudit.training.logistic import logistic
from mtaudit.verdict.inference import (
    PASSAGE,
    REGISTER,
    article_odds,
    article_terms,
    infer,
    phrase_terms,
    register_odds,
    sentence_ratios,
)
from mtaudit.verdict.parameters import ARTICLE_TERMS, Chain, Parameters
from mtaudit.verdict.register import STYLE
from mtaudit.verdict.states import State, chain
from mtaudit.verdict.terms import log_odds, speaks, worst_words

PRIOR = 0.05
"""The prior at which budgets and labels are set; the default of the setting."""
RATES = (0.003, 0.01, 0.03, 0.06, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
STAYS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
"""The values among which the rate and the stay of each chain are chosen."""
TERMS = (
    {"translator": (None, None), "constant": (None, None)},
    {"translator": (0.0, None), "constant": (None, None)},
    {
        "chain": (0.0, None),
        "translator": (0.0, None),
        "findings": (0.0, None),
        "register": (None, 0.0),
        "constant": (None, None),
    },
)
"""The evidence for a translation, a fluent machine's article and a garbled one; a native one is the reference class."""
PENALTY = 5e-4
ANY = -math.inf
REPAIR = 6.0
"""Least slope of a phrase's log odds, for ten nats that a repair wins. What the curve is fitted to holds few slips in
sound copy: left free, the slope is .7, and of twelve such slips (the rule's examples) seven are lost. At this slope
none is, for a tenth of a false alarm more in 1,000 words of native news.
"""


def fit(groups: Groups, tagger: str) -> Parameters:
    """The curves for the tagger with that sha256; thresholds and labels are not set yet."""
    mean, spread, register = _register(groups)
    fitted = Parameters(
        tagger=tagger,
        sentence=_sentence(groups),
        chains={},
        states={},
        mean=mean,
        spread=spread,
        register=register,
        words=(1.0, 0.0, 0.0, 0.0, 0.0),
        phrases=(0.0,) * 8,
        least={},
        sound={},
        major=1.0,
        headline={},
        far=0.0,
        suspect=0.5,
        machine=0.5,
    )
    fitted = replace(fitted, chains=_chains(groups, fitted))
    fitted = replace(fitted, states=_states(groups, fitted))
    fitted = replace(fitted, words=_words(groups, fitted))
    return replace(fitted, phrases=_phrases(groups, fitted))


def _register(groups: Groups) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Mean, spread and weights of the style features that tell far genres from everything else."""
    others = [*groups.natives, *groups.near, *groups.translations, *groups.machines, *groups.trips, *groups.edited]
    styles = np.array([article.evidence.style for article in [*groups.far, *others]])
    truth = np.arange(len(styles)) < len(groups.far)
    mean, spread = styles.mean(0), np.maximum(styles.std(0), 1e-4)
    shares = np.where(truth, 1 / truth.sum(), 1 / (~truth).sum())
    values = np.c_[(styles - mean) / spread, np.ones(len(styles))]
    weights = logistic(values, truth, shares / shares.mean(), 0.3, [ANY] * len(STYLE))
    return tuple(mean), tuple(spread), tuple(weights)


def _sentence(groups: Groups) -> tuple[float, float]:
    """Log odds that a sentence is a garbled one, from its worst words, where as many are garbled as sound."""
    sound = [groups.natives, groups.near]
    by_language = _by_language(groups.edited)
    values, truth, shares = [], [], []
    for sets, is_garbled in ((by_language, True), (sound, False)):
        for articles in sets:
            worst = [worst_words(s) for article in articles for s in article.evidence.sentences if speaks(s)]
            values += worst
            truth += [is_garbled] * len(worst)
            shares += [1 / len(worst) / len(sets)] * len(worst)
    weights = logistic(np.c_[values, np.ones(len(values))], np.array(truth), _scaled(shares), 100.0)
    return float(weights[0]), float(weights[1])


def _chains(groups: Groups, fitted: Parameters) -> dict[State, Chain]:
    """For each state, the rate and the stay that make the sentences of its articles most likely."""
    by_state = {
        State.NATIVE: [*groups.natives, *groups.near],
        State.TRANSLATION: groups.translations,
        State.MACHINE: groups.machines,
        State.GARBLED: [*groups.edited, *groups.diluted],
    }
    found = {}
    for state, articles in by_state.items():
        ratios = [sentence_ratios(article.evidence, fitted) for article in articles]
        pairs = [(rate, stay) for rate, stay in product(RATES, STAYS) if stay >= rate]
        best = max(pairs, key=lambda pair: sum(chain(r, *pair)[0] for r in ratios))
        found[state] = Chain(*best)
    return found


def _states(groups: Groups, fitted: Parameters) -> dict[State, tuple[float, ...]]:
    sets: list[tuple[int, Sequence[Labelled], float]] = [
        (0, groups.natives, 2.0),
        (0, groups.near, 1.0),
        (0, groups.far, 1.0),
        (1, groups.translations, 1.0),
        (2, groups.machines, 1.0),
        (2, groups.trips, 0.15),
        (3, groups.diluted, 2.0),
        (3, groups.edited, 1.0),
        (3, groups.garbled, 1.0),
    ]
    totals = {state: sum(share for other, _, share in sets if other == state) for state in range(4)}
    values, truth, shares = [], [], []
    for state, articles, share in sets:
        for article in articles:
            values.append(_terms(article, fitted))
            truth.append(state)
            shares.append(share / totals[state] / len(articles))
    weights = log_linear(np.array(values), truth, np.array(shares), ARTICLE_TERMS, TERMS, PENALTY)
    return {state: tuple(row) for state, row in zip(list(State)[1:], weights, strict=True)}


def _terms(article: Labelled, fitted: Parameters) -> NDArray[np.float64]:
    ratios = sentence_ratios(article.evidence, fitted)
    likelihoods = {state: chain(ratios, c.rate, c.stay)[0] for state, c in fitted.chains.items()}
    return article_terms(article.evidence, likelihoods, register_odds(article.evidence.style, fitted))


def _marked(groups: Groups) -> list[tuple[Sequence[Labelled], float]]:
    """The sets of articles whose words are marked, each with its weight.

    Post-edits and the samples' gold are as dense as what an editor marks; MQM's raters, who saw the source, mark far
    less, and nobody else marks what a fluent machine wrote.
    """
    return [
        (groups.natives, 3.0),
        ([*groups.near, *groups.far], 3.0),
        (groups.inserted, 1.5),
        (groups.diluted, 1.0),
        *((articles, 0.25) for articles in _by_language(groups.edited)),
        (groups.garbled, 1.0),
        (groups.clean, 0.3),
    ]


def _by_language(edited: Sequence[Labelled]) -> list[list[Labelled]]:
    return [
        [article for article in edited if article.name[:2] == code]
        for code in sorted({article.name[:2] for article in edited})
    ]


def _words(groups: Groups, fitted: Parameters) -> tuple[float, ...]:
    values, truth, shares = [], [], []
    for articles, share in _marked(groups):
        rows = [row for article in articles for row in _word_rows(article, fitted)]
        values += [terms for terms, _ in rows]
        truth += [bad for _, bad in rows]
        count = sum(len(bad) for _, bad in rows)
        shares += [share / count] * count
    weights = logistic(np.concatenate(values), np.concatenate(truth), _scaled(shares), 100.0, [0.0, 0.0, 0.0, ANY])
    return tuple(weights)


def _word_rows(article: Labelled, fitted: Parameters) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    posterior = infer(article.evidence, fitted, PRIOR)
    article_log_odds = article_odds(_by_state(posterior), len(article.evidence.scores))
    near = float(np.clip(posterior.register, *REGISTER))
    for sentence, garbled, bad in zip(article.evidence.sentences, posterior.garbled, article.bad, strict=True):
        if not sentence.headline:
            passage = float(np.clip(log_odds([garbled])[0], *PASSAGE))
            around = np.tile([article_log_odds, passage, near, 1.0], (len(bad), 1))
            yield np.c_[log_odds(sentence.scores), around], np.array(bad, bool)


def _by_state(posterior: Posterior) -> dict[State, float]:
    return {State(name): share for name, share in posterior.states.items()}


def _phrases(groups: Groups, fitted: Parameters) -> tuple[float, ...]:
    values, truth, shares = [], [], []
    for articles, share in _marked(groups):
        rows = [row for article in articles for row in _phrase_rows(article, fitted)]
        values += [terms for terms, _ in rows]
        truth += [hit for _, hit in rows]
        shares += [1000 * share / word_count(articles)] * len(rows)
    weights = logistic(
        np.array(values), np.array(truth), _scaled(shares), 100.0, [0.0, 0.0, 0.0, REPAIR, 0.0, ANY, 0.0]
    )
    return tuple(weights)


def _phrase_rows(article: Labelled, fitted: Parameters) -> Iterator[tuple[NDArray[np.float64], bool]]:
    posterior = infer(article.evidence, fitted, PRIOR)
    article_log_odds = article_odds(_by_state(posterior), len(article.evidence.scores))
    for sentence, bad in zip(article.evidence.sentences, article.bad, strict=True):
        probabilities = np.array(posterior.words[sentence.first : sentence.first + len(bad)])
        for candidate in () if sentence.headline else sentence.candidates:
            hit = any(bad[candidate.first : candidate.last + 1])
            yield phrase_terms(candidate, probabilities, article_log_odds), hit


def word_count(articles: Iterable[Labelled]) -> int:
    """The number of words that have a score."""
    return sum(len(article.evidence.scores) for article in articles)


def _scaled(shares: Sequence[float]) -> NDArray[np.float64]:
    found = np.array(shares)
    return np.asarray(found / found.mean())
