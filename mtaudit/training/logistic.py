"""Logistic regression without negative slopes: more evidence of garble never makes a text look sounder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def logistic(
    values: NDArray[np.floating[Any]],
    truth: NDArray[Any],
    shares: NDArray[np.float64],
    strength: float = 1.0,
    least: Sequence[float] | None = None,
) -> NDArray[np.float64]:
    """Weights float64 (terms,) that make `truth` most likely; all but the last, the intercept, are zero or more.

    Args:
        values: (rows, terms), the last term 1.
        truth: (rows,), whether each row is a hit.
        shares: (rows,), the weight of each row, 1 on average.
        strength: inverse strength of the L2 penalty on the slopes.
        least: the least slope of each term but the last; zero by default.
    """
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = values @ weights
        error = 1 / (1 + np.exp(-odds)) - truth
        slope = values.T @ (shares * error)
        slope[:-1] += weights[:-1] / strength
        cost = (shares * (np.logaddexp(0, odds) - truth * odds)).sum() + (weights[:-1] ** 2).sum() / (2 * strength)
        return float(cost), slope

    count = values.shape[1]
    bounds = [(bound, None) for bound in least or [0.0] * (count - 1)] + [(None, None)]
    found = minimize(loss, np.zeros(count), jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x)
