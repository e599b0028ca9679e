# SPDX-License-Identifier: GPL-3.0-or-later
"""ARKit weights to the FLAME layout and back.

The layout's 50 expression dimensions are an orthonormal basis (in metres, over the vertices of the default
head as it was when the layout was fitted) of 50 displacements: 41 ARKit shapes, the lids' part of the 8 eyeLook
shapes, and what jawOpen has beyond a turn of the jaw. The jaw's turn, the eyeballs' turns and the eyelids (eyeBlink,
whole) have columns of their own.

Shape keys add up along straight lines; a jaw bone goes along an arc and carries the lips with it. So that a
mouth sealed in the one layout is sealed in the other, the expression also gets, for jawOpen j, a share j(1 - j)
of ``bend`` (arc to chord) and for each coupled mouth shape of weight w a share j w of its column of ``coupling``:

    layout = columns @ weights + j * coupling @ weights[coupled] + j * (1 - j) * bend

Since j is the jaw's angle, the way back is linear again in every frame. All matrices are the same for every
identity; tools/head/fit_layout.py fitted them.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ..arrays import Array
from ..long_arrays import blocks, long_array
from ..motion import EXPRESSION_DIMENSIONS, FRAMES_PER_SECOND, ArkitCurves, Motion
from ..stored_rows import laid_out
from ..threads import fixed_order_of_sums
from .arkit import ARKIT_INDEX, ARKIT_NAMES
from .box_least_squares import solve_in_box
from .heads import LAYOUT, weight_arrays
from .layout_columns import EXPRESSION_SHAPES, EYE_TURN, EYE_TURNS, EYELIDS, JAW_ANGLE, JAW_COUPLED_SHAPES

LAYOUT_BEFORE = "layout_2"
"""The weight with the matrices of takes of formats 1 and 2: before lips touched at rest and teeth were rounded."""
_JAW = EXPRESSION_DIMENSIONS
_EYES = _JAW + 3
_EYELIDS = _EYES + 6
LAYOUT_WIDTH = _EYELIDS + 2


@dataclass(frozen=True)
class LayoutMap:
    """columns (61,52), coupling (61,52) and bend (61,): see above; coupling is 0 except for the coupled shapes.

    metric (61,61): squared metres over all vertices of a small step. inverse (52,61): the weights nearest to
    a layout when the jaw is shut. coupled: columns of the coupled shapes. back (52,C): inverse @ coupling;
    eigenvalues (C,), vectors (C,C) and their inverse are those of its coupled rows, complex.
    normals: (52,52) each, of the least squares at j: normals[0] + j normals[1] + j^2 normals[2].
    moved_vertices: over how many vertices a residual is averaged.
    """

    columns: Array
    coupling: Array
    bend: Array
    metric: Array
    inverse: Array
    coupled: Array
    back: Array
    eigenvalues: Array
    vectors: Array
    from_vectors: Array
    normals: tuple[Array, Array, Array]
    moved_vertices: int


def motion_from_arkit(curves: ArkitCurves, layout: str = LAYOUT) -> Motion:
    """The layout of ARKit weights, frame by frame, whatever their frame rate. layout: the weight that holds it."""
    rows = _rows_of(curves, slice(0, LAYOUT_WIDTH), layout)
    return Motion(
        expression=rows[:, :_JAW],
        jaw=rows[:, _JAW:_EYES],
        head=np.array(curves.head, np.float32),
        eyes=rows[:, _EYES:_EYELIDS],
        eyelids=rows[:, _EYELIDS:],
        tongue=curves.tongue,
    )


def eyes_from_arkit(curves: ArkitCurves) -> Array:
    """(T,6): ``motion_from_arkit(curves).eyes``, for what needs no other part of it."""
    return _rows_of(curves, slice(_EYES, _EYELIDS), LAYOUT)


def _rows_of(curves: ArkitCurves, columns: slice, layout: str) -> Array:
    rows = long_array((len(curves), columns.stop - columns.start))
    for block in blocks(len(curves), _BLOCK):
        rows[block] = _rows(curves.weights[block].astype(np.float64), None, layout_map(layout))[:, columns]
    return rows


def arkit_from_motion(motion: Motion, layout: str = LAYOUT) -> tuple[ArkitCurves, Array]:
    """ARKit weights (T,52) nearest to a motion within 0..1, and what they leave (T,) in millimetres.

    Exact (1e-4) for a motion made by ``motion_from_arkit``. Otherwise the bounded least-squares projection
    over the head's vertices; the residual is the root mean square over those that shapes move. layout: the weight that
    holds the layout of ``motion``.
    """
    parts = (motion.expression, motion.jaw, motion.eyes, motion.eyelids)
    weights, residual = long_array((len(motion), len(ARKIT_NAMES))), np.empty(len(motion), np.float32)
    for block in blocks(len(motion), _BLOCK):
        rows = np.concatenate([part[block] for part in parts], axis=1, dtype=np.float64)
        weights[block], residual[block] = _nearest(rows, layout_map(layout))
    turned = np.array(motion.head, np.float32)
    tongue = None if motion.tongue is None else laid_out(motion.tongue)
    return ArkitCurves(weights, turned, FRAMES_PER_SECOND, tongue), residual


def _nearest(rows: Array, matrices: LayoutMap) -> tuple[Array, Array]:
    """Weights (T,52) and residuals (T,) of layout rows (T,61)."""
    jaw_open = (rows[:, _JAW] / JAW_ANGLE).clip(0.0, 1.0)
    weights = _exact_weights(rows, jaw_open, matrices)
    outside = ((weights < -_ROUNDING) | (weights > 1 + _ROUNDING)).any(axis=1)
    np.clip(weights, 0.0, 1.0, out=weights)
    residual = _residual_mm(rows, weights, jaw_open, matrices)
    inexact = np.flatnonzero(outside | (residual > _EXACT_MM))
    for start in range(0, len(inexact), _CHUNK):
        some = inexact[start : start + _CHUNK]
        weights[some] = _bounded_weights(rows[some], jaw_open[some], weights[some], matrices)
        residual[some] = _residual_mm(rows[some], weights[some], jaw_open[some], matrices)
    return weights, residual


_ROUNDING = 1e-4
"""A weight this far outside 0..1 is rounding, not a pose."""
_EXACT_MM = 1e-3
"""A residual up to this is the rounding of float32."""
_BLOCK = 10_000
"""Frames that are turned into the layout, or back, together: an hour at once would take half a gigabyte. The last
bits of a product hang on how many there are."""
_CHUNK = 2000
"""Frames whose least squares are solved together: 43 MB of matrices."""


def _rows(weights: Array, jaw_open: Array | None, layout: LayoutMap) -> Array:
    """Layout rows (T,61) of weights (T,52); ``jaw_open`` (T,) is the weight itself unless given."""
    opened = (weights[:, ARKIT_INDEX["jawOpen"]] if jaw_open is None else jaw_open)[:, None]
    rows = weights @ layout.columns.T
    # In place, as below: a block is 5 MB.
    coupled = weights[:, layout.coupled] @ layout.coupling[:, layout.coupled].T
    coupled *= opened
    rows += coupled
    rows += np.multiply(opened * (1 - opened), layout.bend, out=coupled)
    return np.asarray(rows)


def _exact_weights(rows: Array, jaw_open: Array, layout: LayoutMap) -> Array:
    """The weights (T,52) behind rows that some weights made; any others need ``_bounded_weights``."""
    opened = jaw_open[:, None]
    bent = opened * (1 - opened) * layout.bend
    mixed = np.subtract(rows, bent, out=bent) @ layout.inverse.T
    del bent
    # (1 + j back)^-1 in every frame, by the eigenvectors of back: a solve a frame would take minutes.
    along = mixed[:, layout.coupled] @ layout.from_vectors.T / (1 + opened * layout.eigenvalues)
    coupled = (along @ layout.vectors.T).real
    back = coupled @ layout.back.T
    back *= opened
    return np.subtract(mixed, back, out=back)


def _bounded_weights(rows: Array, jaw_open: Array, start: Array, layout: LayoutMap) -> Array:
    opened = jaw_open[:, None]
    goals = (rows - opened * (1 - opened) * layout.bend) @ layout.metric
    goals = goals @ layout.columns + opened * (goals @ layout.coupling)
    shut, linear, square = layout.normals
    normals = shut + opened[:, :, None] * linear + opened[:, :, None] ** 2 * square
    return solve_in_box(normals, goals, start)


def _residual_mm(rows: Array, weights: Array, jaw_open: Array, layout: LayoutMap) -> Array:
    rest = _rows(weights, jaw_open, layout)
    np.subtract(rows, rest, out=rest)
    squared = np.einsum("ti,ti->t", rest @ layout.metric, rest).clip(0.0)
    return np.sqrt(squared / layout.moved_vertices) * 1000.0


def renewed(motion: Motion) -> Motion:
    """The motion of a take of format 1 or 2 in today's layout: it shows the same weights, and what those leave."""
    curves, _ = arkit_from_motion(motion, LAYOUT_BEFORE)
    shown, today = motion_from_arkit(curves, LAYOUT_BEFORE), motion_from_arkit(curves)
    rest = {name: getattr(motion, name) - getattr(shown, name) for name in ("expression", "jaw", "eyes", "eyelids")}
    return replace(motion, **{name: getattr(today, name) + left for name, left in rest.items()})


