# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take's sliders need besides: keys on them, and the motion without its emotion."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.datablocks import by_session_uid
from ..blender.layer_strips import ADDED, EMOTION, SLIDERS, free_influence, key_influence, layer_strips
from ..blender.rig import Rig, find_rig
from ..blender.takes import frame_rate
from ..runtime.edits.edit import NO_EDITS
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.requests import CaptureRequest
from ..runtime.requests.direction import EMOTION_CHOICES
from ..runtime.requests.json_form import to_json
from . import session, take_keeping, take_sliders
from .edited_take import edits_on, words_of
from .emotion_faces import layers_of, reckon
from .emotion_sliders import keep_layers, layers_wanted, remember_sliders, slide_as_edited
from .more_takes_operators import request_of
from .panel_words import allowed, refused
from .properties import settings_of
from .sources import direction_of, source_of
from .take_list import PLAYED_AS, chosen_take, is_shown, take_of_key
from .take_operators import chosen_of, takes_reason
from .target import holder_of
from .waiting import begun, result_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_ITEMS = tuple((slider, slider.capitalize(), "") for slider in SLIDERS)


def sliders_reason(context: Any) -> str:
    """Why the sliders of the chosen take move nothing now; empty when they do."""
    problem = takes_reason(context)
    if problem:
        return problem
    holder = holder_of(context.scene, settings_of(context.scene).target)
    if not take_sliders.plays_strips(holder):
        return _("Sliders need strips: choose Play As: Strips")
    return "" if is_shown(holder, chosen_take(holder)) else _("Show the take first")


class _OnSlider(Operator):
    bl_options = {"UNDO", "INTERNAL"}

    slider: EnumProperty(name="Slider", items=_ITEMS)

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, sliders_reason(context))

    def execute(self, context: Any) -> Result:
        rig = find_rig(settings_of(context.scene).target)
        take = chosen_take(rig.object)
        self._change(context, rig, take)
        take_sliders.remember_keys(take, layer_strips(rig, take.key))
        if self.slider in ADDED:
            remember_sliders(rig.object, take)
        return {"FINISHED"}

    def _change(self, context: Any, rig: Rig, take: Any) -> None:
        raise NotImplementedError


class KeySlider(_OnSlider):
    bl_idname = "soliloquy.key_slider"
    bl_label = "Key Slider"
    bl_description = "Set a key with the slider's value at the current frame"

    def _change(self, context: Any, rig: Rig, take: Any) -> None:
        frame = context.scene.frame_current_final
        key_influence(rig, take.key, self.slider, frame, getattr(take, self.slider))


class FreeSlider(_OnSlider):
    bl_idname = "soliloquy.free_slider"
    bl_label = "Remove Slider's Keys"
    bl_description = "Take all keys of this slider away; it holds its value"

    def _change(self, context: Any, rig: Rig, take: Any) -> None:
        free_influence(rig, take.key, self.slider)
        setattr(take, self.slider, getattr(take, self.slider))


class _MoreSliders(Operator):
    """From the panel the window stays free; from a script the call returns when it is done."""

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or cls._lacking(chosen_of(context)))

    @classmethod
    def _lacking(cls, take: Any) -> str:
        """Why a take can have no such slider; empty when it can."""
        return _lacking_request(take)

    @property
    def _slider(self) -> str:
        raise NotImplementedError

    def execute(self, context: Any) -> Result:
        take = chosen_of(context)
        try:
            kind, arguments = _asked(take, self._slider)
            taken_in = _layers_for(context.scene, settings_of(context.scene).target)
            layers = result_of(kind, arguments, taken_in)
            _take_in(context.scene, settings_of(context.scene).target, take.key, layers)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        scene, target = context.scene.session_uid, settings_of(context.scene).target
        key, about, label, slider = chosen_of(context).key, target.session_uid, self.bl_label, self._slider

        def finish(layers: Mapping[str, bytes]) -> None:
            _finish(scene, about, key, layers, label)

        def begin() -> None:
            kind, arguments = _asked(chosen_of(context), slider)
            session.start(kind, arguments, finish, _layers_for(context.scene, target), about)

        return begun(self, context, begin)

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)


