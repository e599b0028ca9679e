# SPDX-License-Identifier: GPL-3.0-or-later
"""SMPL-X, whose expressions ``Exp000`` ... say nothing by their names: told by what they do to lips and brows.

Of each of our shapes the same is measured on our own head, and made of the expressions by bounded least squares. The
jaw and the eyes are bones (``bone_faces``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.heads import DEFAULT_HEAD, load_head
from .found_lips import Lips, find_lips
from .mesh_fit import OPEN_AS
from .naming import Naming
from .rig_map import RigMap, Row, naming_of_map

EXPRESSION = re.compile(r"(?:.*[.:_])?Exp\d{2,3}")
"""Names of its shape keys."""
JAW_DEGREES = 20.0
"""Turn of the jaw that shows where its lips are."""
_SIDES = ("Left", "Right")
_SHAPES = ("mouthSmile", "mouthFrown", "mouthStretch", "mouthUpperUp", "mouthLowerDown", "browDown", "browOuterUp")
_WHOLE = ("mouthPucker", "mouthFunnel", "browInnerUp")
_DAMPING = 2e-4
"""What a squared coefficient costs beside squared widths of the mouth: chosen so that few of a set in standard
deviations go beyond three."""
_FURTHEST = 3.0
_LEFT_OVER = 0.7
"""A shape that leaves more than this of itself is not shown at all. Chosen."""
_BROW = (0.15, 0.55)
"""Heights above the eyes between which brows are looked for, in distances of the eyes."""


@dataclass(frozen=True)
class Landmarks:
    """lips: where they are. brows: inner and outer points (vertices), of both sides together."""

    lips: Lips
    brows: tuple[Array, Array]


def find_landmarks(places: Array, opened: Array, eyes: Array) -> Landmarks | None:
    """Of points ``places`` (V,3), for what an open mouth does (V,3) and the middles of the left and right eye (2,3)."""
    lips = find_lips(places, opened)
    if lips is None:
        return None
    along, (left, right) = places @ lips.axes.T, eyes @ lips.axes.T
    away, middle = abs(float(left[0] - right[0])), (left + right) / 2
    height, side = (along[:, 1] - middle[1]) / away, np.abs(along[:, 0] - middle[0]) / away
    near = (height > _BROW[0]) & (height < _BROW[1]) & (along[:, 2] > middle[2])
    brows = tuple(np.flatnonzero(near & (side > low) & (side < high)) for low, high in ((0.15, 0.4), (0.5, 0.8)))
    return None if not all(len(points) for points in brows) else Landmarks(lips, (brows[0], brows[1]))


def effect(landmarks: Landmarks, move: Array) -> Array:
    """(9,) of a displacement (V,3): upper and lower lip, both beside the middle, corners and brows up, corners apart,
    lips out, in widths of the mouth."""
    lips = landmarks.lips
    moved = move @ lips.axes.T / lips.width
    upper, lower = (moved[lips.pairs[:, side]].mean(axis=0) for side in (0, 1))
    beside = moved[lips.beside, 1].mean(axis=0)
    right, left = moved[lips.corners]
    brows = [float(moved[points, 1].mean()) for points in landmarks.brows]
    heights = [upper[1], lower[1], *beside, (left[1] + right[1]) / 2, *brows]
    return np.array([*heights, left[0] - right[0], (upper[2] + lower[2]) / 2])


@lru_cache(maxsize=1)
def _ours() -> Mapping[str, Array]:
    """What our shapes do, both sides together."""
    head = load_head(DEFAULT_HEAD)
    deltas = head.shape_deltas.astype(np.float64)
    landmarks = find_landmarks(
        head.vertices.astype(np.float64), OPEN_AS * deltas[ARKIT_INDEX["jawOpen"]], head.eye_joints
    )
    assert landmarks is not None
    both = {name: sum(deltas[ARKIT_INDEX[name + side]] for side in _SIDES) for name in _SHAPES}
    whole = {name: deltas[ARKIT_INDEX[name]] for name in _WHOLE}
    return {name: effect(landmarks, np.asarray(move)) for name, move in (both | whole).items()}


def fitted_expressions(effects: Mapping[str, Array]) -> tuple[Row, ...]:
    """Rows that make our shapes of expressions by name that do this (9,) (``effect``); none of shapes that they cannot
    show."""
    table = np.array(list(effects.values()))
    squares = table @ table.T + _DAMPING * np.eye(len(table))
    rows: list[Row] = []
    for name, wanted in _ours().items():
        shares = np.clip(np.linalg.solve(squares, table @ wanted), -_FURTHEST, _FURTHEST)
        if np.linalg.norm(shares @ table - wanted) > _LEFT_OVER * np.linalg.norm(wanted):
            continue
        sides = _SIDES if name in _SHAPES else ("",)
        rows += [
            Row(name + side, theirs, round(float(share) / len(sides), 4))
            for theirs, share in zip(effects, shares, strict=True)
            for side in sides
            if abs(share) > 0.02
        ]
    return tuple(rows)


def naming_of_smplx(rig_map: RigMap) -> Naming:
    return replace(naming_of_map(rig_map), title="controls, by what expressions of SMPL-X do to its mesh")
