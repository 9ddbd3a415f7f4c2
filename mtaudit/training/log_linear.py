"""A log-linear model of several states, each with its own terms and bounds on their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Bounds = Mapping[str, tuple[float | None, float | None]]
"""For each term that a state is inferred from, the least and the largest weight that it may have; None for no bound."""


def log_linear(
    values: NDArray[np.float64],
    truth: Sequence[int],
    shares: NDArray[np.float64],
    terms: Sequence[str],
    bounds: Sequence[Bounds],
    penalty: float,
) -> NDArray[np.float64]:
    """Weights float64 (states - 1, terms) that make `truth` most likely; the first state, the reference, has none.

    Args:
        values: (rows, terms), the last term 1.
        truth: the state of each row, 0 for the first.
        shares: (rows,), the weight of each row.
        terms: the names of the terms.
        bounds: for each state but the first, those of the terms that it is inferred from.
        penalty: on the squared weights of standardised terms; there is none on the constant.
    """
    from scipy.optimize import minimize

    count, states = len(terms), len(bounds) + 1
    mean, spread = values.mean(0), values.std(0) + 1e-9
    mean[-1], spread[-1] = 0.0, 1.0
    scaled, shares = (values - mean) / spread, shares / shares.sum()
    rows = np.arange(len(truth))
    free = np.ones(count)
    free[-1] = 0.0

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(states - 1, count)
        odds = np.c_[np.zeros(len(scaled)), scaled @ weights.T]
        odds -= odds.max(1, keepdims=True)
        total = np.log(np.exp(odds).sum(1))
        error = np.exp(odds - total[:, None])
        error[rows, truth] -= 1
        slope = (error * shares[:, None])[:, 1:].T @ scaled + penalty * weights * free
        cost = (shares * (total - odds[rows, truth])).sum() + penalty * ((weights * free) ** 2).sum() / 2
        return float(cost), slope.ravel()

    limits = [of_state.get(term, (0.0, 0.0)) for of_state in bounds for term in terms]
    found = minimize(loss, np.zeros((states - 1) * count), jac=True, bounds=limits, method="L-BFGS-B")
    weights = found.x.reshape(states - 1, count) / spread
    weights[:, -1] -= weights[:, :-1] @ mean[:-1]
    return np.asarray(weights)
