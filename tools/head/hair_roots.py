# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on the scalp locks of hair grow, and the ribbons that they are."""

import itertools

import numpy as np
from soliloquy.runtime.people.hair_growth import EDGE, LOCKS, PLACES, RINGS, VARIANTS, Roots, variants, within_quad
from soliloquy.runtime.people.hair_mesh import ACROSS
from soliloquy.runtime.people.hairline import above_hairline, clear_of_ears

_SEED = 20
_EDGE_MM = (-3.0, 7.0)
"""Height above the edge of the hair between which its finest locks grow."""
_INSIDE_MM = 5.0
"""Height from which on its other locks grow."""
_ON_TOP = 2.0
"""How much denser locks grow on top, where partings are, than at the sides, over which the upper ones hang."""
_IN_FRONT = 2.2
"""How much denser the edge's fine locks grow over the forehead, where long hair parts, than before the ears."""
_NAPE_MM = -100.0
_DARTS = 12
_MARGIN = 1 / 128
"""Of a lock's strip of the picture, so that none shows a strand of the next."""


def scatter_roots(skin: np.ndarray, vertices: np.ndarray, eyes: np.ndarray) -> Roots:
    """Roots spread by area over the scalp of a head, and the last EDGE along its edge; skin (F,4), vertices (V,3)
    metres, eyes (2,3)."""
    corners = vertices[skin]
    places = (corners.mean(axis=1) - eyes.mean(axis=0)) * 1000
    height, above, behind, hairy = above_hairline(places), places[:, 1], places[:, 2], clear_of_ears(places)
    generator = np.random.default_rng(_SEED)
    density = 1.0 + (_ON_TOP - 1.0) * np.clip((above - 40.0) / 30.0, 0.0, 1.0)
    scalp = _spread(corners, np.flatnonzero(hairy & (height > _INSIDE_MM)), LOCKS - EDGE, generator, density)
    # At the nape they would be tufts on bare skin.
    at_edge = hairy & (behind > _NAPE_MM) & (height > _EDGE_MM[0]) & (height < _EDGE_MM[1])
    in_front = 1.0 + (_IN_FRONT - 1.0) * np.clip((above - 30.0) / 15.0, 0.0, 1.0)
    edge = _spread(corners, np.flatnonzero(at_edge), EDGE, generator, in_front)
    quads, within = (np.concatenate(parts) for parts in zip(scalp, edge, strict=True))
    return Roots(quads, within)


def _spread(
    corners: np.ndarray, among: np.ndarray, count: int, generator: np.random.Generator, density: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Quads (count,) ``among`` some of corners (F,4,3), and places (count,2) in them, as evenly as density (F,) is."""
    area = np.linalg.norm(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]), axis=1)[among]
    area = area * density[among]
    share = np.cumsum(area) / area.sum()
    chosen: list[int] = []
    places, kept = [], np.empty((0, 3))
    # Of several darts the one farthest from what is there already (Mitchell 1991, best candidate).
    while len(chosen) < count:
        darts = among[np.searchsorted(share, generator.random(_DARTS))]
        within = generator.random((_DARTS, 2))
        spots = np.stack([within_quad(corners[dart], place) for dart, place in zip(darts, within, strict=True)])
        gaps = np.linalg.norm(spots[:, None] - kept, axis=2).min(axis=1, initial=1.0) * density[darts] ** 0.5
        best = int(np.argmax(gaps))
        chosen.append(int(darts[best]))
        places.append(within[best])
        kept = np.vstack([kept, spots[best]])
    return np.array(chosen), np.array(places)


def hair_topology() -> tuple[np.ndarray, np.ndarray]:
    """quads (F,4) over LOCKS x RINGS x 2 vertices, and their uv (F,4,2): a strip of the picture for each variant, the
    root at its top."""
    quads, uv = [], []
    for lock, variant in enumerate(variants().tolist()):
        first = lock * RINGS * ACROSS
        sides = (variant + _MARGIN * VARIANTS) / VARIANTS, (variant + 1 - _MARGIN * VARIANTS) / VARIANTS
        left, right = sides if lock % 2 else sides[::-1]
        for ring in range(RINGS - 1):
            a = first + ring * ACROSS
            upper, lower = 1 - PLACES[ring], 1 - PLACES[ring + 1]
            quads.append((a, a + 1, a + 1 + ACROSS, a + ACROSS))
            uv.append([(left, upper), (right, upper), (right, lower), (left, lower)])
    return np.array(quads), np.array(uv)


def coarser_hair(first: int, level: int) -> np.ndarray:
    """Corners (T,3) of the hair's triangles in a level of detail, 1 or 2: numbers into the flattened quads, of which
    those of the hair begin at ``first``."""
    ends = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 10)) if level == 1 else ((0, 3), (4, 7), (8, 10))
    locks = [lock for lock in range(LOCKS) if level == 1 or lock % 3 < 2]
    triangles = []
    for lock, (upper, lower) in itertools.product(locks, ends):
        top, bottom = (first + 4 * (lock * (RINGS - 1) + ring) for ring in (upper, lower))
        a, b, c, d = top, top + 1, bottom + 2, bottom + 3
        triangles += [(a, b, c), (a, c, d)]
    return np.array(triangles)
