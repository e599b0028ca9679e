# SPDX-License-Identifier: GPL-3.0-or-later
"""Our motion in FLAME's own space, its expressions and its jaw, by least squares; and back.

What is to be met is the head with its 52 ARKit shapes. Jaw, eyes and eyelids have columns of their own and are known,
so that the mesh is linear in the expression in every frame: with A the turn of the jaw at each vertex, E the
expressions and r what jaw and pose shapes leave of the way,

    (E' A' A E + ridge + lips) e = E' A' r + lips

where the rows of the lips ask for the same gap between each pair of them, far more strongly: P, B and M must shut.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.box_least_squares import solve_in_box
from ..head.layout import motion_from_arkit
from ..head.layout_columns import EYE_TURN, EYE_TURNS, EYELIDS, JAW_ANGLE
from ..motion import FRAMES_PER_SECOND, ArkitCurves, Motion
from .flame_head import JAW, FlameHead
from .skinning import pose_features, turned

_BLOCK = 200
"""Frames at once: 30 MB for each array of them."""
_MOVED = 0.0001
"""Metres: vertices that some shape of the face moves by more take part. Chosen by hand."""
_RIDGE = 0.002
"""Of the mean diagonal: expressions are standard deviations, and no face has ten of them. Chosen."""
_LEAST = 1e-9
"""Square metres, so that a head whose shapes move nothing has an answer too."""
_LIPS = 10.0
"""The gaps of all pairs of lips together count so many times as much as all vertices. Chosen."""


@dataclass(frozen=True, eq=False)
class OwnSpace:
    """The matrices of one head. vertices (N,): those that take part."""

    head: FlameHead
    vertices: Array

    @classmethod
    def of(cls, head: FlameHead) -> "OwnSpace":
        skin = head.weights[:, JAW + 1 :].sum(axis=1) < 0.5
        moved = np.abs(head.arkit_shapes).max(axis=(0, 2)) > _MOVED
        return cls(head, np.flatnonzero((skin & moved) | _is_lip(head)))

    def motion(self, curves: ArkitCurves) -> tuple[Motion, Array]:
        """The head's own motion, and what it leaves (T,) in millimetres, root mean square over the face's vertices.

        ``expression`` is in FLAME's own unit, standard deviations; ``jaw`` is FLAME's jaw pose, ``head`` its neck pose.
        """
        ours = motion_from_arkit(curves)
        jaw = (ours.jaw * (self.head.jaw_angle / JAW_ANGLE)).astype(np.float32)
        parts = [self._fitted(curves.weights[rows].astype(np.float64), jaw[rows]) for rows in _blocks(len(curves))]
        expression = np.concatenate([each for each, _ in parts])
        residual = np.concatenate([rest for _, rest in parts])
        return Motion(expression.astype(np.float32), jaw, ours.head, ours.eyes, ours.eyelids, ours.tongue), residual

    def arkit(self, motion: Motion) -> tuple[ArkitCurves, Array]:
        """The ARKit weights nearest to the head's own motion, each 0..1, and what they leave (T,) in millimetres."""
        shapes = self._shapes.reshape(len(ARKIT_NAMES), -1)
        inner = shapes @ shapes.T
        inner += (1e-6 * np.trace(inner) / len(inner) + _LEAST) * np.eye(len(inner))
        weights, rest = [], []
        for rows in _blocks(len(motion)):
            way = self._mesh(motion, rows).reshape(rows.stop - rows.start, -1)
            goals = way @ shapes.T
            start = np.linalg.solve(inner, goals.T).T
            found = solve_in_box(np.broadcast_to(inner, (len(goals), *inner.shape)), goals, start)
            weights.append(self._with_eyes(found, motion, rows))
            rest.append(_rms_mm((way - found @ shapes).reshape(len(found), -1, 3)))
        curves = ArkitCurves(np.concatenate(weights).astype(np.float32), motion.head, FRAMES_PER_SECOND, motion.tongue)
        return curves, np.concatenate(rest)

    @cached_property
    def _shapes(self) -> Array:
        """The 52 shapes (52,N,3) without what eyelids and eyeballs have of their own."""
        return self.head.arkit_shapes[:, self.vertices].astype(np.float64)

    @cached_property
    def _expressions(self) -> Array:
        return self.head.expressions[:, self.vertices].astype(np.float64)

    @cached_property
    def _follows(self) -> Array:
        return self.head.weights[self.vertices, JAW].astype(np.float64)

    @cached_property
    def _pairs(self) -> tuple[Array, Array]:
        """Places of the lips among ``vertices``."""
        return np.searchsorted(self.vertices, self.head.upper), np.searchsorted(self.vertices, self.head.lower)

    @cached_property
    def _products(self) -> tuple[Array, Array]:
        """E'E (50,50), and what of it the jaw takes back for 1 - cos of its angle, halved."""
        basis, follows = self._expressions, self._follows
        flat = basis.reshape(len(basis), -1)
        bent = basis * np.array([0.0, 1.0, 1.0])
        weighted = (bent * (follows * (1 - follows))[:, None]).reshape(len(basis), -1)
        return flat @ flat.T, weighted @ bent.reshape(len(basis), -1).T

    def _fitted(self, weights: Array, jaw: Array) -> tuple[Array, Array]:
        """Expressions (T,50) and what they leave (T,)."""
        basis = self._expressions
        flat = basis.reshape(len(basis), -1)
        lids = [ARKIT_INDEX[name] for name in EYELIDS]
        shown = np.where(np.isin(np.arange(len(ARKIT_NAMES)), lids), 0.0, weights)
        wanted = np.tensordot(shown, self._shapes, axes=1)
        rest = wanted - self._posed(jaw)
        sine, cosine = np.sin(jaw[:, 0].astype(np.float64)), np.cos(jaw[:, 0].astype(np.float64))
        whole, bent = self._products
        normals = whole - 2 * (1 - cosine)[:, None, None] * bent
        normals += (_RIDGE * np.trace(whole) / len(whole) + _LEAST) * np.eye(len(whole))
        goals = self._turned_back(rest, sine, cosine).reshape(len(rest), -1) @ flat.T
        slopes, gaps = self._lip_rows(rest, sine, cosine)
        share = _LIPS * len(self.vertices) / gaps.shape[1]
        normals += share * slopes.transpose(0, 2, 1) @ slopes
        goals += share * np.einsum("tkj,tk->tj", slopes, gaps)
        found = np.linalg.solve(normals, goals[:, :, None])[:, :, 0]
        shown_by = self._turned(np.tensordot(found, basis, axes=1), sine, cosine)
        return found, _rms_mm(rest - shown_by)

    def _posed(self, jaw: Array) -> Array:
        """What the jaw and its pose shapes move (T,N,3)."""
        head, rest = self.head, self.head.template[self.vertices].astype(np.float64)
        posed = head.pose_shapes[9:, self.vertices].astype(np.float64)
        added = np.tensordot(pose_features(jaw).astype(np.float64), posed, axes=1)
        return turned(rest + added, self._follows, head.joints[JAW].astype(np.float64), jaw) - rest

    def _turned(self, way: Array, sine: Array, cosine: Array) -> Array:
        """Ways (T,N,3) as the jaw turns them about +x."""
        bent, over = self._follows * (cosine[:, None] - 1) + 1, self._follows * sine[:, None]
        x, y, z = np.moveaxis(way, -1, 0)
        return np.stack([x, bent * y - over * z, over * y + bent * z], axis=-1)

    def _turned_back(self, way: Array, sine: Array, cosine: Array) -> Array:
        return self._turned(way, -sine, cosine)

    def _lip_rows(self, rest: Array, sine: Array, cosine: Array) -> tuple[Array, Array]:
        """By how much each expression parts each pair of lips (T,K,50), and by how much they should be parted (T,K)."""
        upper, lower = self._pairs
        slopes = np.zeros((len(rest), len(upper), len(self._expressions)))
        for sign, lip in ((1.0, upper), (-1.0, lower)):
            follows = self._follows[lip]
            _, y, z = np.moveaxis(self._expressions[:, lip], -1, 0)
            bent, over = follows * (cosine[:, None] - 1) + 1, follows * sine[:, None]
            slopes += sign * (bent[:, :, None] * y.T - over[:, :, None] * z.T)
        return slopes, rest[:, upper, 1] - rest[:, lower, 1]

    def _mesh(self, motion: Motion, rows: slice) -> Array:
        """What a motion of the head's own moves (T,N,3), head and eyeballs apart."""
        jaw = motion.jaw[rows].astype(np.float64)
        head, rest = self.head, self.head.template[self.vertices].astype(np.float64)
        way = np.tensordot(motion.expression[rows].astype(np.float64), self._expressions, axes=1)
        way = way + np.tensordot(motion.eyelids[rows].astype(np.float64), head.eyelids[:, self.vertices], axes=1)
        posed = head.pose_shapes[9:, self.vertices].astype(np.float64)
        way = way + np.tensordot(pose_features(jaw).astype(np.float64), posed, axes=1)
        return turned(rest + way, self._follows, head.joints[JAW].astype(np.float64), jaw) - rest

    def _with_eyes(self, weights: Array, motion: Motion, rows: slice) -> Array:
        """The eyes' turns say what the looks are: the lids alone would tell it badly."""
        turns = motion.eyes[rows].reshape(-1, 2, 3)
        for name, (eye, axis) in EYE_TURNS.items():
            weights[:, ARKIT_INDEX[name]] = (turns[:, eye] @ np.array(axis) / EYE_TURN).clip(0.0, 1.0)
        return weights


def _is_lip(head: FlameHead) -> Array:
    return np.isin(np.arange(len(head.template)), np.concatenate([head.upper, head.lower]))


def _blocks(count: int) -> Iterator[slice]:
    return (slice(first, min(first + _BLOCK, count)) for first in range(0, count, _BLOCK))


def _rms_mm(rest: Array) -> Array:
    """Of ways (T,N,3) in metres."""
    return np.sqrt((rest**2).sum(axis=2).mean(axis=1)) * 1000.0
