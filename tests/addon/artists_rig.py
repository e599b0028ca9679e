# SPDX-License-Identifier: GPL-3.0-or-later
"""A character as an artist might have it: names of its own, drivers, NLA strips, parents, a scene in centimetres."""

from math import radians
from typing import Any

import bpy
import numpy as np

FACE_SHAPES = ("Ouvre", "Ferme", "Sourire é")
STRIPS = (("Bonjour", 10, 30), ("Au revoir", 50, 64))
"""Name, first and last frame."""


def build_character(versions: Any) -> Any:
    """Into the open scene, which is empty; returns the face. versions: the extension's ``blender.versions``."""
    scene = bpy.context.scene
    scene.unit_settings.system, scene.unit_settings.scale_length = "METRIC", 0.01
    scene.render.fps, scene.frame_start, scene.frame_end = 25, 1, 80
    stage = bpy.data.objects.new("Plateau", None)
    scene.collection.objects.link(stage)
    stage.location, stage.rotation_euler = (20.0, 5.0, 0.0), (0.0, 0.0, radians(40))
    rig = _rig()
    rig.parent, rig.scale = stage, (0.5, 0.5, 0.5)
    face = _mesh("Visage", FACE_SHAPES, rig)
    teeth = _mesh("Dents", ("Ouvre",), rig)
    _drive(teeth, face)
    eye = _mesh("Oeil", (), None)
    eye.parent, eye.parent_type, eye.parent_bone = rig, "BONE", "Crâne"
    eye.location = (0.0, 1.0, 0.0)
    _mesh("Inconnu", ("Ouvre",), None)
    _add_strips(face.data.shape_keys, "key_blocks", versions)
    _add_strips(rig, "pose", versions)
    rig.hide_viewport = True
    return face


def _rig() -> Any:
    rig = bpy.data.objects.new("Squelette", bpy.data.armatures.new("Os"))
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    parent, at = None, np.zeros(3)
    for name, along, roll in (("Hanches", (1, 0, 4), 20), ("Dos", (0, 2, 5), -30), ("Crâne", (0, 0, 4), 5)):
        bone = rig.data.edit_bones.new(name)
        bone.head, bone.tail, bone.roll = at, at + along, radians(roll)
        bone.parent, parent, at = parent, bone, at + along
    rig.data.edit_bones["Crâne"].inherit_scale = "NONE"
    bpy.ops.object.mode_set(mode="OBJECT")
    rig.pose.bones["Crâne"].rotation_mode = "XYZ"
    rig.pose.bones["Dos"].rotation_quaternion = (0.98, 0.1, 0.1, 0.0)
    return rig


def _mesh(name: str, shapes: tuple[str, ...], rig: Any) -> Any:
    mesh = bpy.data.meshes.new(f"{name} données")
    corners = [(x, y, 10 + z * (1 + 0.3 * x)) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata(corners, [], faces)
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    for shape in ("Base", *shapes) if shapes else ():
        key = made.shape_key_add(name=shape, from_mix=False)
        key.value = 0.0
        key.data[len(shape) % 8].co.z += 0.3 if shape != "Base" else 0.0
    if rig is not None:
        made.vertex_groups.new(name="Crâne").add(list(range(8)), 1.0, "REPLACE")
        made.modifiers.new("Squelette", "ARMATURE").object = rig
        made.modifiers.new("Lisse", "SUBSURF")
        made.parent = rig
    return made


def _drive(teeth: Any, face: Any) -> None:
    """The teeth open half as far as the face."""
    driver = teeth.data.shape_keys.key_blocks["Ouvre"].driver_add("value").driver
    variable = driver.variables.new()
    variable.name = "ouvre"
    target = variable.targets[0]
    target.id_type, target.id = "KEY", face.data.shape_keys
    target.data_path = 'key_blocks["Ouvre"].value'
    driver.expression = "ouvre * 0.5"


def _add_strips(datablock: Any, kind: str, versions: Any) -> None:
    """An action for each of ``STRIPS``, as a strip that is not muted, and one that is."""
    animation = datablock.animation_data_create()
    track = animation.nla_tracks.new()
    for name, start, end in STRIPS:
        _add_strip(track, datablock, kind, versions, name, start, end)
    muted = animation.nla_tracks.new()
    _add_strip(muted, datablock, kind, versions, "Essai", 5, 9)
    muted.mute = True


def _add_strip(track: Any, datablock: Any, kind: str, versions: Any, name: str, start: int, end: int) -> None:
    action = bpy.data.actions.new(name)
    channels = versions.ensure_channels(action, datablock)
    if kind == "pose":
        _wave(channels, 'pose.bones["Crâne"].rotation_euler', 0, start, end, 0.4)
        _wave(channels, 'pose.bones["Hanches"].location', 1, start, end, 0.3)
    else:
        for row, shape in enumerate(FACE_SHAPES):
            _wave(channels, f'key_blocks["{shape}"].value', 0, start + row, end, 0.3)
    slot = datablock.animation_data.action_slot if versions.HAS_SLOTS else None
    datablock.animation_data.action = None
    strip = track.strips.new(name, start, action)
    if slot is not None:
        strip.action_slot = slot
    strip.name = name
    strip.frame_start, strip.frame_end = start, end


def _wave(channels: Any, path: str, index: int, start: int, end: int, height: float) -> None:
    curve = channels.fcurves.new(path, index=index)
    for frame in (start, (2 * start + end) // 3, end):
        curve.keyframe_points.insert(frame, 0.4 + height * np.sin(1.7 * frame))
