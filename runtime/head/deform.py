# SPDX-License-Identifier: GPL-3.0-or-later
"""A head's vertices in motion, in either layout, exactly as Blender and the engines move them.

"arkit": the 52 shapes, then bone ``head``. "flame": the 50 expressions and the eyelids, then bones jaw, eye.L,
eye.R and head by linear blend skinning.
"""

import numpy as np

from ..arrays import Array
from ..errors import UsageError
from ..motion import ArkitCurves, Motion, each_array
from .heads import Head
from .layout import arkit_from_motion, motion_from_arkit
from .tongue import tongue_deltas, tongue_vertices


def deform(head: Head, curves: ArkitCurves | Motion, frames: int | slice | Array, layout: str = "arkit") -> Array:
    """Vertices (V,3) of one frame, or (N,V,3) of several, float32 metres in the head's own space.

    curves: ARKit weights or the layout; it is turned into what the asked layout needs. Ask for a few hundred
    frames at a time: a frame takes 83 kB. Raises UsageError for an unknown layout.
    """
    if layout not in ("arkit", "flame"):
        raise UsageError(f"layout {layout!r}", "is not a layout of the head", "Use arkit or flame")
    one = isinstance(frames, int | np.integer)
    rows = frames if isinstance(frames, slice) else np.atleast_1d(frames)
    chosen = each_array(curves, lambda values: values[rows])
    if layout == "arkit":
        arkit = chosen if isinstance(chosen, ArkitCurves) else arkit_from_motion(chosen)[0]
        vertices = arkit_vertices(head, arkit.weights, arkit.head, arkit.tongue)
    else:
        vertices = flame_vertices(head, motion_from_arkit(chosen) if isinstance(chosen, ArkitCurves) else chosen)
    return vertices[0] if one else vertices


def arkit_vertices(head: Head, weights: Array, head_turn: Array, tongue: Array | None = None) -> Array:
    """Vertices (T,V,3) for ARKit weights (T,52), the head's turn (T,3), axis-angle, and the tongue's weights (T,16)."""
    shapes = head.shape_deltas.reshape(len(head.shape_deltas), -1)
    vertices = head.vertices + (weights.astype(np.float32) @ shapes).reshape(-1, *head.vertices.shape)
    _move_tongue(head, vertices, tongue)
    return _skinned(head, vertices, {"head": rotations(head_turn)})


def flame_vertices(head: Head, motion: Motion) -> Array:
    """Vertices (T,V,3) of the layout: shapes first, then skinning."""
    shown, by = [head.expression_basis, head.eyelid_shapes], [motion.expression, motion.eyelids]
    if head.pose_shapes is not None:
        shown.append(head.pose_shapes)
        by += [(rotations(turn) - np.eye(3, dtype=np.float32)).reshape(-1, 9) for turn in (motion.head, motion.jaw)]
    shapes = np.concatenate(shown).reshape(-1, head.vertices.size)
    weights = np.concatenate(by, axis=1).astype(np.float32)
    vertices = head.vertices + (weights @ shapes).reshape(-1, *head.vertices.shape)
    _move_tongue(head, vertices, motion.tongue)
    turns = {"jaw": motion.jaw, "eye.L": motion.eyes[:, :3], "eye.R": motion.eyes[:, 3:], "head": motion.head}
    return _skinned(head, vertices, {bone: rotations(turn) for bone, turn in turns.items()})


def _move_tongue(head: Head, vertices: Array, weights: Array | None) -> None:
    if weights is not None:
        moved = tongue_vertices(head)
        vertices[:, moved] += np.tensordot(weights, tongue_deltas(head), axes=1)


def rotations(axis_angle: Array) -> Array:
    """Rotation matrices (T,3,3) of axis-angle vectors (T,3) in radians (Rodrigues)."""
    axis_angle = np.asarray(axis_angle, np.float64)
    angle = np.sqrt((axis_angle**2).sum(axis=1))[:, None, None]
    x, y, z = axis_angle.T
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(-1, 3, 3)
    half = np.sinc(angle / (2 * np.pi))
    return (np.eye(3) + np.sinc(angle / np.pi) * cross + 0.5 * half**2 * cross @ cross).astype(np.float32)


def _skinned(head: Head, vertices: Array, turns: dict[str, Array]) -> Array:
    """Linear blend skinning (Loper et al. 2015, SMPL, eq. 7) of vertices (T,V,3) by each bone's own turn (T,3,3)."""
    skinned = np.zeros_like(vertices)
    for index, bone in enumerate(head.bone_names):
        weight = head.bone_weights[:, index]
        moved = np.flatnonzero(weight)
        placed = vertices[:, moved]
        for turned in _chain(head, bone):
            if turned in turns:
                joint = head.joints[head.bone_names.index(turned)].astype(np.float32)
                placed = (placed - joint) @ turns[turned].transpose(0, 2, 1) + joint
        skinned[:, moved] += weight[moved, None] * placed
    return skinned


def _chain(head: Head, bone: str) -> list[str]:
    """The bone, its parent, and so on to the root."""
    index, chain = head.bone_names.index(bone), []
    while index >= 0:
        chain.append(head.bone_names[index])
        index = head.bone_parents[index]
    return chain
