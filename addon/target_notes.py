# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist should know of a head before it speaks, though nothing forbids it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.datablocks import shape_keys_of
from ..blender.driver_channels import drivers_of
from ..blender.drivers import has_drivers
from ..blender.not_shown import hidden_meshes, moves_nothing_else, reasons_in_its_animation
from ..blender.rig import Rig, find_rig
from ..blender.rig_parts import parts_of
from ..blender.shown_frame import stretches_time
from ..runtime.errors import InputError
from ..runtime.rigs.registry import NAMINGS
from .last_answer import LastAnswer
from .target import map_told

_MOST_NAMES = 20
"""That one note has. Chosen by eye."""


@dataclass(frozen=True)
class TargetNotes:
    """texts: a sentence each. stuck: names of shapes whose drivers cannot be followed, and might be muted."""

    texts: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


_last: LastAnswer[TargetNotes] = LastAnswer()


def target_notes(target: Any) -> TargetNotes:
    """Of a head that can be animated (``target.target_problem``)."""
    keys = target.data.shape_keys if target.type == "MESH" else None
    drivers = keys.animation_data.drivers if keys is not None and keys.animation_data else ()
    told = tuple((one.data_path, one.mute, one.driver.expression) for one in drivers)
    names = tuple((block.name, block.mute) for block in keys.key_blocks) if keys is not None else ()
    sizes = (len(bpy.data.actions), target.data.users if target.data is not None else 0)
    question = (target.session_uid, names, told, map_told(target), sizes, bpy.app.translations.locale)
    return _last.to(question, partial(_notes, target))


def _notes(target: Any) -> TargetNotes:
    try:
        rig = find_rig(target)
    except InputError:
        return TargetNotes()
    texts = [*_held(rig), *staying_notes(rig), *shared_note(rig)]
    if not has_drivers(rig):
        return TargetNotes(tuple(texts))
    driven = [shape for shape in rig.keyed if shape.driven]
    followed = _named(shape.name for shape in driven if shape.channel is not None)
    stuck = _named(shape.name for shape in driven if shape.channel is None)
    if followed:
        text = _("Drivers move {count} of its shapes; what they read is keyed instead")
        texts.append(text.format(count=len(followed)))
    if stuck:
        texts.append(_("Drivers hold these shapes, which will not move: {shapes}").format(shapes=", ".join(stuck)))
    return TargetNotes(tuple(texts), stuck)


def found_on(rig: Rig) -> tuple[str, ...]:
    """What a rig that is named otherwise than ARKit has, and what it lacks of its kind."""
    count, kind = rig.found
    has = _("It has {count} {kind}").format(count=count, kind=_(kind))
    return (has, _("Not found: {names}").format(names=listed(rig.missing))) if rig.missing else (has,)


def fit_note(rig: Rig) -> tuple[str, ...]:
    """Which map moves a rig of whole mouths; nothing of others, whose shapes are moved one by one."""
    if not rig.naming.mixed:
        return ()
    if rig.measures is None:
        return (_("Moved by the published table: its lips could not be measured"),)
    return (_("Fitted to its own lips"),)


def staying_notes(rig: Rig) -> tuple[str, ...]:
    """Which of its shapes and meshes stay, whatever is said."""
    return (*_muted_note(rig), *_empty_note(rig), *_other_meshes_note(rig))


def _muted_note(rig: Rig) -> tuple[str, ...]:
    """Which of its shapes are switched off, where any is."""
    names = listed(tuple(sorted(rig.muted)))
    return (_("These shapes are muted, so they stay: {shapes}").format(shapes=names),) if rig.muted else ()


def _empty_note(rig: Rig) -> tuple[str, ...]:
    """Which of its shapes are there by name alone, where any is."""
    names = listed(tuple(sorted(rig.empty)))
    text = _("These shapes are empty, so nothing is seen of them: {shapes}")
    return (text.format(shapes=names),) if rig.empty else ()


