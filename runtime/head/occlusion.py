# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of the sky and of a lamp each point of a head sees, for shadows that cost nothing a frame.

Depth maps of the whole head from many directions, made of points strewn over its faces (as in Landis 2002,
"Production-ready global illumination", with a depth buffer in place of rays).
"""

import numpy as np

from ..arrays import Array
from ..vectors import unit

_CELL = 0.0025
_BIAS = 0.004
_STREWN = (1 / 6, 0.5, 5 / 6)
"""Metres: a depth map's pixel, and how far behind its nearest point a point still counts as seen. Where in
each direction of a quad points are strewn."""


def sky_directions(count: int) -> Array:
    """Unit vectors (count,3) spread evenly over the upper three quarters of the sphere (a spiral of golden angles)."""
    height = 1.0 - 1.5 * (np.arange(count) + 0.5) / count
    turn = np.arange(count) * np.pi * (3.0 - np.sqrt(5.0))
    across = np.sqrt(1.0 - height**2)
    return np.stack([across * np.cos(turn), height, across * np.sin(turn)], axis=1)


def lamp_directions(towards: tuple[float, float, float], half_angle: float, count: int) -> Array:
    """Unit vectors (count,3) over a round lamp that is seen under ``half_angle`` radians."""
    axis = unit(np.array(towards))
    side = np.cross(axis, (0.0, 1.0, 0.0))
    side /= np.linalg.norm(side)
    radius = np.tan(half_angle) * np.sqrt((np.arange(count) + 0.5) / count)
    turn = np.arange(count) * np.pi * (3.0 - np.sqrt(5.0))
    rays = axis + radius[:, None] * (np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * np.cross(axis, side))
    return unit(rays)


def seen_share(points: Array, normals: Array, blocking: Array, directions: Array, *, facing: bool) -> Array:
    """Share (P,) of the directions from which points (P,3) with normals (P,3) are seen past quads (F,4,3).

    facing: directions count by their cosine, as light from the sky does; else all alike, and a face turned
    away counts as seen, for its shading says so already.
    """
    strewn = np.concatenate(
        [
            (1 - s) * (1 - t) * blocking[:, 0] + s * (1 - t) * blocking[:, 1] + s * t * blocking[:, 2]
            + (1 - s) * t * blocking[:, 3]
            for s in _STREWN
            for t in _STREWN
        ]
    )  # fmt: skip
    seen, total = np.zeros(len(points)), np.zeros(len(points))
    for direction in directions:
        side = np.cross(direction, (0.31, 0.74, 0.6))
        side /= np.linalg.norm(side)
        frame = np.stack([side, np.cross(direction, side)])
        low = (strewn @ frame.T).min(axis=0)
        cells = ((strewn @ frame.T - low) / _CELL).astype(int)
        width = cells.max(axis=0) + 3
        nearest = np.full(width[0] * width[1], -np.inf)
        np.maximum.at(nearest, cells[:, 0] * width[1] + cells[:, 1], strewn @ direction)
        cosine = normals @ direction
        lifted = points + normals * _BIAS / 2
        here = np.clip(((lifted @ frame.T - low) / _CELL).astype(int), 0, width - 1)
        hidden = nearest[here[:, 0] * width[1] + here[:, 1]] > lifted @ direction + _BIAS
        weight = np.clip(cosine, 0.0, None) if facing else np.ones(len(points))
        if not facing:
            hidden &= cosine > -0.2
        seen += weight * ~hidden
        total += weight
    return seen / np.maximum(total, 1e-9)


def smoothed(values: Array, quads: Array, rounds: int) -> Array:
    """Values (P,) averaged over the quads (F,4) around each point, ``rounds`` times."""
    corners = quads.ravel()
    count = np.maximum(np.bincount(corners, minlength=len(values)), 1)
    for _ in range(rounds):
        values = np.bincount(corners, np.repeat(values[quads].mean(axis=1), 4), minlength=len(values)) / count
    return values