@cache
@fixed_order_of_sums()
def layout_map(layout: str = LAYOUT) -> LayoutMap:
    """The matrices of a layout, in the weight of that name, to the same bits whoever asks first. Raises SetupError when
    it is missing or altered."""
    shared = weight_arrays(layout)
    columns = np.zeros((LAYOUT_WIDTH, len(ARKIT_NAMES)))
    for index, name in enumerate(EXPRESSION_SHAPES):
        columns[:EXPRESSION_DIMENSIONS, ARKIT_INDEX[name]] = shared["triangular"][:, index]
    columns[_JAW, ARKIT_INDEX["jawOpen"]] = JAW_ANGLE
    for name, (eye, axis) in EYE_TURNS.items():
        first = _EYES + 3 * eye
        columns[first : first + 3, ARKIT_INDEX[name]] = EYE_TURN * np.array(axis)
    for index, name in enumerate(EYELIDS):
        columns[_EYELIDS + index, ARKIT_INDEX[name]] = 1.0
    coupled = np.array([ARKIT_INDEX[name] for name in JAW_COUPLED_SHAPES])
    coupling, bend = np.zeros_like(columns), np.zeros(LAYOUT_WIDTH)
    coupling[:EXPRESSION_DIMENSIONS, coupled] = shared["jaw_coupling"]
    bend[:EXPRESSION_DIMENSIONS] = shared["jaw_bend"]
    metric = shared["metric"]
    cross = columns.T @ metric @ coupling
    normals = (columns.T @ metric @ columns, cross + cross.T, coupling.T @ metric @ coupling)
    inverse = np.linalg.solve(normals[0], columns.T @ metric)
    back = inverse @ coupling[:, coupled]
    eigenvalues, vectors = np.linalg.eig(back[coupled])
    return LayoutMap(
        columns,
        coupling,
        bend,
        metric,
        inverse,
        coupled,
        back,
        eigenvalues,
        vectors,
        np.linalg.inv(vectors),
        normals,
        int(shared["moved_vertices"]),
    )
