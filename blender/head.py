# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own head in Blender: a mesh with shape keys on an armature, in either layout."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import bpy
import numpy as np

from ..runtime.head.heads import Head, flame_layout, load_head
from ..runtime.head.tongue import TONGUE_NAMES, tongue_deltas, tongue_vertices
from ..runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_POSES
from ..runtime.rigs.layout_shapes import shape_deltas
from .axes import to_blender
from .creases import add_creases
from .datablocks import add_group, armature_of, current_scene, pose_bones_of
from .materials import head_materials
from .rig import OWN_LAYOUT_OF, PERSON_OF

_BONE_LENGTH = {"root": 0.05, "neck": 0.08, "head": 0.12, "jaw": 0.05, "eye.L": 0.03, "eye.R": 0.03}
"""Metres. A bone's length moves nothing; these can be seen apart and clicked."""

_SLIDER = 10.0
"""Blender clamps a shape key to its slider's range, and FLAME's coefficients leave 0..1."""


@dataclass(frozen=True)
class BuiltHead:
    """The objects of a head in the scene. has_lods: there are levels of detail of it."""

    mesh: bpy.types.Object
    armature: bpy.types.Object
    has_lods: bool = True


def build_head(
    name: str, layout: str, collection: bpy.types.Collection | None = None, *, tongue: bool = True
) -> BuiltHead:
    """Put the identity ``name`` into ``collection``, the scene's own by default, at the world's origin.

    layout "arkit": the 52 shapes as shape keys under their names, no jaw bone. "flame": shape keys Exp00 to Exp49,
    EyelidLeft and EyelidRight, and a jaw bone; on a head of a user's FLAME file PoseNeck00 to PoseJaw22 too. tongue:
    with the tongue's sixteen shape keys. Needs object mode. Raises UsageError for an unknown identity, SetupError
    when its data is missing or altered, InputError when that of a user's own is.
    """
    head = load_head(name)
    collection = collection or current_scene().collection
    mesh = _build_mesh(head, collection)
    if head.look:
        mesh[PERSON_OF] = head.name
    _add_shape_keys(mesh, head, layout)
    if tongue:
        _add_tongue_keys(mesh, head)
    if head.look:
        add_creases(mesh, layout)
    armature = _build_armature(head, layout, collection)
    _bind(mesh, armature, head)
    return BuiltHead(mesh, armature, has_lods=head.pose_shapes is None)


def _build_mesh(head: Head, collection: bpy.types.Collection) -> bpy.types.Object:
    mesh = bpy.data.meshes.new(head.title)
    faces, uv_places = (head.quads, head.uv) if head.pose_shapes is None else (head.quads[:, :3], head.uv[:, :3])
    mesh.from_pydata(to_blender(head.vertices), [], faces.tolist(), shade_flat=False)
    uv = mesh.uv_layers.new(name="UVMap")
    uv.data.foreach_set("uv", np.ascontiguousarray(uv_places, np.float32).reshape(-1))
    for material in head_materials(head):
        mesh.materials.append(material)
    mesh.polygons.foreach_set("material_index", np.ascontiguousarray(head.material_index, np.int32))
    built = bpy.data.objects.new(head.title, mesh)
    collection.objects.link(built)
    return built


def _add_shape_keys(mesh: bpy.types.Object, head: Head, layout: str) -> None:
    mesh.shape_key_add(name="Basis")
    if layout == "flame" and head.pose_shapes is not None:
        mesh[OWN_LAYOUT_OF] = flame_layout(head.name)
    for name, delta in shape_deltas(head, layout):
        key = _add_shape_key(mesh, name, head.vertices + delta)
        if name in FLAME_EXPRESSIONS or name in FLAME_POSES:
            key.slider_min, key.slider_max = -_SLIDER, _SLIDER


def _add_tongue_keys(mesh: bpy.types.Object, head: Head) -> None:
    moved = tongue_vertices(head)
    if not len(moved):
        return
    for name, delta in zip(TONGUE_NAMES, tongue_deltas(head), strict=True):
        places = head.vertices.copy()
        places[moved] += delta
        _add_shape_key(mesh, name, places)


def _add_shape_key(mesh: bpy.types.Object, name: str, places: np.ndarray) -> bpy.types.ShapeKey:
    """places (V,3) in the head's frame."""
    key = mesh.shape_key_add(name=name, from_mix=False)
    key.value = 0.0  # Blender makes it 1
    key.points.foreach_set("co", np.ascontiguousarray(to_blender(places), np.float32).reshape(-1))
    return key


def _build_armature(head: Head, layout: str, collection: bpy.types.Collection) -> bpy.types.Object:
    """Every bone points up without roll, so that its own axes are the head frame's: X opens the jaw."""
    armature = bpy.data.objects.new(f"{head.title} rig", bpy.data.armatures.new(f"{head.title} rig"))
    collection.objects.link(armature)
    joints = to_blender(head.joints)
    with editing_bones(armature):
        for name, joint, parent in zip(head.bone_names, joints, head.bone_parents, strict=True):
            if name == "jaw" and layout == "arkit":
                continue
            bone = armature_of(armature).edit_bones.new(name)
            bone.head, bone.tail = joint, joint + np.array([0.0, 0.0, _BONE_LENGTH[name]])
            if parent >= 0:
                bone.parent = armature_of(armature).edit_bones[head.bone_names[parent]]
    for posed in pose_bones_of(armature).values():
        posed.rotation_mode = "XYZ"
    return armature


@contextmanager
def editing_bones(armature: bpy.types.Object) -> Iterator[None]:
    """Edit mode, the only place where bones are made; the selection is left as it was."""
    layer = bpy.context.view_layer
    assert layer is not None
    active, selected = layer.objects.active, [other for other in layer.objects if other.select_get()]
    for other in selected:
        other.select_set(False)
    layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    try:
        yield
    finally:
        bpy.ops.object.mode_set(mode="OBJECT")
        layer.objects.active = active
        for other in selected:
            other.select_set(True)


def _bind(mesh: bpy.types.Object, armature: bpy.types.Object, head: Head) -> None:
    weights = np.array(head.bone_weights)
    names = list(head.bone_names)
    if "jaw" not in armature_of(armature).bones:
        weights[:, names.index("head")] += weights[:, names.index("jaw")]
    for name in (name for name in names if name in armature_of(armature).bones):
        add_group(mesh, name, weights[:, names.index(name)])
    mesh.parent = armature
    modifier = mesh.modifiers.new("Armature", "ARMATURE")
    assert isinstance(modifier, bpy.types.ArmatureModifier)
    modifier.object = armature
