# SPDX-License-Identifier: GPL-3.0-or-later
"""Least squares with every unknown held within 0..1, for many right-hand sides at once."""

import numpy as np

_SWEEPS = 2000


def solve_in_box(normal: np.ndarray, goals: np.ndarray, start: np.ndarray, tolerance: float = 1e-6) -> np.ndarray:
    """Minimise x^T normal x / 2 - goal^T x within 0..1 for each goal.

    normal (N,N) positive definite; goals (T,N); start (T,N) within 0..1. Coordinate descent in a fixed order
    (each unknown in turn at its best value within bounds, Hildreth 1957), which converges to the one minimum;
    a row is done when a whole sweep moves none of its unknowns by ``tolerance``.
    """
    solution = start.T.copy()
    goal = goals.T
    moving = np.arange(solution.shape[1])
    for _ in range(_SWEEPS):
        rows = solution[:, moving]
        slope = normal @ rows - goal[:, moving]
        change = np.zeros(len(moving))
        for index, column in enumerate(normal):
            best = (rows[index] - slope[index] / column[index]).clip(0.0, 1.0)
            step = best - rows[index]
            slope += column[:, None] * step
            rows[index] = best
            np.maximum(change, np.abs(step), out=change)
        solution[:, moving] = rows
        moving = moving[change > tolerance]
        if not len(moving):
            break
    return solution.T
