# SPDX-License-Identifier: GPL-3.0-or-later
"""The skin that hair lies on, as a cloud of points with normals."""

import numpy as np

from ..arrays import Array
from ..head.normals import vertex_normals
from ..vectors import unit

_NEAR = 32
"""Points of the skin that are kept for a lock."""
_ROUNDING = 1e-6
"""Metres by which distances from a difference of squares may be off."""


class Scalp:
    """Questions about the skin under ``count`` locks.

    Places are those of all locks at once, and go a few millimetres from one question to the next: so for each lock the
    points that were near are kept, and all are searched only where it may have left these behind.
    """

    def __init__(self, skin: Array, vertices: Array, count: int) -> None:
        used, inverse = np.unique(skin, return_inverse=True)
        self._points = vertices[used]
        self._normals = vertex_normals(self._points, inverse.reshape(-1, 4))
        self._near = np.zeros((count, _NEAR), np.int64)
        self._asked_at = np.zeros((count, 3))
        self._reach = np.full(count, -1.0)

    def normals_at(self, places: Array) -> Array:
        """Unit normals (count,3) of the skin near places (count,3)."""
        return self._nearest(places)[1]

    def pushed_out(self, places: Array, lift: Array) -> Array:
        """places (count,3), moved out where they lie lower over the skin than ``lift`` (count,)."""
        points, normals = self._nearest(places)
        height = ((places - points) * normals).sum(axis=1)
        return places + np.clip(lift - height, 0.0, None)[:, None] * normals

    def _nearest(self, places: Array) -> tuple[Array, Array]:
        """Point and normal of the skin near each place: the mean of the four nearest, the nearer the more."""
        four, squared = self._four(places)
        left_behind = np.sqrt(squared.max(axis=1)) + np.linalg.norm(places - self._asked_at, axis=1) > self._reach
        if left_behind.any():
            self._search(np.flatnonzero(left_behind), places)
            four, squared = self._four(places)
        weight = 1.0 / (squared + 1e-6)
        weight /= weight.sum(axis=1, keepdims=True)
        points = (self._points[four] * weight[:, :, None]).sum(axis=1)
        return points, unit((self._normals[four] * weight[:, :, None]).sum(axis=1))

    def _four(self, places: Array) -> tuple[Array, Array]:
        """The four nearest of the points that are kept (N,4), in their order, and how far they are, squared."""
        squared = ((places[:, None] - self._points[self._near]) ** 2).sum(axis=2)
        chosen = np.argpartition(squared, 4, axis=1)[:, :4]
        four = np.take_along_axis(self._near, chosen, axis=1)
        order = four.argsort(axis=1)
        distance = np.take_along_axis(squared, chosen, axis=1)
        return np.take_along_axis(four, order, axis=1), np.take_along_axis(distance, order, axis=1)

    def _search(self, locks: Array, places: Array) -> None:
        """Keep the points nearest to ``places`` of some locks."""
        asked = places[locks]
        squared = (asked**2).sum(axis=1)[:, None] - 2.0 * asked @ self._points.T + (self._points**2).sum(axis=1)
        kept = np.argpartition(squared, _NEAR, axis=1)
        self._near[locks], self._asked_at[locks] = kept[:, :_NEAR], asked
        next_one = np.take_along_axis(squared, kept[:, _NEAR : _NEAR + 1], axis=1)[:, 0]
        self._reach[locks] = np.sqrt(next_one.clip(0.0)) - _ROUNDING
