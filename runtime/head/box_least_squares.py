# SPDX-License-Identifier: GPL-3.0-or-later
"""Least squares with every unknown held within 0..1, for many small problems at once."""

import numpy as np

from ..arrays import Array

_PATIENCE = 3
"""Rounds that may go by without fewer wrong unknowns before they are set right one at a time."""
_ROUNDS = 1000


def solve_in_box(normals: Array, goals: Array, start: Array) -> Array:
    """Minimise x^T normal x / 2 - goal^T x within 0..1 for each of T problems.

    normals (T,N,N) positive definite; goals (T,N); start (T,N), a guess that may lie outside. Block principal
    pivoting (Judice and Pires 1994): unknowns are free or held at 0 or 1; all that break a condition change
    sides at once, and where that stops helping only the last of them does (Murty 1974), which always ends.
    """
    scale = goals.shape[1] * np.abs(goals).max(axis=1, initial=1e-12)
    held = np.where(start <= 0, -1, np.where(start >= 1, 1, 0))
    solution = np.empty_like(goals)
    fewest = np.full(len(goals), goals.shape[1] + 1)
    patience = np.full(len(goals), _PATIENCE)
    active = np.arange(len(goals))
    for _ in range(_ROUNDS):
        solution[active], slope = _with_held(normals[active], goals[active], held[active])
        x, side, margin = solution[active], held[active], 1e-9 * scale[active, None]
        wanted = np.where(side == 0, np.where(x < -1e-9, -1, np.where(x > 1 + 1e-9, 1, 0)), side)
        wanted = np.where((side < 0) & (slope < -margin) | (side > 0) & (slope > margin), 0, wanted)
        wrong = wanted != side
        count = wrong.sum(axis=1)
        better = count < fewest[active]
        patience[active] = np.where(better, _PATIENCE, patience[active] - 1)
        fewest[active] = np.minimum(fewest[active], count)
        last = wrong.shape[1] - 1 - wrong[:, ::-1].argmax(axis=1)
        single = np.arange(wrong.shape[1]) == last[:, None]
        change = wrong & (single | (patience[active] >= 0)[:, None])
        held[active] = np.where(change, wanted, side)
        active = active[count > 0]
        if not len(active):
            break
    return solution.clip(0.0, 1.0)


def _with_held(normals: Array, goals: Array, held: Array) -> tuple[Array, Array]:
    """The minimum over the free unknowns, and the slope there of all."""
    free = held == 0
    fixed = np.where(held > 0, 1.0, 0.0)
    reduced = np.where(free[:, :, None] & free[:, None, :], normals, np.eye(normals.shape[1]))
    right = np.where(free, goals - np.einsum("tij,tj->ti", normals, fixed), fixed)
    x = np.linalg.solve(reduced, right[:, :, None])[:, :, 0]
    return x, np.einsum("tij,tj->ti", normals, x) - goals
