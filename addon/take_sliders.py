# SPDX-License-Identifier: GPL-3.0-or-later
"""How a head plays its takes: by keys on its action, or by strips of the NLA editor, which have sliders."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import bpy
import numpy as np
from bpy.props import EnumProperty
from bpy.types import Object

from ..blender.channel_groups import Place
from ..blender.layer_strips import (
    EMOTION,
    SLIDERS,
    Layers,
    gain_of,
    keyed_influences,
    remove_layers,
    set_influence,
    strips_of_part,
)
from ..blender.motion_keys import curves_of
from ..blender.rig import Rig, find_rig
from ..blender.take_layers import Added, LayeredTake, Shares, put_layers
from ..blender.takes import frame_rate, take_all_out, written_takes
from ..runtime.edits.emotion_curves import WHOLE
from ..runtime.errors import SoliloquyError
from . import emotion_faces, emotion_sliders, session
from .take_list import PLAYED_AS, is_shown, parts_of_take, take_of_key, takes_kept

KEYS, STRIPS = "KEYS", "STRIPS"
_MOST_KEYS = 100_000
"""Of one slider's curve, that are read. Chosen by hand."""
_ADDED = 1e-5
"""Of a weight: what is less is no emotion but rounding."""


def plays_strips(holder: Any) -> bool:
    """Whether a head plays its takes by strips."""
    return bool(getattr(holder, PLAYED_AS) == STRIPS)


def plays_otherwise(holder: Any, key: str) -> bool:
    """Whether sliders let a take of this key play otherwise than it was made."""
    take = take_of_key(holder, key)
    if take is None or not plays_strips(holder):
        return False
    usual = {slider: take.bl_rna.properties[slider].default for slider in SLIDERS}
    return bool(keys_of_sliders(take)) or any(getattr(take, slider) != each for slider, each in usual.items())


def slid(take: Any, slider: str) -> None:
    """A slider of a take was moved: its strips follow, where it plays. Beyond what they reach they are made anew."""
    holder, value = take.id_data, getattr(take, slider)
    if not plays_strips(holder) or not is_shown(holder, take):
        return
    with suppress(SoliloquyError):
        rig = find_rig(holder)
        if any(value > gain_of(strip) for strip in strips_of_part(rig, take.key, slider)):
            from .take_keeping import lay_anew

            scene: Any = bpy.context.scene
            lay_anew(scene, rig, take)
        else:
            set_influence(rig, take.key, slider, value)


def layered(scene: bpy.types.Scene, rig: Rig, take: Any) -> LayeredTake:
    """A take of the list as its strips play it."""
    return LayeredTake(
        take.key,
        take.name,
        take.start,
        take.frames,
        shares_of(take),
        {slider: getattr(take, slider) for slider in SLIDERS},
        keys_of_sliders(take),
        _added_by_emotions(scene, rig, take),
    )


