# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping every take on its head: what is known of it, its motion and its sound, and playing one of them again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty
from bpy.types import Object

from ..blender.baked_record import baked_on, forget_baked
from ..blender.kept_motion import EDITED, KEPT, is_out_of_names, keep_motion, owned_parts, play_motion, with_edits
from ..blender.layer_edits import layers_with_edits
from ..blender.layer_strips import layers_of_takes
from ..blender.rig import Rig, find_rig
from ..blender.strip_sound import strip_known_as
from ..blender.take_layers import put_layers
from ..blender.takes import WrittenTake, frame_rate, meets, remove_take, replay_take, takes_to_change, written_takes
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.motion import ArkitCurves, Motion
from . import emotion_sliders, session, take_list, take_sliders
from .edited_take import edits_on
from .take_text import ASKED, MOTION, SOUND, as_take

if TYPE_CHECKING:
    from ..runtime.take import Take


@dataclass
class _State:
    """marking: a take is chosen in the list, and is not to play for that."""

    marking: bool = False


_state = _State()


@dataclass(frozen=True)
class NewTake:
    """A take that was just written. label: what the artist is shown. asked: the worker's kind and request, by which
    another one is made; empty for none. heard: its sound is the .blend's own, and so need not be kept twice. layers:
    motions that its curves of emotion mix, by name the arrays of take.motion, compressed. like: the key of the take
    whose sliders it has."""

    take: "Take"
    motion: ArkitCurves | Motion
    written: WrittenTake
    label: str
    asked: Mapping[str, Any]
    heard: bool
    layers: Mapping[str, bytes] = field(default_factory=dict)
    like: str = ""


def keep(scene: bpy.types.Scene, rig: Rig, new: NewTake) -> Any:
    """Put a take into the list of its head, or in the place of the one of its key whose keys nobody edited, and choose
    it."""
    takes = take_list.takes_kept(rig.object)
    _set_edited_aside(rig, new.written.name)
    number = next((number for number, each in enumerate(takes) if each.key == new.written.name), len(takes))
    if number == len(takes):
        name = take_list.free_name(takes, new.label)
        take = takes.add()
        take.name = name
    else:
        take = takes[number]
        _drop_data(take)
    take.key = new.written.name
    take.text = _text_of(new)
    strip = strip_known_as(scene, new.written.strip)
    take.sound = strip.sound if strip is not None else None
    key_anew(scene, rig, take, new.motion, new.written.start)
    emotion_sliders.keep_layers(take, new.layers)
    like = take_list.take_of_key(rig.object, new.like)
    if like is not None and like != take:
        emotion_sliders.take_over_sliders(take, like)
    emotion_sliders.slide_as_edited(take, edits_on(take))
    choose(rig.object, number)
    if take_sliders.plays_strips(rig.object):
        play(scene, rig, take)
    return take


def _set_edited_aside(rig: Rig, key: str) -> None:
    """Let a take whose keys were edited stay beside the new one of its key. Those of a baked one stay anyway."""
    takes = take_list.takes_kept(rig.object)
    take = take_list.take_of_key(rig.object, key)
    if take is None or any(each.name == key for each in baked_on(rig.object)):
        return
    own = [action for action in _actions_of(take) if action.library is None]
    if any(action.get(EDITED) for action in own):
        give_key(take, take_list.free_key(takes, key), own)


def give_key(take: Any, key: str, actions: Iterable[Any]) -> None:
    """Let a take, these actions of its own and its text, where that is not linked, go by ``key``."""
    take.key = key
    for action in actions:
        action[KEPT] = key
    if take.text is not None and take.text.library is None:
        take.text.name, take.text[KEPT] = f".{key}", key


