# SPDX-License-Identifier: GPL-3.0-or-later
"""A take baked into the action of its head, where it is the artist's, and found again."""

from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.baked_record import BakedTake, baked_on, forget_baked, note_baked
from ..blender.baking import BakeOptions, bake, unbake, values_played
from ..blender.kept_motion import KEPT, KeptPart
from ..blender.rig import Rig
from ..blender.takes import fit_scene_end, frame_rate, release_take, silence, written_takes
from ..blender.versions import slot_number
from ..runtime.errors import InputError, SoliloquyError
from . import take_keeping
from .take_list import is_shown, kept_parts, set_kept_parts
from .take_text import as_take


def baked_of(holder: Any, take: Any) -> BakedTake | None:
    """What was baked of a take; None where it was not."""
    return next((each for each in baked_on(holder) if each.name == take.key), None)


def bake_take(scene: bpy.types.Scene, rig: Rig, take: Any, options: BakeOptions) -> int:
    """Key what a take plays on the head's action; how many keys it takes there. The take plays no more, but is heard.

    Raises InputError for one that is baked already, or frames that are none.
    """
    if baked_of(rig.object, take) is not None:
        raise InputError(take.name, _("it is baked already"), _("Unbake it first"))
    if options.last <= options.first:
        raise InputError(take.name, _("the last frame does not lie after the first"), _("Choose other frames"))
    if not is_shown(rig.object, take):
        take_keeping.play(scene, rig, take)
    take_keeping.bring_edits_back(rig, take_keeping.frames_of(take))
    values = values_played(rig, take.key, options.frames)
    written = next(each for each in written_takes(rig) if each.name == take.key)
    release_take(rig, written)
    before = bake(rig, values, options, contacts_of(scene, take), take.name)
    parts = []
    for datablock, action, slot in before:
        action[KEPT] = take.key
        parts.append(KeptPart(datablock.name, type(datablock).__name__, action, slot_number(slot)))
    set_kept_parts(take.before, parts)
    note_baked(rig, BakedTake(take.key, options.first, options.last, written.end, written.strip))
    fit_scene_end(scene)
    return sum(len(each) for each in values.values())


def unbake_take(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Take the baked keys out, put those back that lay there, and play the take. Raises InputError where it is not
    baked."""
    baked = baked_of(rig.object, take)
    if baked is None:
        raise InputError(take.name, _("it is not baked"), _("Bake it first"))
    unbake(rig, baked, kept_parts(take.before))
    silence(scene, rig, baked.strip)
    forget_baked(rig, take.key)
    actions = {part.action.name: part.action for part in kept_parts(take.before)}
    take.before.clear()
    for action in actions.values():
        if action.users == 0:
            bpy.data.actions.remove(action)
    take_keeping.play(scene, rig, take)


def contacts_of(scene: bpy.types.Scene, take: Any) -> list[int]:
    """Frames of the scene on which its lips meet; none where the take was damaged."""
    from ..runtime.animate.measure import contact_frames
    from ..runtime.layouts import arkit_curves

    try:
        whole = as_take(take)
    except SoliloquyError:
        return []
    found = contact_frames(arkit_curves(whole, frame_rate(scene)), whole.lip_phones)
    return [take.start + frame for frame in found if frame < take.frames]
