# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer triangles for a mesh that moves: edge collapses onto one of their ends, cheapest first.

Quadric errors (Garland and Heckbert 1997) over several poses at once, so that what is flat at rest and creases in a
smile is kept. Vertices are never moved, so that what remains is a subset of the mesh and its shapes are rows of the
mesh's own. Seams of texture and material, and open borders, are collapsed along themselves only.

Everything is calculated number by number in a fixed order, so that bytes repeat on any processor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_EDGE_WEIGHT = 4.0
"""How much a border or seam that leaves its line counts against a surface that leaves its plane (chosen by eye)."""
_SLIDE = 1e-3
"""The cost of a way along the surface against one away from it: it keeps triangles round where all is flat."""
_SHARE_A_ROUND = 0.2
_INNER, _BORDER, _SEAM, _LOCKED = range(4)


@dataclass(frozen=True)
class Surface:
    """poses (P,V,3): places of the vertices. vertex (W,): the vertex of each wedge, which is a vertex with one place in
    one material's texture. importance (V,): by how much an error there counts. locked (V,) bool: vertices that stay.
    """

    poses: np.ndarray
    vertex: np.ndarray
    importance: np.ndarray
    locked: np.ndarray


@dataclass(frozen=True)
class _Collapses:
    """Vertex ``gone`` (N,) falls onto ``kept`` (N,); wedges ``moved`` (N,2) become ``onto`` (N,2), one on each side."""

    gone: np.ndarray
    kept: np.ndarray
    moved: np.ndarray
    onto: np.ndarray

    def taken(self, chosen: np.ndarray) -> "_Collapses":
        return _Collapses(self.gone[chosen], self.kept[chosen], self.moved[chosen], self.onto[chosen])


def decimated(surface: Surface, triangles: np.ndarray, counts: tuple[int, ...]) -> Iterator[np.ndarray]:
    """Triangles (T,3) of wedges with at most each of ``counts`` in turn, as few collapses apart as that takes.

    Raises ValueError where what is locked leaves too many.
    """
    quadrics = _quadrics(surface, triangles)
    for count in counts:
        while len(triangles) > count:
            possible = _possible(surface, triangles)
            cost = _costs(surface, quadrics, possible)
            chosen = _apart(surface, triangles, possible, cost, len(triangles) - count)
            if not len(chosen):
                raise ValueError(f"{len(triangles)} triangles are left of which none can go, {count} were asked for")
            done = possible.taken(chosen)
            quadrics[:, :, done.kept] += quadrics[:, :, done.gone]
            renamed = np.arange(len(surface.vertex))
            renamed[done.moved] = done.onto
            triangles = renamed[triangles]
            a, b, c = surface.vertex[triangles].T
            triangles = triangles[(a != b) & (b != c) & (c != a)]
        yield triangles


def _dot(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return one[..., 0] * other[..., 0] + one[..., 1] * other[..., 1] + one[..., 2] * other[..., 2]


def _cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    (x, y, z), (u, v, w) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    return np.stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1)


def _quadrics(surface: Surface, triangles: np.ndarray) -> np.ndarray:
    """(10,P,V): each vertex's sum of squared distances from its triangles' planes and its edges' walls, by pose."""
    corners = surface.vertex[triangles]
    quadrics = np.zeros((10, len(surface.poses), surface.poses.shape[1]))
    first, second, kind = _half_edges(surface, triangles)[:3]
    edges = np.flatnonzero(kind != _INNER)
    ends = surface.vertex[np.stack([first[edges], second[edges]], axis=1)]
    for pose, places in enumerate(surface.poses):
        a, b, c = (places[corners[:, k]] for k in range(3))
        normal = _cross(b - a, c - a)
        twice = np.sqrt(_dot(normal, normal))
        unit = normal / np.maximum(twice, 1e-12)[:, None]
        _add_planes(quadrics[:, pose], corners, unit, a, twice / 2)
        start, along = places[ends[:, 0]], places[ends[:, 1]] - places[ends[:, 0]]
        wall = _cross(along, unit[edges % len(triangles)])
        length = _dot(along, along)
        wall /= np.sqrt(np.maximum(_dot(wall, wall), 1e-12))[:, None]
        _add_planes(quadrics[:, pose], ends, wall, start, length * _EDGE_WEIGHT)
    return quadrics * surface.importance


def _add_planes(
    quadrics: np.ndarray, members: np.ndarray, unit: np.ndarray, at: np.ndarray, weight: np.ndarray
) -> None:
    """Add to (10,V), in place, the plane through ``at`` for each of the vertices ``members`` (N,K) that lie in it."""
    offset = -_dot(unit, at)
    x, y, z = unit.T
    terms = (x * x, y * y, z * z, x * y, x * z, y * z, x * offset, y * offset, z * offset, offset * offset)
    for row, term in zip(quadrics, terms, strict=True):
        for k in range(members.shape[1]):
            np.add.at(row, members[:, k], term * weight)


