# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking after the writing whether the face moves: shapes and vertices as Blender evaluates them."""

from collections.abc import Iterable, Mapping
from typing import Any

import bpy
import numpy as np

from .datablocks import Ends, evaluated_now, full_value, mesh_of, places_in, shape_keys_of
from .drivers import KeyedShape
from .motion_keys import size_of
from .rig import Rig
from .shown_frame import layer_showing, show_keys_of

_TOLERANCE = 0.1
"""Of a shape's value: less cannot be told from a rig that smooths or clamps a little. Chosen by eye."""
_TURNED = 0.01
"""Radians by which a head must turn to be judged. Chosen by hand."""
_OF_THE_LARGEST = 0.5
"""Of the shapes that share a control. Chosen by hand."""
_STILL = 1e-7
"""Metres."""


def shapes_that_stay(
    scene: bpy.types.Scene, rig: Rig, expected: Mapping[str, np.ndarray], start_frame: int, moments: Iterable[int]
) -> tuple[str, ...]:
    """Names of the shapes that do not follow at ``moments`` (frames of the take), as the artist reads them.

    expected: values (T,) of each shape. The current frame is left as it was.
    """
    now, shapes = scene.frame_current, [shape for shape in rig.keyed if shape.name in expected]
    wrong: dict[str, None] = {}
    judged = _with_controls_of_their_own(shapes)
    vertices: list[dict[str, np.ndarray]] = []
    poses: list[dict[str, np.ndarray]] = []
    moments = list(moments)
    try:
        for moment in moments:
            show_keys_of(scene, start_frame + moment)
            layer: Any = layer_showing(scene, [mesh for mesh, _shapes in rig.meshes] or [rig.object])
            wrong |= dict.fromkeys(
                _label(rig, shape) for shape in judged if not _follows(shape, expected, moment, layer, rig.ends)
            )
            poses.append(_poses(rig, layer.depsgraph))
            vertices.append({mesh.name: _vertices(mesh, layer) for mesh, _shapes in rig.meshes})
    finally:
        scene.frame_set(now)
    wrong |= dict.fromkeys(_label(rig, shape) for shape in shapes if _lies_still(shape, expected, moments, vertices))
    wrong |= dict.fromkeys(_still_bones(rig, expected, moments, poses))
    return tuple(wrong)


def _with_controls_of_their_own(shapes: list[KeyedShape]) -> list[KeyedShape]:
    """Those whose values can be what was asked: of shapes that share a control, the largest, for it goes as they want
    it."""
    sharing: dict[tuple[int, tuple[str, int]], list[KeyedShape]] = {}
    for shape in shapes:
        if shape.channel is not None:
            sharing.setdefault((shape.channel.datablock.session_uid, shape.channel.place), []).append(shape)
    smaller: list[KeyedShape] = []
    for ones in [each for each in sharing.values() if len({shape.name for shape in each}) > 1]:
        sizes = [size_of(shape) for shape in ones]
        smaller += [shape for shape, size in zip(ones, sizes, strict=True) if size < _OF_THE_LARGEST * max(sizes)]
    return [shape for shape in shapes if shape not in smaller]


def held_head(scene: bpy.types.Scene, rig: Rig, turns: np.ndarray, start_frame: int) -> str:
    """Name of the bone that should turn the head by ``turns`` (T,3) and does not, because something else holds it;
    empty where it turns, or cannot be looked at. The current frame is left as it was."""
    now, bone, armature = scene.frame_current, rig.bones.get("head"), rig.armature
    farthest = int(np.linalg.norm(turns - turns[0], axis=1).argmax())
    if bone is None or armature is None or np.linalg.norm(turns[farthest] - turns[0]) < _TURNED:
        return ""
    layer = layer_showing(scene, [armature])
    if armature.mode == "EDIT" or not armature.visible_get(view_layer=layer):
        return ""
    poses = []
    try:
        for moment in (0, farthest):
            show_keys_of(scene, start_frame + moment)
            evaluated: Any = armature.evaluated_get(layer.depsgraph)
            poses.append(_from_parent(evaluated.pose.bones[bone.name]))
    finally:
        scene.frame_set(now)
    return bone.name if np.abs(poses[1] - poses[0]).max() <= _STILL else ""