def play_layers(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Make the strips anew by which a take plays, as its sliders stand. Edits of their keys are lost. Raises InputError
    for a damaged take."""
    layers = layered(scene, rig, take)
    remove_layers(rig, take.key)
    put_layers(rig, parts_of_take(take), layers)


def remember_keys(take: Any, layers: Layers) -> None:
    """Keep what is keyed of the influences of a take. layers: what plays it."""
    keep_keys(take, keyed_influences(layers))


def keep_keys(take: Any, keyed: Mapping[str, np.ndarray]) -> None:
    """Keep keys of sliders with a take. keyed: frame of the scene and value (K,2) of each slider that has some."""
    told = json.dumps({slider: keys.round(4).tolist() for slider, keys in keyed.items()}) if keyed else ""
    if take.keyed != told:
        take.keyed = told


def keys_at_rate(take: Any, rate: float) -> None:
    """Let the keys of sliders stay at their moments when a take is keyed at another frame rate."""
    times = rate / take.rate if take.rate else 1.0
    keep_keys(
        take,
        {
            slider: (keys - (take.start, 0)) * (times, 1) + (take.start, 0)
            for slider, keys in keys_of_sliders(take).items()
        },
    )


def keys_of_sliders(take: Any) -> dict[str, np.ndarray]:
    """Frame and value (K,2) of the keys of each slider that has some; none where what is kept cannot be read."""
    if not take.keyed:
        return {}
    try:
        told = json.loads(take.keyed)
        found = {slider: np.array(keys, np.float64).reshape(-1, 2) for slider, keys in told.items()}
    except (TypeError, ValueError, AttributeError, RecursionError):
        return {}
    return {
        slider: keys
        for slider, keys in found.items()
        if slider in SLIDERS and len(keys) <= _MOST_KEYS and np.isfinite(keys).all()
    }


def shares_of(take: Any) -> Shares:
    """What of the mouth plays at any influence, all of it where its phones are not known, and what emotions added."""
    from ..runtime.animate.contact_share import contact_share
    from ..runtime.take_check import checked_phones
    from .take_text import about

    try:
        contacts = contact_share(checked_phones(about(take)), take.frames, take.rate)
    except (SoliloquyError, ValueError, KeyError, TypeError):
        contacts = np.ones(take.frames)
    return Shares(contacts, emotion_sliders.as_made(take))


def _added_by_emotions(scene: bpy.types.Scene, rig: Rig, take: Any) -> dict[str, Added]:
    """What each slider of an emotion adds to each channel; nothing where that is not known."""
    from .take_text import MOTION

    sliders = emotion_sliders.sliders_of(take)
    if not sliders:
        return {}
    names = {layer: emotion_sliders.motion_name(layer) for layer in (WHOLE, *map(emotion_sliders.layer_of, sliders))}
    if names[WHOLE] not in take.text:
        names[WHOLE] = MOTION
    try:
        faces = {layer: _channels(scene, rig, take, name) for layer, name in names.items()}
    except SoliloquyError:
        return {}
    return {slider: _difference(faces, slider, take.frames) for slider in sliders}


def _difference(faces: Mapping[str, Any], slider: str, frames: int) -> Added:
    one, other = faces[WHOLE], faces[emotion_sliders.layer_of(slider)]
    if slider != EMOTION:
        one, other = other, one
    found: dict[int, dict[Place, np.ndarray]] = {}
    for (uid, place), values in one.items():
        more = values - other[uid, place]
        if len(more) == frames and float(np.abs(more).max(initial=0.0)) > _ADDED:
            found.setdefault(uid, {})[place] = more
    return found


def _channels(scene: bpy.types.Scene, rig: Rig, take: Any, name: str) -> dict[tuple[int, Place], np.ndarray]:
    from .take_text import as_take, bytes_in

    motion = emotion_faces.face_of(
        bytes_in(take.text, name), rig.layout, frame_rate(scene), lambda: as_take(take, motion_name=name)
    )
    return {
        (datablock.session_uid, (curve.data_path, curve.index)): np.asarray(curve.values, np.float64)
        for datablock, curves in curves_of(rig, motion)
        for curve in curves
        if not curve.held
    }


def _played_otherwise(holder: Any, context: Any) -> None:
    """Blender calls this when keys or strips are chosen: what plays is played anew so."""
    from . import take_keeping

    if context is None or context.scene is None:
        return
    try:
        rig = find_rig(holder)
        take_keeping.bring_edits_back(rig)
        keys = {each.name for each in written_takes(rig)}
        shown = [each for each in takes_kept(rig.object) if each.key in keys]
        if len(shown) == len(keys):
            take_all_out(context.scene, rig)
    except SoliloquyError as error:
        session.say(str(error), "error", holder.session_uid)
        return
    for take in shown:
        try:
            take_keeping.play(context.scene, rig, take)
        except SoliloquyError as error:
            session.say(str(error), "error", holder.session_uid)


def register() -> None:
    played_as = EnumProperty(
        name="Play As",
        description="How the head plays its takes",
        items=(
            (KEYS, "Keys", "Keys on the head's own action, to be edited there"),
            (STRIPS, "Strips", "Strips in the NLA editor, one for each part of the face, with sliders"),
        ),
        update=_played_otherwise,
        options=set(),
        override={"LIBRARY_OVERRIDABLE"},
    )
    setattr(Object, PLAYED_AS, played_as)


def unregister() -> None:
    delattr(Object, PLAYED_AS)
