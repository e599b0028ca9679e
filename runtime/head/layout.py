# SPDX-License-Identifier: GPL-3.0-or-later
"""ARKit weights to the FLAME layout and back.

The layout's 50 expression dimensions are an orthonormal basis (in metres, over the vertices of the default
head) of 50 displacements: 41 ARKit shapes, the lids' part of the 8 eyeLook shapes, and what jawOpen has beyond
a turn of the jaw. The jaw's turn, the eyeballs' turns and the eyelids (eyeBlink, whole) have columns of their
own. So weights go to the layout by one matrix, the same for every identity, and come back by its inverse.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..motion import EXPRESSION_DIMENSIONS, FRAMES_PER_SECOND, ArkitCurves, Motion
from .arkit import ARKIT_INDEX, ARKIT_NAMES
from .box_least_squares import solve_in_box
from .heads import shared_arrays
from .layout_columns import EXPRESSION_SHAPES, EYE_TURN, EYE_TURNS, EYELIDS, JAW_ANGLE

_JAW = EXPRESSION_DIMENSIONS
_EYES = _JAW + 3
_EYELIDS = _EYES + 6
LAYOUT_WIDTH = _EYELIDS + 2


@dataclass(frozen=True)
class LayoutMap:
    """columns (61,52): layout of each ARKit shape at 1. metric (61,61): squared metres over all vertices.

    inverse (52,61): the weights nearest to a layout in that metric. normal (52,52): columns^T metric columns.
    moved_vertices: over how many vertices a residual is averaged.
    """

    columns: np.ndarray
    metric: np.ndarray
    inverse: np.ndarray
    normal: np.ndarray
    moved_vertices: int


def motion_from_arkit(curves: ArkitCurves) -> Motion:
    """The layout of ARKit weights, frame by frame, whatever their frame rate."""
    rows = curves.weights.astype(np.float64) @ layout_map().columns.T
    return Motion(
        expression=rows[:, :_JAW].astype(np.float32),
        jaw=rows[:, _JAW:_EYES].astype(np.float32),
        head=np.array(curves.head, np.float32),
        eyes=rows[:, _EYES:_EYELIDS].astype(np.float32),
        eyelids=rows[:, _EYELIDS:].astype(np.float32),
    )


def arkit_from_motion(motion: Motion) -> tuple[ArkitCurves, np.ndarray]:
    """ARKit weights (T,52) nearest to a motion within 0..1, and what they leave (T,) in millimetres.

    Exact (1e-4) for a motion made by ``motion_from_arkit``. Otherwise the bounded least-squares projection
    over the head's vertices; the residual is the root mean square over those that shapes move.
    """
    layout = layout_map()
    rows = np.concatenate([motion.expression, motion.jaw, motion.eyes, motion.eyelids], axis=1).astype(np.float64)
    weights = rows @ layout.inverse.T
    outside = np.flatnonzero(((weights < -_TOLERANCE) | (weights > 1 + _TOLERANCE)).any(axis=1))
    weights = weights.clip(0.0, 1.0)
    if len(outside):
        goal = rows[outside] @ (layout.metric @ layout.columns)
        weights[outside] = solve_in_box(layout.normal, goal, weights[outside])
    rest = rows - weights @ layout.columns.T
    squared = np.einsum("ti,ti->t", rest @ layout.metric, rest).clip(0.0)
    residual = np.sqrt(squared / layout.moved_vertices) * 1000.0
    curves = ArkitCurves(weights.astype(np.float32), np.array(motion.head, np.float32), FRAMES_PER_SECOND)
    return curves, residual.astype(np.float32)


_TOLERANCE = 1e-4
"""A weight this far outside 0..1 is rounding, not a pose."""


@cache
def layout_map() -> LayoutMap:
    """The matrices of the layout. Raises SetupError when the baked head is missing or altered."""
    shared = shared_arrays()
    columns = np.zeros((LAYOUT_WIDTH, len(ARKIT_NAMES)))
    for index, name in enumerate(EXPRESSION_SHAPES):
        columns[:EXPRESSION_DIMENSIONS, ARKIT_INDEX[name]] = shared["triangular"][:, index]
    columns[_JAW, ARKIT_INDEX["jawOpen"]] = JAW_ANGLE
    for name, (eye, axis) in EYE_TURNS.items():
        first = _EYES + 3 * eye
        columns[first : first + 3, ARKIT_INDEX[name]] = EYE_TURN * np.array(axis)
    for index, name in enumerate(EYELIDS):
        columns[_EYELIDS + index, ARKIT_INDEX[name]] = 1.0
    metric = shared["metric"]
    normal = columns.T @ metric @ columns
    inverse = np.linalg.solve(normal, columns.T @ metric)
    return LayoutMap(columns, metric, inverse, normal, shared["moved_vertices"].item())