def _poses(rig: Rig, depsgraph: Any) -> dict[str, np.ndarray]:
    """Bone -> its matrix (4,4) as it is shown, seen from its parent: of the bones that show shapes."""
    if rig.armature is None:
        return {}
    evaluated: Any = rig.armature.evaluated_get(depsgraph)
    shown = {name: evaluated.pose.bones[name] for name in {bone.name for bone, _channel in rig.posed.values()}}
    return {name: _from_parent(bone) for name, bone in shown.items()}


def _from_parent(bone: Any) -> np.ndarray:
    matrix = bone.matrix if bone.parent is None else bone.parent.matrix.inverted_safe() @ bone.matrix
    return np.array(matrix)


def _still_bones(
    rig: Rig, expected: Mapping[str, np.ndarray], moments: list[int], poses: list[dict[str, np.ndarray]]
) -> Iterable[str]:
    """The bones that should lie otherwise at the last moment than at the first, and do not."""
    for shape, (bone, _channel) in rig.posed.items():
        values = expected[shape][moments]
        largest = np.abs(expected[shape]).max()
        if (
            abs(values[-1] - values[0]) > max(_TOLERANCE * largest, _STILL)
            and np.abs(poses[-1][bone.name] - poses[0][bone.name]).max() <= _STILL
        ):
            yield shape


def _label(rig: Rig, shape: KeyedShape) -> str:
    return shape.name if shape.mesh == rig.object else f"{shape.name} ({shape.mesh.name})"


def _follows(shape: KeyedShape, expected: Mapping[str, np.ndarray], moment: int, layer: Any, ends: Ends) -> bool:
    """Whether the shape key has its value, and is shown. What is not evaluated, as it is hidden, is not judged."""
    if evaluated_now(shape.mesh, layer) is None:
        return True
    key = shape_keys_of(shape.mesh)
    block = key.evaluated_get(layer.depsgraph).key_blocks[shape.block]
    whole = full_value(key.key_blocks[shape.block], ends)
    wanted = float(expected[shape.name][moment]) * whole
    shown = 0.0 if block.mute or _is_pinned(shape.mesh, shape.block) else block.value
    return bool(abs(shown - wanted) <= _TOLERANCE * max(abs(whole), 1.0))


def _is_pinned(mesh: bpy.types.Object, block: str) -> bool:
    """Whether Blender shows another shape key of the mesh alone."""
    return mesh.show_only_shape_key and mesh.active_shape_key is not None and mesh.active_shape_key.name != block


def _lies_still(
    shape: KeyedShape, expected: Mapping[str, np.ndarray], moments: list[int], vertices: list[dict[str, np.ndarray]]
) -> bool:
    """Whether the shape should have changed between the moments, and no vertex of its mesh did."""
    values = expected[shape.name][moments]
    before, after = vertices[0][shape.mesh.name], vertices[-1][shape.mesh.name]
    if abs(values[-1] - values[0]) <= _TOLERANCE or len(before) != len(after) or not len(before):
        return False
    return bool(np.abs(after - before).max() <= _STILL) and _has_effect(shape)


def _has_effect(shape: KeyedShape) -> bool:
    """Whether the shape differs from what it is relative to."""
    block = shape_keys_of(shape.mesh).key_blocks[shape.block]
    return bool(np.abs(places_in(block.points) - places_in(block.relative_key.points)).max() > _STILL)


def _vertices(mesh: bpy.types.Object, layer: Any) -> np.ndarray:
    """(V, 3) as evaluated; empty where the mesh is not, as it is hidden."""
    evaluated = evaluated_now(mesh, layer)
    if evaluated is None:
        return np.empty((0, 3), np.float32)
    return places_in(mesh_of(evaluated).vertices)
