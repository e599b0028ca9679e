# SPDX-License-Identifier: GPL-3.0-or-later
"""Which head of the scene says a character's lines: the one that the cast names, the one that is called so, or a new
one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.free_place import free_place
from ..blender.head import build_head
from ..blender.line_actions import refuse_what_hides
from ..blender.line_record import placed_lines
from ..blender.motion_keys import places_of
from ..blender.rig import Rig, find_rig
from ..blender.solid_view import colour_solid_view
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.head.heads import head_called
from ..runtime.people.presets import PRESETS
from ..runtime.script.cast import known_as
from .person import show_person
from .script_plan import ScriptLine
from .target import object_called, target_problem

CHARACTER = "soliloquy_character"
"""Custom property of a head that was added for a character or has said its lines: the character's name, by which it is
found though it is renamed, or copied into another scene."""

_WOMAN = 0.5
"""Of ``Identity.woman``, above which a head goes with a woman's voice."""


@dataclass(frozen=True)
class Casting:
    """By the character as ``known_as`` spells it. heads: name of the object. missing: the first line of a character for
    whom a head is to be added. refused: why its head cannot speak."""

    heads: Mapping[str, str]
    missing: Mapping[str, ScriptLine]
    refused: Mapping[str, SoliloquyError] = field(default_factory=dict)


def cast_lines(scene: bpy.types.Scene, lines: Iterable[ScriptLine], chosen: Any = None) -> Casting:
    """The head of each character of ``lines``. chosen: that of lines of nobody, where the scene has one."""
    first: dict[str, ScriptLine] = {}
    for line in lines:
        first.setdefault(known_as(line.character), line)
    free = [each for each in scene.objects if known_as(each.name) not in first]
    heads, missing, refused = {}, {}, {}
    moved_by: dict[int, str] = {}
    for name, line in first.items():
        try:
            head = _head_of(scene, free, name, line, chosen)
            if head is None:
                missing[name] = line
                continue
            _refuse_shared(_checked(scene, head), head, moved_by)
            heads[name] = head.name
        except SoliloquyError as error:
            refused[name] = error
    return Casting(heads, missing, refused)


def add_heads(context: Any, missing: Mapping[str, ScriptLine], identities: Mapping[str, str]) -> dict[str, str]:
    """Add a head for each of the characters, side by side from the 3D cursor on; returns their objects' names.

    identities: as ``identities_of`` gives them.
    What is selected and active stays so. Raises InputError outside of Object Mode.
    """
    if missing and context.mode != "OBJECT":
        raise InputError(_("Head"), _("heads are to be added, which needs Object Mode"), _("Go to Object Mode first"))
    return {name: _added(context, name, line, identities[name]) for name, line in missing.items()}


def _head_of(scene: bpy.types.Scene, free: list[Any], name: str, line: ScriptLine, chosen: Any) -> Any:
    """free: objects that are called as no character of the script."""
    if line.object:
        return object_called(scene, line.object)
    if not name:
        return chosen
    called = [each for each in scene.objects if known_as(each.name) == name]
    marked = [each for each in free if each.get(CHARACTER) == name]
    able = [each for each in (*called, *marked) if not target_problem(scene, each)]
    if able:
        return able[0]
    # A lamp of that name is nobody's head; a mesh is meant to be, and its artist should hear why it cannot.
    return next((each for each in called if each.type in ("MESH", "ARMATURE")), None)


def _checked(scene: bpy.types.Scene, head: bpy.types.Object) -> Rig:
    problem = target_problem(scene, head)
    if problem:
        raise InputError(head.name, problem, _("Choose another head in the cast: object = ..."))
    rig = find_rig(head)
    placed_lines(rig.object)
    refuse_what_hides(rig)
    return rig


def _refuse_shared(rig: Rig, head: bpy.types.Object, moved_by: dict[int, str]) -> None:
    """Raise InputError where another character moves some of the head as its own part. moved_by: who moves a datablock,
    by its number; the head's are added."""
    ours = [datablock.session_uid for datablock, _places in places_of(rig)]
    other = next((moved_by[each] for each in ours if moved_by.get(each, rig.object.name) != rig.object.name), None)
    if other is not None:
        reason = _("{name} lies in the same place and counts as one character with it").format(name=other)
        raise InputError(head.name, reason, _("Move one of the two aside, or into another collection"))
    moved_by |= dict.fromkeys(ours, rig.object.name)


def _added(context: Any, name: str, line: ScriptLine, identity: str) -> str:
    head = build_head(identity, "arkit")
    head.mesh.name = line.character or head.mesh.name
    head.armature.name = f"{head.mesh.name} rig"
    head.mesh[CHARACTER] = name
    colour_solid_view(head.mesh)
    show_person(head.mesh)
    head.armature.location = free_place(context.view_layer, head.mesh, context.scene.cursor.location)
    return head.mesh.name


def identities_of(lines: Iterable[ScriptLine]) -> dict[str, str]:
    """Of each character the embedded head that is added for it: that of row or cast; where they name none, one of its
    voice's gender that the fewest others have, so that two people do not look alike."""
    found: dict[str, str] = {}
    for line in lines:
        name = known_as(line.character)
        if name in found:
            continue
        asked = head_called(line.task["request"]["motion"]["head"])
        if asked != head_called(None):
            found[name] = asked
            continue
        # In a voice's name the second letter is m or f; a recording has none.
        gender = line.task["voice"][1:2]
        fitting = [head for head, person in PRESETS.items() if not gender or (person.woman < _WOMAN) == (gender == "m")]
        found[name] = min(fitting, key=list(found.values()).count)
    return found
