# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys for the copies of a baked scene, so that they do what was sampled of the originals."""

from collections.abc import Iterator, Mapping
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from . import versions
from .baked_scene import BakedScene, Copy
from .datablocks import armature_of, mesh_of, pose_bones_of
from .keyframes import Curve, write_curves
from .scene_clip import SceneClip, quaternions

_STILL = 1e-6
"""Of a weight or a matrix: what changes by less does not move."""


def play(baked: BakedScene, clip: SceneClip, name: str, scale: float = 1.0) -> None:
    """Move the copies as ``clip`` does, from frame 0 on, by keys on every frame of what moves.

    name: of the action, and of the scene. scale: of the whole character.
    """
    rest(baked, clip, scale)
    bases = {bone: clip.basis_of(bone) for bone in clip.poses}
    _stand(baked, clip, bases)
    action: bpy.types.Action | None = None
    for datablock, curves in _curves(baked, clip, bases, scale):
        if curves:
            if action is None or not versions.HAS_SLOTS:
                action = bpy.data.actions.new(name)
            write_curves(action, datablock, curves, 0)
    baked.scene.name = name
    baked.scene.frame_end = len(clip) - 1
    baked.scene.frame_set(0)


def rest(baked: BakedScene, clip: SceneClip, scale: float = 1.0) -> None:
    """The copies where they stand on the first frame of ``clip``, without keys, bones and shapes at rest."""
    for name, copy in baked.copies.items():
        _forget_keys(copy.object)
        copy.object.matrix_basis = Matrix(_places(baked, clip, name, scale)[0].tolist())
        if copy.object.type == "ARMATURE":
            _forget_keys(armature_of(copy.object))
            for bone in pose_bones_of(copy.object).values():
                bone.rotation_mode = "QUATERNION"
                bone.matrix_basis.identity()
        else:
            key = mesh_of(copy.object).shape_keys
            if key is not None:
                _forget_keys(key)
                for block in key.key_blocks:
                    block.value = 0.0
    baked.scene.frame_start = baked.scene.frame_end = 0


def _forget_keys(datablock: Any) -> None:
    action = versions.action_of(datablock)
    datablock.animation_data_clear()
    if action is not None and action.users == 0:
        bpy.data.actions.remove(action)


def _stand(baked: BakedScene, clip: SceneClip, bases: dict[str, np.ndarray]) -> None:
    """Set what a frame shows, for what never moves gets no curve."""
    for name, copy in baked.copies.items():
        for shape, values in _shapes(copy, clip, name).items():
            block: Any = _key_blocks(copy.object)[shape]
            block.value = float(values[0])
    if baked.armature is not None:
        bones = pose_bones_of(baked.copies[baked.armature].object)
        for bone, basis in bases.items():
            bones[bone].matrix_basis = Matrix(basis[0].tolist())


def _curves(
    baked: BakedScene, clip: SceneClip, bases: dict[str, np.ndarray], scale: float
) -> Iterator[tuple[bpy.types.ID, list[Curve]]]:
    for name, copy in baked.copies.items():
        curves = _matrix_curves("", _places(baked, clip, name, scale), name)
        if name == baked.armature:
            bones = pose_bones_of(copy.object)
            for bone, basis in bases.items():
                curves += _matrix_curves(bones[bone].path_from_id() + ".", basis, bone)
        yield copy.object, curves
        moving = {shape: values for shape, values in _shapes(copy, clip, name).items() if np.ptp(values) > _STILL}
        if moving:
            blocks = _key_blocks(copy.object)
            key: Any = mesh_of(copy.object).shape_keys
            yield key, [Curve(blocks[shape].path_from_id("value"), values) for shape, values in moving.items()]


def _shapes(copy: Copy, clip: SceneClip, name: str) -> Mapping[str, np.ndarray]:
    """The values (T,) of those of a copy's shapes that were sampled."""
    sampled = clip.shapes.get(copy.moved_as or name, {})
    if not copy.moved_as:
        return sampled
    key = mesh_of(copy.object).shape_keys
    return {shape: values for shape, values in sampled.items() if key is not None and shape in key.key_blocks}


def _key_blocks(copy: bpy.types.Object) -> Any:
    key = mesh_of(copy).shape_keys
    assert key is not None
    return key.key_blocks


def _matrix_curves(path: str, matrices: np.ndarray, group: str) -> list[Curve]:
    """Curves of place, turn and scale, as far as they change; matrices (T,4,4)."""
    if np.ptp(matrices, axis=0).max() <= _STILL:
        return []
    parts = {
        "location": matrices[:, :3, 3],
        "rotation_quaternion": quaternions(matrices),
        "scale": np.array([Matrix(matrix).to_scale()[:] for matrix in matrices.tolist()]),
    }
    return [
        Curve(path + channel, values[:, index], index, group)
        for channel, values in parts.items()
        if np.ptp(values, axis=0).max() > _STILL
        for index in range(values.shape[1])
    ]


def _places(baked: BakedScene, clip: SceneClip, name: str, scale: float) -> np.ndarray:
    """Where a copy stands (T,4,4), seen from its parent."""
    copy = baked.copies[name]
    if copy.parent is None:
        return np.diag([scale, scale, scale, 1.0]) @ clip.places[name]
    above = clip.places[copy.parent]
    if copy.bone:
        # What hangs on a bone stands at its tail.
        tail = np.eye(4)
        tail[1, 3] = armature_of(baked.copies[copy.parent].object).bones[copy.bone].length
        above = above @ clip.poses[copy.bone] @ tail
    return np.linalg.inv(above) @ clip.places[name]
