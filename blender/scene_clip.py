# SPDX-License-Identifier: GPL-3.0-or-later
"""What a character does in a scene, frame by frame, as it plays: with its drivers, constraints and NLA strips."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import bpy
import numpy as np
from mathutils import Matrix

from ..runtime.presets import held
from ..runtime.rotations import axis_angles, without_flips
from .character import Character
from .datablocks import armature_of, pose_bones_of, shape_keys_of
from .rig import Rig

_STILL = 1e-6
"""Of a turn: what changes by less does not move."""
_UP = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
"""From the axes of files with Y up, which are the head's frame's, to Blender's: ``blender.axes``."""


@dataclass(frozen=True)
class SceneClip:
    """shapes: name of a mesh -> name of a shape key -> its values (T,), 0 where it is muted. poses: name of a bone ->
    its matrix (T,4,4) in the armature. places: name of an object -> its matrix (T,4,4) in the world. parents: name of a
    bone -> that of its parent, None for a root; each after its parent. rests: name of a bone -> its matrix (4,4) in the
    armature at rest.

    Objects and their bones are named as in the scene; lengths are in the scene's units.
    """

    shapes: Mapping[str, Mapping[str, np.ndarray]]
    poses: Mapping[str, np.ndarray]
    places: Mapping[str, np.ndarray]
    parents: Mapping[str, str | None]
    rests: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.places.values())))

    def held(self, frames: int) -> "SceneClip":
        """The same with its last frame held for so many more."""
        shapes = {mesh: {name: held(row, frames) for name, row in rows.items()} for mesh, rows in self.shapes.items()}
        poses = {bone: held(pose, frames) for bone, pose in self.poses.items()}
        return replace(self, shapes=shapes, poses=poses, places={n: held(p, frames) for n, p in self.places.items()})

    def folded(self, rig: Rig) -> "SceneClip":
        """The same without mouthClose, under whatever names ``rig`` has it and jawOpen: the jaw opens only as far as
        the lips part."""
        shapes = {mesh: dict(rows) for mesh, rows in self.shapes.items()}
        for mesh, keys in rig.arkit_keys():
            rows = shapes.get(mesh.name, {})
            closing = [(name, strength) for name, strength in keys.get("mouthClose", ()) if name in rows]
            for name, strength in keys.get("jawOpen", ()) if closing else ():
                closed = rows[closing[0][0]] / closing[0][1]
                rows[name] = (rows[name] - strength * closed).clip(min=0.0)
            rows |= {name: np.zeros_like(rows[name]) for name, _strength in closing}
        return replace(self, shapes=shapes)

    def turns(self) -> dict[str, np.ndarray]:
        """Unit quaternions (T,4) w, x, y, z of the bones that turn, each seen from its parent with the bone's own axes,
        of a root from the head's frame: what files with Y up hold as its rotation."""
        found = {bone: quaternions(self._seen_from_parent(bone, self.poses)) for bone in self.poses}
        return {bone: turn for bone, turn in found.items() if np.ptp(turn, axis=0).max() > _STILL}

    def turn_of(self, bone: str) -> np.ndarray:
        """What turns a bone from its rest (T,3), radians about the head's frame's axes: a take's own form."""
        rest = self.rests[bone][:3, :3]
        turned = _UP[:3, :3].T @ rest @ self.basis_of(bone)[:, :3, :3] @ rest.T @ _UP[:3, :3]
        return axis_angles(quaternions(turned))

    def rest_of(self, bone: str) -> tuple[np.ndarray, np.ndarray]:
        """Place (3,) and turn (4,) of a bone at rest, seen as in ``turns``; the place in the armature's own units."""
        seen = self._seen_from_parent(bone, self.rests)[None]
        return seen[0, :3, 3], quaternions(seen)[0]

    def basis_of(self, bone: str) -> np.ndarray:
        """What moves a bone from its rest (T,4,4), in its own axes."""
        at_rest = self._seen_from_parent(bone, self.rests)
        return np.linalg.inv(at_rest) @ self._seen_from_parent(bone, self.poses)

    def _seen_from_parent(self, bone: str, matrices: Mapping[str, np.ndarray]) -> np.ndarray:
        parent = self.parents[bone]
        if parent is None:
            return _UP.T @ matrices[bone]
        return np.linalg.inv(matrices[parent]) @ matrices[bone]


def scene_clip(context: bpy.types.Context, character: Character, start: int, end: int) -> SceneClip:
    """Frames ``start`` to ``end``, at least one, of the context's scene, which is left on the last of them."""
    frames = range(start, end + 1)
    sampler = _Sampler(character, len(frames))
    for row, frame in enumerate(frames):
        assert context.scene is not None
        context.scene.frame_set(frame)
        sampler.read(row, context.evaluated_depsgraph_get())
    return sampler.clip()


class _Sampler:
    def __init__(self, character: Character, frames: int) -> None:
        self._character = character
        keys = {mesh.name: shape_keys_of(mesh) for mesh in character.shaped}
        self._values = {name: np.zeros((frames, len(key.key_blocks))) for name, key in keys.items()}
        self._places = {each.name: np.empty((frames, 4, 4)) for each in character.objects}
        bones = {} if character.armature is None else pose_bones_of(character.armature)
        self._poses = {name: np.empty((frames, 4, 4)) for name in bones}

    def read(self, row: int, depsgraph: bpy.types.Depsgraph) -> None:
        for mesh in self._character.shaped:
            key = shape_keys_of(mesh).evaluated_get(depsgraph)
            assert isinstance(key, bpy.types.Key)
            values = np.empty(len(key.key_blocks), np.float32)
            key.key_blocks.foreach_get("value", values)
            self._values[mesh.name][row] = values
        for each in self._character.objects:
            shown = each.evaluated_get(depsgraph)
            assert isinstance(shown, bpy.types.Object)
            self._places[each.name][row] = shown.matrix_world
            if each == self._character.armature:
                for name, bone in pose_bones_of(shown).items():
                    self._poses[name][row] = bone.matrix

    def clip(self) -> SceneClip:
        shapes = {mesh.name: self._shapes(mesh) for mesh in self._character.shaped}
        armature = self._character.armature
        bones = [] if armature is None else list(armature_of(armature).bones)
        parents = {bone.name: None if bone.parent is None else bone.parent.name for bone in bones}
        rests = {bone.name: np.array(bone.matrix_local) for bone in bones}
        return SceneClip(shapes, self._poses, self._places, parents, rests)

    def _shapes(self, mesh: bpy.types.Object) -> dict[str, np.ndarray]:
        key = shape_keys_of(mesh)
        columns = zip(key.key_blocks, self._values[mesh.name].T, strict=True)
        return {
            block.name: np.zeros_like(values) if block.mute else values
            for block, values in columns
            if block != key.reference_key
        }


def quaternions(matrices: np.ndarray) -> np.ndarray:
    """Unit quaternions (T,4) w, x, y, z of matrices (T,4,4), without a change of sign from frame to frame."""
    return without_flips(np.array([Matrix(matrix).to_quaternion()[:] for matrix in matrices.tolist()]))