def play(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Let the head play a take of its list. Raises InputError where that cannot be, or the take was damaged."""
    if any(each.name == take.key for each in baked_on(rig.object)):
        raise InputError(take.name, _("it is baked: its keys are your own"), _("Unbake it first"))
    bring_edits_back(rig, frames_of(take))
    lay_in_place(scene, rig, take)


def lay_in_place(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """``play`` a take of whose frames edits have been brought back just now."""
    whole = take_list.has_all_parts(take)
    kept = take_list.parts_of_take(take)
    if whole and is_out_of_names(rig, kept):
        whole = any(part.action.get(EDITED) for part in kept)
        if whole and not owned_parts(rig, kept):
            reason = _("its shapes are called otherwise now, and its keys were edited")
            raise InputError(take.name, reason, _("Name them as they were"))
    if not whole or not is_in_time(scene, take) or take.layout != rig.layout:
        key_as_made(scene, rig, take)
    parts = take_list.parts_of_take(take)
    if not parts:
        raise InputError(take.name, _("its action was deleted"), _("Delete the take, and generate it again"))
    written = WrittenTake(take.key, take.start, take.start + take.frames - 1)
    if take_sliders.plays_strips(rig.object):
        layers = take_sliders.layered(scene, rig, take)
        replay_take(scene, rig, written, lambda _over: put_layers(rig, parts, layers), take.sound, keys=False)
    else:
        at = (take.start, take.frames, take.key)
        replay_take(scene, rig, written, lambda over: play_motion(rig, parts, *at, over), take.sound)


def lay_anew(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Make the strips anew by which a take plays, as its sliders stand. Raises InputError for a damaged take."""
    bring_edits_back(rig, frames_of(take))
    take_sliders.play_layers(scene, rig, take)


def choose(holder: Any, number: int) -> None:
    """Mark a take in the list; it plays, where it does not yet."""
    setattr(holder, take_list.CHOSEN, number)


def mark(holder: Any, number: int) -> None:
    """Mark a take in the list, whether it plays or not."""
    _state.marking = True
    try:
        choose(holder, number)
    finally:
        _state.marking = False


def hide(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Let the head no longer play a take; it stays in the list."""
    bring_edits_back(rig, frames_of(take))
    for written in [each for each in written_takes(rig) if each.name == take.key]:
        remove_take(scene, rig, written)


def frames_of(take: Any) -> tuple[int, int]:
    """Its first and last frame."""
    return take.start, take.start + take.frames - 1


def bring_edits_back(rig: Rig, frames: tuple[int, int] | None = None) -> None:
    """Keep what was edited on the keys of takes that play; with ``frames`` of those alone that meet them. Raises
    InputError as ``takes_to_change``."""
    shown = {each.name: each for each in takes_to_change(rig)}
    layers = layers_of_takes(rig) if shown else {}
    for take in take_list.takes_kept(rig.object):
        written = shown.get(take.key)
        if written is None or (frames is not None and not meets(written, *frames)):
            continue
        if written.end - written.start + 1 == take.frames:
            before = take_list.parts_of_take(take)
            if take.key in layers:
                take_sliders.remember_keys(take, layers[take.key])
                after = layers_with_edits(rig, before, layers[take.key], partial(take_sliders.shares_of, take))
            else:
                after = with_edits(rig, before, written.start, take.frames)
            if after != before:
                take_list.set_parts(take, after)


def delete(scene: bpy.types.Scene, rig: Rig, number: int) -> None:
    """Take a take out of the list, and out of what the head plays. Raises InputError for one of a linked file."""
    takes = take_list.takes_kept(rig.object)
    if take_list.is_linked(rig.object, number):
        raise InputError(takes[number].name, _("it belongs to the linked file"), _("Delete it there, or hide it here"))
    hide(scene, rig, takes[number])
    forget_baked(rig, takes[number].key)
    _drop_data(takes[number])
    takes.remove(number)


def _text_of(new: NewTake) -> bpy.types.Text:
    """Hidden from lists of texts by the dot of its name."""
    from ..runtime.take_parts import parts_of

    parts = parts_of(new.take, {ASKED: dict(new.asked)}, sound=not new.heard)
    text = bpy.data.texts.new(f".{new.written.name}")
    text.write(parts.about)
    text[KEPT], text[MOTION] = new.written.name, parts.motion
    if not new.heard:
        text[SOUND] = parts.sound
    return text


def key_anew(scene: bpy.types.Scene, rig: Rig, take: Any, motion: ArkitCurves | Motion, start: int) -> None:
    """Give a take actions of its own with other keys."""
    for action in _actions_of(take):
        _remove_if(bpy.data.actions, action, 1)
    take_list.set_parts(take, keep_motion(rig, motion, take.name, take.key))
    take.start, take.frames, take.rate, take.layout = start, len(motion), _rate(scene), rig.layout


def key_as_made(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Give a take actions with a key on every frame, at the scene's frame rate; edits are lost. Raises InputError for
    a damaged take."""
    from ..runtime.layouts import curves_in_layout

    take_sliders.keys_at_rate(take, _rate(scene))
    key_anew(scene, rig, take, curves_in_layout(as_take(take), rig.layout, frame_rate(scene)), take.start)


def is_in_time(scene: bpy.types.Scene, take: Any) -> bool:
    """Whether a take is keyed at the scene's frame rate."""
    return bool(take.rate == _rate(scene))


def _rate(scene: bpy.types.Scene) -> float:
    """As a property of single precision holds it."""
    import numpy as np

    return float(np.float32(frame_rate(scene)))


def _drop_data(take: Any) -> None:
    """Remove what only this take uses; the list holds one use of each."""
    actions, text, sound = _actions_of(take), take.text, take.sound
    take.parts.clear()
    take.text = take.sound = None
    for action in actions:
        _remove_if(bpy.data.actions, action, 0)
    if text is not None and not any(each.text == text for each in _all_takes()):
        bpy.data.texts.remove(text)
    if sound is not None:
        _remove_if(bpy.data.sounds, sound, 0)


def _actions_of(take: Any) -> list[Any]:
    found: list[Any] = []
    for part in take.parts:
        if part.action is not None and part.action not in found:
            found.append(part.action)
    return found


def _remove_if(collection: Any, datablock: Any, users: int) -> None:
    if datablock.users <= users and datablock.library is None:
        collection.remove(datablock)


def _all_takes() -> list[Any]:
    return [take for each in bpy.data.objects for take in take_list.takes_kept(each)]


def _chosen(holder: Any, context: Any) -> None:
    """Blender calls this when a take is chosen in the list: it plays, in the room of those that it meets."""
    take = take_list.chosen_take(holder)
    if _state.marking or take is None or context is None or context.scene is None or take_list.is_shown(holder, take):
        return
    if any(each.name == take.key for each in baked_on(holder)):
        return
    try:
        play(context.scene, find_rig(holder), take)
    except SoliloquyError as error:
        session.say(str(error), "error", holder.session_uid)


def register() -> None:
    chosen = IntProperty(
        name="Take",
        description="Click a take, and the head plays it",
        update=_chosen,
        override={"LIBRARY_OVERRIDABLE"},
    )
    setattr(Object, take_list.CHOSEN, chosen)


def unregister() -> None:
    delattr(Object, take_list.CHOSEN)
