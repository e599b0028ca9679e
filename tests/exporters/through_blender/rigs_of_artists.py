# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene as an artist might have it: other bones, keyed objects, parents of all kinds, scales even and uneven."""

from math import radians
from typing import Any

import bpy
import numpy as np

LAST_FRAME = 12


def build_scene(unit_metres: float) -> None:
    """Everything moves from frame 1 to ``LAST_FRAME``, and every pose is another."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.unit_settings.system = "METRIC"
    scene.unit_settings.scale_length = unit_metres
    scene.render.fps = 24
    scene.frame_start, scene.frame_end = 1, LAST_FRAME
    rig = _rig("Rig", location=(0.3, -0.2, 0.1), turn=(10, 20, 70), scale=(0.5, 0.5, 0.5))
    body = _skinned("Body", rig, location=(0.1, 0.4, 0.0), turn=(5, 0, 30), scale=(1.0, 2.0, 0.7))
    _shape(body, "Smile", mask=True)
    _shape(body, "Open")
    _rigid("Eye", rig, bone="head", turn=(0, 40, 0), scale=(0.2, 0.3, 0.4))
    hat = _rigid("Hat", rig, bone="head", turn=(10, 0, 0), scale=(0.2, 0.2, 0.2))
    _key(hat, "rotation_euler", 2, 0.3)
    walker = _rig("Walker", location=(2.0, 0.0, 0.0), turn=(0, 0, 15), scale=(2.0, 2.0, 2.0))
    _key(walker, "location", 1, 0.5)
    _key(walker, "rotation_euler", 2, 0.8)
    coat = _skinned("Coat", walker, location=(0, 0, 0.1), turn=(0, 0, 10), scale=(1, 1, 1))
    coat.parent = walker
    _shape(coat, "Flap")
    lean = _rig("Lean", location=(-2.0, 0.0, 0.0), turn=(30, 0, 0), scale=(1.0, 1.5, 2.0))
    _skinned("Sheet", lean, location=(-2.0, 0.0, 0.0), turn=(0, 10, 0), scale=(1, 1, 3))
    _parents()


def world_positions(frame: int) -> dict[str, np.ndarray]:
    """The evaluated vertices (V,3) of each mesh, in the world."""
    bpy.context.scene.frame_set(frame)
    graph = bpy.context.evaluated_depsgraph_get()
    found = {}
    for one in bpy.data.objects:
        if one.type == "MESH":
            shown = one.evaluated_get(graph)
            places = np.empty(3 * len(shown.data.vertices), np.float32)
            shown.data.vertices.foreach_get("co", places)
            world = np.array(shown.matrix_world)
            found[one.name] = places.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3]
    return found


def _parents() -> None:
    """Meshes below meshes: keyed above and below, mirrored, and two that share their data."""
    table = _object("Table", _block(), location=(0, 3, 0), turn=(0, 0, 20), scale=(1.0, 1.0, 1.0))
    _key(table, "rotation_euler", 0, 0.4)
    cup = _object("Cup", _block(), location=(0.1, 0.2, 1.0), turn=(0, 15, 0), scale=(0.3, 0.3, 0.3))
    cup.parent = table
    _key(cup, "location", 2, 0.2)
    spoon = _object("Spoon", _block(), location=(0, 0, 1), turn=(45, 0, 0), scale=(0.1, 0.4, 2.0))
    spoon.parent = cup
    _object("Mirrored", _block(), location=(0, 4, 0), turn=(0, 0, 20), scale=(-1.0, 1.0, 1.0))
    shared = _block()
    _object("First", shared, location=(1, 4, 0), turn=(0, 0, 20), scale=(1.0, 1.0, 1.0))
    _object("Second", shared, location=(2, 4, 0), turn=(30, 0, 20), scale=(1.0, 2.0, 1.0))
    pulse = _object("Pulse", _block(), location=(3, 4, 0), turn=(30, 0, 20), scale=(1.0, 2.0, 1.0))
    _key(pulse, "scale", 1, 0.5)


def _object(name: str, data: Any, *, location: Any, turn: Any, scale: Any) -> bpy.types.Object:
    made = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(made)
    made.location, made.scale = location, scale
    made.rotation_euler = [radians(angle) for angle in turn]
    return made


def _block() -> bpy.types.Mesh:
    """A lopsided box, so that a mirrored or turned one is seen to be."""
    mesh = bpy.data.meshes.new("Block")
    corners = [(x, y, z * (1 + 0.3 * x + 0.1 * y)) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata(corners, [], faces, shade_flat=False)
    mesh.uv_layers.new(name="UVMap")
    return mesh


def _rig(name: str, **place: Any) -> bpy.types.Object:
    """Bones hips, spine and head with rolls; the hips move and turn, the spine is bent and still, the head turns."""
    rig = _object(name, bpy.data.armatures.new(name), **place)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    parent, at = None, np.zeros(3)
    for bone_name, along, roll in (
        ("hips", (0.1, 0.0, 0.4), 20),
        ("spine", (0, 0.2, 0.5), -30),
        ("head", (0, 0, 0.4), 5),
    ):
        bone = rig.data.edit_bones.new(bone_name)
        bone.head, bone.tail, bone.roll = at, at + along, radians(roll)
        bone.parent, parent, at = parent, bone, at + along
    bpy.ops.object.mode_set(mode="OBJECT")
    for posed in rig.pose.bones:
        posed.rotation_mode = "XYZ"
    rig.pose.bones["spine"].rotation_euler = (0.3, 0.1, -0.2)
    _key(rig, 'pose.bones["hips"].location', 0, 0.3)
    _key(rig, 'pose.bones["hips"].rotation_euler', 1, 0.5)
    _key(rig, 'pose.bones["head"].rotation_euler', 0, 0.7)
    return rig


def _skinned(name: str, rig: bpy.types.Object, **place: Any) -> bpy.types.Object:
    mesh = _object(name, _block(), **place)
    for index, bone in enumerate(("hips", "spine", "head")):
        group = mesh.vertex_groups.new(name=bone)
        for vertex in range(8):
            group.add([vertex], 1.0 / (1 + (vertex + index) % 3), "REPLACE")
    mesh.modifiers.new("Armature", "ARMATURE").object = rig
    return mesh


def _rigid(name: str, rig: bpy.types.Object, bone: str, *, turn: Any, scale: Any) -> bpy.types.Object:
    mesh = _object(name, _block(), location=(0.1, 0.0, 0.2), turn=turn, scale=scale)
    mesh.parent, mesh.parent_type, mesh.parent_bone = rig, "BONE", bone
    return mesh


def _shape(mesh: bpy.types.Object, name: str, *, mask: bool = False) -> None:
    if mesh.data.shape_keys is None:
        mesh.shape_key_add(name="Basis")
    key = mesh.shape_key_add(name=name, from_mix=False)
    for vertex in range(1, 6):
        key.data[vertex].co.z += 0.1 * vertex
    if mask:
        key.vertex_group = "spine"
    for frame in range(1, LAST_FRAME + 1):
        key.value = 0.5 + 0.4 * np.sin(frame + len(name))
        key.keyframe_insert("value", frame=frame)


def _key(owner: bpy.types.Object, path: str, index: int, by: float) -> None:
    holder, _, field = path.rpartition(".")
    target = owner.path_resolve(holder) if holder else owner
    start = getattr(target, field)[index]
    for frame in (1, LAST_FRAME // 2, LAST_FRAME):
        getattr(target, field)[index] = start + by * np.sin(1.7 * frame)
        owner.keyframe_insert(path, index=index, frame=frame)
