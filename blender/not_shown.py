# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a line that is keyed on a rig is not seen as it is keyed: what Blender leaves out of its animation, that nothing
hangs on its bones, or that it is hidden."""

from collections.abc import Iterator
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from . import versions
from .character import meshes_of_target
from .datablocks import mesh_of
from .layer_strips import TRACKS, is_of_part
from .line_record import OF_LINE
from .marked_strips import marked_strips
from .motion_keys import OURS, places_of
from .rig import Rig
from .strips_below import LAYER_OF

_WHOLE = 0.999
"""An influence from which on nothing is seen to be missing. Chosen."""


def reasons_in_its_animation(rig: Rig) -> tuple[str, ...]:
    """A sentence for each thing in its animation that keeps a line from being shown whole."""
    found: dict[str, None] = {}
    for datablock, places in places_of(rig):
        animation: Any = getattr(datablock, "animation_data", None)
        if animation is not None:
            found |= dict.fromkeys((*_of_tracks(animation), *_of_its_action(datablock, animation, places)))
    return tuple(found)


def _of_tracks(animation: Any) -> Iterator[str]:
    solo = next((track.name for track in animation.nla_tracks if track.is_solo), None)
    if solo is not None:
        yield _("The track {name} of the NLA editor is soloed (its star), so Blender plays nothing else").format(
            name=solo
        )
    ours = [track for track in animation.nla_tracks if any(is_of_part(track, part) for part in TRACKS)]
    muted = [track.name for track in ours if track.mute]
    if muted:
        yield _("The track {name} of the NLA editor is muted").format(name=muted[0])
    if ours and not animation.use_nla:
        yield _("The NLA editor is switched off for it")


def _of_its_action(datablock: Any, animation: Any, places: set[tuple[str, int]]) -> Iterator[str]:
    curves: Any = getattr(versions.channels_of(datablock), "fcurves", ())
    own = [curve for curve in curves if (curve.data_path, curve.array_index) in places]
    if not own:
        return
    if animation.action_influence < _WHOLE:
        text = _("The influence of its action in the NLA editor is {percent} %")
        yield text.format(percent=round(100 * animation.action_influence))
    if animation.action_blend_type != "REPLACE":
        yield _("Its action is mixed into the strips below, not put in their place (Blending, in the NLA editor)")
    if any(curve.mute or (curve.group is not None and curve.group.mute) for curve in own):
        yield _("Channels of it are muted in the graph editor")


def strips_that_speak(rig: Rig) -> tuple[str, ...]:
    """Names of strips that play speech of ours that was pushed down by hand."""
    strips = (strip for _datablock, _track, strip in marked_strips(rig, OURS) if strip.action.get(OURS))
    pushed = (strip for strip in strips if not (strip.action.get(LAYER_OF) or strip.action.get(OF_LINE)))
    return tuple(dict.fromkeys(strip.name for strip in pushed))


def moves_nothing_else(rig: Rig) -> bool:
    """Whether it is an armature on which nothing hangs that would be seen to move."""
    armature = rig.armature
    if (
        armature is None
        or rig.drawn
        or any(len(mesh_of(one).vertices) for one in meshes_of_target(rig.object, armature))
    ):
        return False
    users: Any = bpy.data.user_map(subset={armature})[armature]
    places = (bpy.types.Scene, bpy.types.Collection, bpy.types.WindowManager, bpy.types.Screen, bpy.types.WorkSpace)
    return all(each == armature or isinstance(each, places) for each in users)


def hidden_meshes(scene: bpy.types.Scene, rig: Rig) -> tuple[str, ...]:
    """Names of its meshes with shapes, where no view layer of the scene shows any of them."""
    meshes = [mesh for mesh, _shapes in rig.meshes]
    seen = any(mesh.visible_get(view_layer=layer) for mesh in meshes for layer in scene.view_layers)
    return () if seen else tuple(mesh.name for mesh in meshes)
