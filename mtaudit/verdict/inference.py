"""The joint decision: the states of an article and its passages, and with them the probability of every word.

Words speak for the state of their sentence, sentences for the state of the article, and these in turn say how likely a
word of a given score is to be one that an editor would mend: the same score means far more in a machine's article than
in a native one. Three curves are fitted (`mtaudit train decision`), each over the outcome of the one before:

- the states of the article: a log-linear model over what its chain of sentences says (see `states`), the translator's
  trace, the findings of the other rules and the register;
- a word: logistic over its score, the log odds that the article is a machine's, those that its sentence is garbled,
  and the register;
- a phrase: logistic over its words, its length, and what the language model would mend.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mtaudit.core import Candidate, Evidence, Posterior
from mtaudit.verdict.parameters import Parameters
from mtaudit.verdict.states import MADE_BY_MACHINE, State, chain
from mtaudit.verdict.terms import log_odds, probability, speaks, translator, worst_words

NOT_MACHINE = {State.NATIVE: 0.95, State.TRANSLATION: 0.05}
"""The prior probability of each state of an article that no machine made."""
MACHINE = {State.MACHINE: 0.5, State.GARBLED: 0.5}
"""The prior probability of each state of an article that a machine made."""
ARTICLE = (-4.5, -1.0)
"""Bounds between which the log odds that an article is a machine's count for its words: past them it is settled."""
PASSAGE = (-5.0, 3.0)
"""Such bounds for the log odds that a sentence is garbled."""
REGISTER = (-6.0, 4.0)
"""Such bounds for the log odds that the register is far from news."""
ENOUGH = 80
"""Words of an article that suffice to judge it: in fewer, traces of a translator may be chance."""
SUREST = 0.95
"""Confidence that no phrase exceeds: of the surest ones in post-edits and native news together, one in ten is wrong."""
HEADLINE_ARTICLE = {True: 0.85, False: -0.35}
"""Log odds that an article in a headline, or none, adds for each of its phrases. Of the headlines that the decision is
fitted on, one is found in .42 of a machine's and in .18 of a native writer's.
"""
MOST_GAIN = 20.0
"""Nats past which a higher gain of a repair does not raise a phrase's confidence."""


def infer(evidence: Evidence, fitted: Parameters, prior: float) -> Posterior:
    """The posterior of an article.

    Args:
        prior: share of the articles, as they come, that a machine made; above 0 and below 1.
    """
    register = register_odds(evidence.style, fitted)
    ratios = sentence_ratios(evidence, fitted)
    chains = {state: chain(ratios, c.rate, c.stay) for state, c in fitted.chains.items()}
    terms = article_terms(evidence, {state: odds for state, (odds, _) in chains.items()}, register)
    states = _states(terms, fitted, prior)
    garbled = np.asarray(sum(states[state] * chains[state][1] for state in states))
    article = article_odds(states, len(evidence.scores))
    passages = np.clip(log_odds(garbled), *PASSAGE)
    settled = sum(states[state] * fitted.chains[state].rate for state in states)  # of words in no sentence
    usual = float(np.clip(math.log(settled / (1 - settled)), *PASSAGE))
    near = float(np.clip(register, *REGISTER))
    words = word_probabilities(evidence.scores, article, usual, near, fitted)
    confidences = []
    for sentence, passage in zip(evidence.sentences, passages, strict=True):
        own = word_probabilities(sentence.scores, article, usual if sentence.headline else passage, near, fitted)
        words[sentence.first : sentence.first + len(own)] = own
        odds = [phrase_terms(c, own, article) @ fitted.phrases for c in sentence.candidates]
        if sentence.headline:
            odds = [value + HEADLINE_ARTICLE[sentence.article] for value in odds]
        confidences.append(tuple(min(SUREST, float(probability(value))) for value in odds))
    return Posterior(
        states={state.value: share for state, share in states.items()},
        register=register,
        garbled=tuple(garbled.tolist()),
        words=tuple(words.tolist()),
        confidences=tuple(confidences),
    )


