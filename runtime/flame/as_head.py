# SPDX-License-Identifier: GPL-3.0-or-later
"""A FLAME head in the form of the embedded ones, and its own motion from ours."""

from pathlib import Path

import numpy as np

from ..arrays import Array
from ..head.heads import Head
from ..motion import ArkitCurves, Motion
from ..people.person import BONES, PARENTS
from .flame_head import LEFT_EYE, FlameHead
from .kept import FILE_ENDING, kept_head
from .own_space import OwnSpace

MATERIALS = ("plain skin", "plain eye", "plain iris", "plain pupil")
_IRIS, _PUPIL = 0.52, 0.20
"""Radians about the middle of an eyeball, chosen by eye: FLAME's file has no texture."""


def head_of_file(path: Path) -> Head:
    """The head in a kept file. Raises InputError."""
    return _head(path.name.removesuffix(FILE_ENDING), kept_head(path))


def own_motion(path: Path, curves: ArkitCurves) -> Motion:
    """What moves the head of a kept file in the FLAME layout: FLAME's own expressions and poses. Raises InputError."""
    motion, _ = OwnSpace.of(kept_head(path)).motion(curves)
    return motion


def _head(name: str, flame: FlameHead) -> Head:
    eyes = flame.joints[LEFT_EYE:]
    still = np.zeros(len(flame.template), np.float32)
    root, neck, jaw, left, right = flame.weights.T
    quads = flame.triangles[:, [0, 1, 2, 2]]
    return Head(
        name=name,
        vertices=flame.template,
        quads=quads,
        uv=_around(flame.template)[quads],
        material_index=_materials(flame),
        material_names=MATERIALS,
        shape_deltas=flame.arkit_shapes,
        expression_basis=flame.expressions,
        eyelid_shapes=flame.eyelids,
        bone_names=BONES,
        bone_parents=PARENTS,
        # FLAME's neck turns the head: what Soliloquy keys on the bone head. Its own neck stays at rest.
        joints=flame.joints[[0, 1, 1, 2, 3, 4]],
        bone_weights=np.stack([root, still, neck, jaw, left, right], axis=1),
        eye_radii=np.array([_radius(flame, side, eye) for side, eye in enumerate(eyes)], np.float32),
        pose_shapes=flame.pose_shapes,
    )


def _radius(flame: FlameHead, side: int, middle: Array) -> float:
    ball = flame.template[flame.weights[:, LEFT_EYE + side] > 0.5]
    return float(np.median(np.linalg.norm(ball - middle, axis=1))) if len(ball) else 0.0


def _materials(flame: FlameHead) -> Array:
    """Skin, and of the eyeballs white, iris and pupil, by where a face looks from the eye's middle."""
    found = np.zeros(len(flame.triangles), np.int64)
    middles = flame.template[flame.triangles].mean(axis=1)
    for side, eye in enumerate(flame.joints[LEFT_EYE:]):
        of_eye = (flame.weights[flame.triangles, LEFT_EYE + side] > 0.5).all(axis=1)
        away = middles - eye
        angle = np.arccos((away[:, 2] / np.maximum(np.linalg.norm(away, axis=1), 1e-9)).clip(-1.0, 1.0))
        found[of_eye] = 1 + (angle[of_eye] < _IRIS) + (angle[of_eye] < _PUPIL)
    return found


def _around(vertices: Array) -> Array:
    """Texture places (V,2) from a cylinder around the head, the seam behind: the file brings none."""
    low, high = vertices[:, 1].min(), vertices[:, 1].max()
    across = np.arctan2(vertices[:, 0], vertices[:, 2]) / (2 * np.pi) + 0.5
    return np.stack([across, (vertices[:, 1] - low) / (high - low)], axis=1).astype(np.float32)
