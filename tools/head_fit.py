# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit a person to the shapes, which are alike for all: lips that just touch at rest, lids that just shut.

All arrays here are those of MakeHuman's base mesh, in metres.
"""

import numpy as np
from head_mesh import LEFT_SOCKET_ISLAND, LIP_COLUMNS, RIGHT_SOCKET_ISLAND, island_vertices, lip_ring
from mpfb_data import BaseMesh

REST_GAP = 0.00025
"""Gap between the lips at rest, everywhere across the mouth; the package's own head has 0.24 mm in the middle."""
# fmt: off
_RINGS = ((571, 0.2), (554, 0.5), (537, 0.8), (520, 1.0), (474, 1.0), (468, 1.0), (509, 0.8), (467, 0.6), (466, 0.35),
          (455, 0.15))
# fmt: on
"""Upper middle vertex of rings around the mouth, inside out, and how much of a correction each takes part in."""
_CORNERS = (12, 26)
LID_OVERLAP = 0.0015
"""How far the upper lid's inner edge passes the lower one's in a blink, in metres: what is seen are rounded edges."""


def with_lips_at_rest(base: BaseMesh, body: np.ndarray) -> np.ndarray:
    """``body`` (19158,3) with the lips moved up and down, half each, until they stand REST_GAP apart.

    People differ by up to 1.6 mm here, which would leave some mouths open in every /m/ and some crossed.
    """
    rings = np.array([lip_ring(base, middle) for middle, _ in _RINGS])
    parts = np.array([part for _, part in _RINGS])
    upper, lower = (rings[2:7, list(steps)] for steps in zip(*LIP_COLUMNS, strict=True))
    fitted = body.copy()
    steps = np.arange(rings.shape[1])
    is_lower = (steps > _CORNERS[0]) & (steps < _CORNERS[1])
    for _ in range(4):
        gap = fitted[upper, 1].min(axis=0) - fitted[lower, 1].max(axis=0)
        places = fitted[upper[2], 0]
        corners = fitted[rings[4, list(_CORNERS)], 0]
        across = np.concatenate([[corners[1]], places, [corners[0]]])
        missing = np.concatenate([[0.0], REST_GAP - gap, [0.0]])
        move = np.interp(fitted[rings, 0], across, missing) / 2 * parts[:, None]
        fitted[rings, 1] += np.where(is_lower, -move, move)
    return fitted


def blink_scale(base: BaseMesh, body: np.ndarray, blink: np.ndarray, side: str) -> float:
    """What the package's blink (19158,3) of an eye, "l" or "r", is to be multiplied by for this person's lids."""
    island = LEFT_SOCKET_ISLAND if side == "l" else RIGHT_SOCKET_ISLAND
    margin = np.intersect1d(island_vertices(base, island, inside=True), island_vertices(base, island, inside=False))
    drop = -blink[margin, 1]
    upper, lower = margin[drop > 0.5 * drop.max()], margin[drop < 0.1 * drop.max()]
    lower = lower[np.argsort(body[lower, 0])]
    below = np.interp(body[upper, 0], body[lower, 0], body[lower, 1])
    return float(((body[upper, 1] - below + LID_OVERLAP) / -blink[upper, 1]).mean())
