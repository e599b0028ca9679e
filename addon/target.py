# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an object can speak, and if not, why."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.datablocks import shape_keys_of
from ..blender.rig import Rig, find_rig
from ..blender.rig_map_on import map_text
from ..blender.rig_parts import carrier_of
from ..runtime.errors import InputError
from .last_answer import LastAnswer


@dataclass(frozen=True)
class _Known:
    """problem: why an object cannot be animated, empty when it can. holder: name and number of the object that
    remembers what it says."""

    problem: str
    holder: tuple[str, int] = ("", 0)


_last: LastAnswer[_Known] = LastAnswer(2.0)
"""Layers, properties and pictures come and go without changing what is asked."""


def target_problem(scene: bpy.types.Scene, target: Any) -> str:
    """Why ``target`` cannot be animated in ``scene``; empty when it can."""
    return _known(scene, target).problem


def holder_of(scene: bpy.types.Scene, target: Any) -> Any:
    """The object that remembers what a head says; None for what cannot speak. As cheap as ``target_problem``."""
    known = _known(scene, target)
    if known.problem:
        return None
    name, number = known.holder
    return next((each for each in bpy.data.objects if each.name == name and each.session_uid == number), None)


def _known(scene: bpy.types.Scene, target: Any) -> _Known:
    if target is None:
        return _Known(_("Choose a head, or use Add Head"))
    # A linked object may have the name of another one, so the name alone does not settle it.
    if scene.objects.get(target.name) != target and scene not in target.users_scene:
        return _Known(_("{name} is not in this scene").format(name=target.name))
    shape_keys = target.data.shape_keys if target.type == "MESH" else None
    names = tuple(block.name for block in shape_keys.key_blocks) if shape_keys is not None else ()
    sizes = (len(scene.objects), len(bpy.data.actions), len(target.pose.bones) if target.pose is not None else 0)
    # An override of its mesh has another number.
    data = None if target.data is None else target.data.session_uid
    question = (target.session_uid, target.name, data, names, sizes, map_told(target))
    return _last.to(question, partial(_found, target))


def object_called(scene: bpy.types.Scene, name: str) -> bpy.types.Object:
    """The scene's object of that name. Raises InputError where there is none."""
    named = [each for each in scene.objects if each.name == name]
    # A linked object may have the name of its override, which is the one that the artist works with.
    found = min(named, key=lambda each: each.library is not None, default=None)
    if found is None:
        names = ", ".join(sorted(each.name for each in scene.objects if each.type == "MESH")) or _("None")
        reason = _("there is no such object in the scene")
        raise InputError(name, reason, _("Its meshes are: {names}").format(names=names))
    return found


def active_sound(scene: bpy.types.Scene) -> Any:
    """The active strip of the scene's sequencer that has a sound; None when there is none."""
    editor = scene.sequence_editor
    strip: Any = editor.active_strip if editor is not None else None
    return strip if strip is not None and strip.type == "SOUND" and strip.sound is not None else None


def map_told(target: Any) -> str:
    """The map that the head carries, as it is kept: what is known of a head hangs on it."""
    return map_text(carrier_of(target))


def _found(target: Any) -> _Known:
    try:
        rig = find_rig(target)
    except InputError as error:
        return _Known(f"{error.input_name}: {error.reason}. {error.hint}")
    return _Known(_linked(target, rig), (rig.object.name, rig.object.session_uid))


def _linked(target: Any, rig: Rig) -> str:
    """What of it is linked from another file, and what helps; empty where nothing is."""
    linked = [datablock for datablock in _written_datablocks(rig) if _is_linked(datablock)]
    if not linked:
        return ""
    meshes = [mesh for mesh, _shapes in rig.meshes if _is_linked(shape_keys_of(mesh))]
    if len(linked) > len(meshes):
        text = _("{name} is linked from another file. Make a library override of it, its mesh too")
        return text.format(name=target.name)
    # Blender's own command overrides objects and leaves their meshes linked.
    text = _("The mesh of {name} is linked still. Shift-click the chain at its name, in the tab Data of the properties")
    return text.format(name=meshes[0].name)


def _written_datablocks(rig: Rig) -> list[bpy.types.ID]:
    keys: list[Any] = [shape_keys_of(mesh) for mesh, _shapes in rig.meshes]
    return [rig.object, *keys] if rig.armature is None else [rig.object, rig.armature, *keys]


def _is_linked(datablock: bpy.types.ID) -> bool:
    return datablock.library is not None
