"""The latent states: what made an article, and which of its sentences are garbled, each inferred with the other.

An article is in one of the states of `State`. Given the state, its sentences form a Markov chain of two passage states,
sound and garbled: garble comes in stretches, in some states often and in others hardly ever. What the words of a
sentence say enters as one number, the log likelihood ratio of garbled to sound. The forward-backward algorithm (Rabiner
1989) gives the likelihood of the sentences under each state, and the posterior of every sentence under each; averaged
over the posterior of the article's state, that is the posterior of the passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class State(StrEnum):
    """What an article is: written in English, a human translation, a fluent machine translation, or a garbled one."""

    NATIVE = "native"
    TRANSLATION = "translation"
    MACHINE = "machine"
    GARBLED = "garbled"


MADE_BY_MACHINE = (State.MACHINE, State.GARBLED)


def chain(ratios: Sequence[float], rate: float, stay: float) -> tuple[float, NDArray[np.float64]]:
    """Run forward and backward over the sentences of an article.

    Args:
        ratios: for each of n sentences, log p(evidence | garbled) - log p(evidence | sound).
        rate: share of the sentences that are garbled in an article of this state, above 0 and below 1.
        stay: probability that the sentence after a garbled one is garbled too, `rate` to 1.

    Returns:
        The log likelihood of the sentences over that of n sound sentences, and the posterior of each sentence being
        garbled, float64 (n,).
    """
    n = len(ratios)
    if not n:
        return 0.0, np.zeros(0)
    leave = rate * (1 - stay) / (1 - rate)  # so that `rate` is the chain's stationary share
    move = np.array([[1 - leave, leave], [1 - stay, stay]])
    shift = np.maximum(ratios, 0.0)  # both likelihoods are scaled by the larger one, so that neither overflows
    seen = np.exp(np.stack([-shift, np.asarray(ratios) - shift], axis=1))
    forward, scale = np.zeros((n, 2)), np.zeros(n)
    at = np.array([1 - rate, rate])
    for i in range(n):
        at = at * seen[i]
        scale[i] = at.sum()
        forward[i] = at / scale[i]
        at = forward[i] @ move
    backward = np.ones(2)
    posterior = np.zeros(n)
    for i in range(n - 1, -1, -1):
        both = forward[i] * backward
        posterior[i] = both[1] / both.sum()
        backward = move @ (seen[i] * backward)
        backward /= backward.sum()
    return float(np.log(scale).sum() + shift.sum()), posterior