class SplitEmotion(_MoreSliders):
    bl_idname = "soliloquy.split_emotion"
    bl_label = "Emotion as a Slider"
    bl_options = {"UNDO", "INTERNAL"}
    bl_description = "Move the chosen take once more without its emotion, so that a slider sets how much of it is seen"

    @classmethod
    def _lacking(cls, take: Any) -> str:
        problem = _lacking_request(take)
        if problem:
            return problem
        return "" if any(emotion_of(take).values()) else _("It was made without an emotion")

    @property
    def _slider(self) -> str:
        return EMOTION


class AddEmotion(_MoreSliders):
    bl_idname = "soliloquy.add_emotion"
    bl_label = "Add Emotion"
    bl_options = {"UNDO", "INTERNAL"}
    bl_description = "Move the chosen take once more with one emotion besides, so that a slider sets how much is seen"

    emotion: EnumProperty(
        name="Emotion",
        description="Which one; it begins at 0",
        items=[(choice.name, choice.label, choice.description) for choice in EMOTION_CHOICES],
    )

    @property
    def _slider(self) -> str:
        return str(self.emotion)


def emotion_of(take: Any) -> Mapping[str, float]:
    """What a take was asked for with. Raises InputError where it does not say that."""
    return direction_of(request_of(take)).emotion


def _lacking_request(take: Any) -> str:
    try:
        request_of(take)
    except SoliloquyError as error:
        return str(error)
    return ""


def _asked(take: Any, slider: str) -> tuple[str, dict[str, Any]]:
    request = request_of(take)
    assert not isinstance(request, CaptureRequest)
    told = words_of(take)
    layers = layers_wanted([slider], told.made_with if told is not None else NO_EDITS)
    return source_of(type(request)).kind, {"request": to_json(request), "layers": layers}


def _layers_for(scene: Any, target: Any) -> Callable[[dict[str, Any]], dict[str, bytes]]:
    """What takes the worker's answer in, on the thread that reads it."""
    layout, rate = find_rig(target).layout, frame_rate(scene)

    def taken_in(result: dict[str, Any]) -> dict[str, bytes]:
        from ..runtime.take import load_take

        path, layers = Path(result["take"]), layers_of(result)
        reckon(load_take(path), layers, layout, rate)
        path.unlink(missing_ok=True)
        return layers

    return taken_in


def _finish(scene_uid: int, target_uid: int, key: str, layers: Mapping[str, bytes], label: str) -> None:
    scene = by_session_uid(bpy.data.scenes, scene_uid)
    target = None if scene is None else by_session_uid(scene.objects, target_uid)
    if scene is None or target is None:
        raise InputError(_("Head"), _("it is gone; nothing was written"), _("Choose a head and try again"))
    _take_in(scene, target, key, layers)
    with session.main_window():
        bpy.ops.ed.undo_push(message=_(label))
    session.say(_("The emotion has a slider"), "done", target_uid)


def _take_in(scene: Any, target: Any, key: str, layers: Mapping[str, bytes]) -> None:
    """Raises InputError where the take is gone."""
    rig = find_rig(target)
    take = take_of_key(rig.object, key)
    if take is None or take.text is None:
        raise InputError(_("Take"), _("it was deleted meanwhile"), _("Choose another one"))
    if is_shown(rig.object, take):
        # Keys that were edited are told apart by what the emotion has until now.
        take_keeping.bring_edits_back(rig, take_keeping.frames_of(take))
    keep_layers(take, layers)
    slide_as_edited(take, edits_on(take))
    if not take_sliders.plays_strips(rig.object):
        setattr(rig.object, PLAYED_AS, take_sliders.STRIPS)
    elif is_shown(rig.object, take):
        take_sliders.play_layers(scene, rig, take)


_CLASSES = (KeySlider, FreeSlider, SplitEmotion, AddEmotion)
register, unregister = register_classes_factory(_CLASSES)