def _other_meshes_note(rig: Rig) -> tuple[str, ...]:
    """Which meshes of the character have shapes of a face, but not of the set that moves it, and no drivers either."""
    moved = {mesh for mesh, _shapes in rig.meshes}
    others = [(mesh, names) for mesh, names in parts_of(rig.object).meshes.items() if rig.meshes and mesh not in moved]
    stay = [
        mesh.name
        for mesh, names in others
        if not drivers_of(shape_keys_of(mesh)) and any(one.match(names) for one in NAMINGS if one.layout == "arkit")
    ]
    text = _("These meshes stay, for their shapes are called otherwise than the face's: {meshes}")
    return (text.format(meshes=listed(tuple(stay))),) if stay else ()


def shared_note(rig: Rig) -> tuple[str, ...]:
    """Which objects that are none of the rig's show a mesh of it, and so make its face."""
    own = {mesh for mesh, _shapes in rig.meshes}
    shared = {mesh.data for mesh in own if mesh.data is not None and mesh.data.users > 1}
    others = [each.name for each in bpy.data.objects if each.data in shared and each not in own] if shared else []
    text = _("The same mesh makes the face of {names} move along: make it single-user, if they are to speak apart")
    return (text.format(names=listed(tuple(others))),) if others else ()


def gave_way_note(count: int) -> tuple[str, ...]:
    """That a line took the place of keys of the artist's, where it did."""
    text = _("Keys that lay on these frames gave way: {count}; undo brings them back")
    return (text.format(count=count),) if count else ()


def unseen_note(scene: bpy.types.Scene, first: int, last: int) -> str:
    """That frames lie before the scene, or beyond the preview range where there is one; empty where they do not."""
    if last < scene.frame_start:
        text = _("The scene begins at frame {frame}: nothing before it is seen or heard")
        return text.format(frame=scene.frame_start)
    begin, end = scene.frame_preview_start, scene.frame_preview_end
    if scene.use_preview_range and (last < begin or first > end):
        text = _("Only the preview range plays, frames {start} to {end}, and this lies outside")
        return text.format(start=begin, end=end)
    return ""


def stretched_note(scene: bpy.types.Scene) -> str:
    """That what is keyed and what is heard part; empty where they do not."""
    return _("The scene stretches time, under Output: face and sound part") if stretches_time(scene) else ""


def held_note(bone: str) -> tuple[str, ...]:
    """That the head does not turn, where something holds its bone."""
    text = _("The head does not turn: something else holds its bone {name}")
    return (text.format(name=bone),) if bone else ()


def not_shown_notes(scene: bpy.types.Scene, rig: Rig) -> tuple[str, ...]:
    """Why what was keyed is not seen, or not whole."""
    notes = list(reasons_in_its_animation(rig))
    if moves_nothing_else(rig):
        notes.append(_("Nothing hangs on the bones of {name}, so nothing is seen to move").format(name=rig.object.name))
    hidden = hidden_meshes(scene, rig)
    if hidden:
        text = _("It is hidden, or its collection is, so nobody looked whether it moves: {meshes}")
        notes.append(text.format(meshes=listed(hidden)))
    return tuple(notes)


def still_note() -> str:
    """Of a head that does not move though it is keyed."""
    return _(
        "Nothing that was keyed opens its mouth: its shapes are empty, muted, absolute or hidden by a pinned one, "
        "or its bones or drivers move nothing"
    )


def _held(rig: Rig) -> list[str]:
    if not rig.naming.usual:
        return list(found_on(rig))
    if not rig.missing:
        return []
    text = _("It has {count} of {all} shapes. Missing: {shapes}")
    return [text.format(count=rig.found[0], all=len(rig.naming.needed), shapes=listed(rig.missing))]


def listed(names: tuple[str, ...]) -> str:
    """Names in a row, as many as a panel can show."""
    rest = len(names) - _MOST_NAMES
    some = ", ".join(names[:_MOST_NAMES])
    return some if rest <= 0 else _("{names} and {count} more").format(names=some, count=rest)


def _named(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