def made_by_machine(posterior: Posterior) -> float:
    """The probability that a machine made the article, 0..1."""
    return sum(posterior.states[state] for state in MADE_BY_MACHINE)


def threshold(posterior: Posterior, fitted: Parameters, sensitivity: str) -> float:
    """The confidence from which a phrase of the article is reported.

    In sound copy the budget of false alarms decides, elsewhere how often findings are right; in a register far from
    news, where confidences mean little, the threshold is that of the lowest sensitivity at least.
    """
    least = fitted.least[sensitivity]
    if posterior.register >= fitted.far:
        return max(least, fitted.least["low"])
    return fitted.sound[sensitivity] if made_by_machine(posterior) < fitted.suspect else least


def register_odds(style: Sequence[float], fitted: Parameters) -> float:
    """Log odds that an article of such a style is of a register far from news."""
    scaled = (np.array(style) - fitted.mean) / fitted.spread
    return float(scaled @ fitted.register[:-1] + fitted.register[-1])


def sentence_ratios(evidence: Evidence, fitted: Parameters) -> list[float]:
    """For each sentence, log p(its words | garbled) - log p(its words | sound); 0 if it is no evidence."""
    slope, intercept = fitted.sentence
    return [slope * worst_words(s) + intercept if speaks(s) else 0.0 for s in evidence.sentences]


def article_terms(evidence: Evidence, likelihoods: Mapping[State, float], register: float) -> NDArray[np.float64]:
    """The terms that the states of an article are inferred from, float64 (len(ARTICLE_TERMS),).

    Args:
        likelihoods: log likelihood of its sentences in each state; what a garbled article gains over a native one
            counts by the sentence, as all sentences share the writer and the style.
    """
    count = max(1, sum(map(speaks, evidence.sentences)))
    gained = likelihoods[State.GARBLED] - likelihoods[State.NATIVE]
    near = float(np.clip(register, *REGISTER))
    return np.array([gained / count, translator(evidence), evidence.findings, near, 1.0])


def _states(terms: NDArray[np.float64], fitted: Parameters, prior: float) -> dict[State, float]:
    shares = {state: share * (1 - prior) for state, share in NOT_MACHINE.items()}
    shares |= {state: share * prior for state, share in MACHINE.items()}
    odds = {state: math.log(share) for state, share in shares.items()}
    for state, weights in fitted.states.items():
        odds[state] += float(terms @ weights)
    most = max(odds.values())
    likely = {state: math.exp(value - most) for state, value in odds.items()}
    return {state: value / sum(likely.values()) for state, value in likely.items()}


def article_odds(states: Mapping[State, float], words: int) -> float:
    """Log odds that a machine made an article of so many words, within the bounds of ARTICLE.

    A text of less than ENOUGH words is taken for sound copy, by as much as it is shorter.
    """
    made = float(np.clip(log_odds([sum(states[state] for state in MADE_BY_MACHINE)])[0], *ARTICLE))
    return ARTICLE[0] + min(1.0, words / ENOUGH) * (made - ARTICLE[0])


def word_probabilities(
    scores: Sequence[float], article: float, passage: float, register: float, fitted: Parameters
) -> NDArray[np.float64]:
    """The probability of each of n words that an editor would mend it, float64 (n,), from log odds of all around it."""
    slope, *weights, constant = fitted.words
    return probability(slope * log_odds(scores) + np.dot(weights, [article, passage, register]) + constant)


def phrase_terms(candidate: Candidate, words: NDArray[np.float64], article: float) -> NDArray[np.float64]:
    """The terms that a phrase's confidence is inferred from, float64 (len(PHRASE_TERMS),).

    Args:
        words: the probabilities of all words of its sentence.
        article: log odds that a machine made the article; if it did, it made the quotations too.
    """
    odds = log_odds(words[candidate.first : candidate.last + 1])
    gain = min(candidate.gain, MOST_GAIN) / 10
    quoted = float(candidate.quoted)
    length = math.log(candidate.last - candidate.first + 1)
    return np.array([odds.max(), odds.mean(), length, gain, candidate.cluster, quoted, quoted * article, 1.0])
