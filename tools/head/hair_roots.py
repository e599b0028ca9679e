# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on the scalp locks of hair grow, and the strips that they are."""

import itertools

import numpy as np
from soliloquy.runtime.people.hair_mesh import ACROSS, LOCKS, RINGS, Roots, within_quad

from .paint_skin import above_hairline

_SEED = 20
_EARS_MM = (22.0, -125.0)
"""Height above the eyes, and depth behind them, from which on there is no ear."""
_INSIDE_MM = 14.0
"""How far above the hairline the scalp is painted as nothing but hair."""
_UV_HALF = (0.004, 0.02)
"""Half the size of the patch of scalp in the skin's texture that colours a lock."""


def scatter_roots(skin: np.ndarray, uv: np.ndarray, vertices: np.ndarray, eyes: np.ndarray) -> Roots:
    """Roots spread by area over the scalp of a head; skin (F,4), uv (F,4,2), vertices (V,3) metres, eyes (2,3)."""
    corners = vertices[skin]
    area = np.linalg.norm(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]), axis=1)
    height = above_hairline((corners.mean(axis=1) - eyes.mean(axis=0)) * 1000)
    generator = np.random.default_rng(_SEED)
    chosen: list[int] = []
    places = []
    middle = corners.mean(axis=1)
    above, behind = ((middle - eyes.mean(axis=0)) * 1000)[:, 1:].T
    scalp = np.flatnonzero((height > 1.0) & ((above > _EARS_MM[0]) | (behind < _EARS_MM[1])) & (above > -75))
    share = np.cumsum(area[scalp]) / area[scalp].sum()
    inside = np.flatnonzero((height > _INSIDE_MM) & (above > 60))
    kept: list[np.ndarray] = []
    # Of several darts the one farthest from what is there already (Mitchell 1991, best candidate).
    while len(chosen) < LOCKS:
        darts = scalp[np.searchsorted(share, generator.random(12))]
        within = generator.random((12, 2))
        spots = np.stack([within_quad(corners[dart], place) for dart, place in zip(darts, within, strict=True)])
        gaps = [min((float(np.linalg.norm(spot - other)) for other in kept), default=1.0) for spot in spots]
        best = int(np.argmax(gaps))
        chosen.append(int(darts[best]))
        places.append(within[best])
        kept.append(spots[best])
    colours = uv[generator.choice(inside, LOCKS)].mean(axis=1)
    return Roots(np.array(chosen), np.array(places), colours)


def hair_topology(roots: Roots) -> tuple[np.ndarray, np.ndarray]:
    """quads (F,4) over LOCKS x RINGS x 3 vertices, and their uv (F,4,2)."""
    quads, uv = [], []
    for lock in range(LOCKS):
        first = lock * RINGS * ACROSS
        for ring, side in itertools.product(range(RINGS - 1), range(ACROSS - 1)):
            a = first + ring * ACROSS + side
            quads.append((a, a + 1, a + 1 + ACROSS, a + ACROSS))
            steps = ((side, ring), (side + 1, ring), (side + 1, ring + 1), (side, ring + 1))
            uv.append([
                roots.uv[lock] + np.array(_UV_HALF) * (across - 1.0, 2.0 * along / (RINGS - 1) - 1.0)
                for across, along in steps
            ])  # fmt: skip
    return np.array(quads), np.clip(np.array(uv), 0.0, 1.0)