def _half_edges(
    surface: Surface, triangles: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Wedges (3T,) that each half-edge runs from and to, its kind, its other half (itself where it has none), and which
    vertices (V,) are at an edge of more than two triangles or of two that face apart."""
    first, second = triangles.T.reshape(-1), np.roll(triangles, -1, axis=1).T.reshape(-1)
    a, b = surface.vertex[first], surface.vertex[second]
    key = np.minimum(a, b).astype(np.int64) * len(surface.importance) + np.maximum(a, b)
    _, group, size = np.unique(key, return_inverse=True, return_counts=True)
    order = np.argsort(group, kind="stable")
    other = np.arange(len(first))
    start = np.cumsum(size) - size
    one, two = order[start[size == 2]], order[start[size == 2] + 1]
    other[one], other[two] = two, one
    kind = np.where(other == np.arange(len(first)), _BORDER, _INNER)
    torn = (first != second[other]) | (second != first[other])
    kind[(kind == _INNER) & torn] = _SEAM
    wrong = (size[group] > 2) | ((size[group] == 2) & (a == a[other]))
    tangled = np.zeros(len(surface.importance), bool)
    tangled[a[wrong]] = tangled[b[wrong]] = True
    return first, second, kind, other, tangled


def _possible(surface: Surface, triangles: np.ndarray) -> _Collapses:
    first, second, kind, other, tangled = _half_edges(surface, triangles)
    vertices = len(surface.importance)
    ends = np.concatenate([surface.vertex[first], surface.vertex[second]])
    # A seam's edge is met from both of its sides.
    at_border = np.bincount(ends[np.tile(kind == _BORDER, 2)], minlength=vertices)
    at_seam = np.bincount(ends[np.tile(kind == _SEAM, 2)], minlength=vertices) // 2
    wedges = np.bincount(surface.vertex[np.unique(triangles)], minlength=vertices)
    of_vertex = np.full(vertices, _LOCKED)
    of_vertex[(at_border == 0) & (at_seam == 0) & (wedges == 1)] = _INNER
    of_vertex[(at_border == 2) & (at_seam == 0) & (wedges == 1)] = _BORDER
    of_vertex[(at_border == 0) & (at_seam == 2) & (wedges == 2)] = _SEAM
    of_vertex[surface.locked | tangled] = _LOCKED
    # A border's edge is met once, and may be collapsed both ways.
    back = np.flatnonzero(kind == _BORDER)
    moved = np.concatenate([np.stack([first, second[other]], axis=1), np.stack([second[back]] * 2, axis=1)])
    onto = np.concatenate([np.stack([second, first[other]], axis=1), np.stack([first[back]] * 2, axis=1)])
    alone = np.flatnonzero(kind == _BORDER)
    moved[alone], onto[alone] = first[alone, None], second[alone, None]
    kind = np.concatenate([kind, kind[back]])
    every = _Collapses(surface.vertex[moved[:, 0]], surface.vertex[onto[:, 0]], moved, onto)
    return every.taken(np.flatnonzero(of_vertex[every.gone] == kind))


def _costs(surface: Surface, quadrics: np.ndarray, possible: _Collapses) -> np.ndarray:
    """What each collapse costs (N,): the gone vertex's quadric at the kept one's place, over all poses."""
    total = np.zeros(len(possible.gone))
    for pose, places in enumerate(surface.poses):
        x, y, z = places[possible.kept].T
        xx, yy, zz, xy, xz, yz, xo, yo, zo, oo = quadrics[:, pose, possible.gone]
        error = xx * x * x + yy * y * y + zz * z * z + oo
        error += 2 * (xy * x * y + xz * x * z + yz * y * z + xo * x + yo * y + zo * z)
        way = places[possible.kept] - places[possible.gone]
        total += np.maximum(error, 0.0) + _SLIDE * (xx + yy + zz) * _dot(way, way)
    return total


def _apart(surface: Surface, triangles: np.ndarray, possible: _Collapses, cost: np.ndarray, most: int) -> np.ndarray:
    """Which collapses to do at once: cheap ones, no two beside each other, that take ``most`` triangles or one more."""
    corners = surface.vertex[triangles]
    order = np.argsort(corners.reshape(-1), kind="stable")
    start = np.searchsorted(corners.reshape(-1)[order], np.arange(len(surface.importance) + 1))
    touched = np.zeros(len(surface.importance), bool)
    ranked = np.argsort(cost, kind="stable")
    chosen = []
    for number in ranked[: max(200, int(_SHARE_A_ROUND * len(ranked)))].tolist():
        gone, kept = int(possible.gone[number]), int(possible.kept[number])
        if touched[gone] or touched[kept] or most <= 0:
            continue
        around = corners[order[start[gone] : start[gone + 1]] // 3]
        beside = corners[order[start[kept] : start[kept + 1]] // 3]
        shared = (around == kept).any(axis=1)
        ring = np.unique(around)
        # Otherwise a handle would be pinched, or two triangles come to lie on each other.
        common = np.intersect1d(ring, beside)
        if len(common) - 2 != shared.sum() or _folds(surface, around[~shared], gone, kept):
            continue
        touched[ring] = touched[kept] = True
        most -= int(shared.sum())
        chosen.append(number)
    return np.array(chosen, int)


def _folds(surface: Surface, around: np.ndarray, gone: int, kept: int) -> bool:
    """Whether a triangle around ``gone`` would turn over in any pose."""
    moved = np.where(around == gone, kept, around)
    normals = []
    for corners in (around, moved):
        a, b, c = (surface.poses[:, corners[:, k]] for k in range(3))
        normals.append(_cross(b - a, c - a))
    before, after = normals
    agree = _dot(before, after)
    return bool((agree <= 0.15 * np.sqrt(_dot(before, before) * _dot(after, after))).any())
