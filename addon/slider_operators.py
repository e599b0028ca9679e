# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take's sliders need besides: keys on them, and the motion without its emotion."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.layer_strips import SLIDERS, free_influence, key_influence, layer_strips
from ..blender.rig import Rig, find_rig
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.requests import CaptureRequest
from ..runtime.requests.json_form import to_json
from . import session, take_keeping, take_sliders
from .more_takes_operators import request_of
from .panel_words import allowed, refused
from .properties import settings_of
from .sources import direction_of, source_of
from .take_list import PLAYED_AS, chosen_take, is_shown, takes_kept
from .take_operators import chosen_of, takes_reason
from .target import holder_of
from .waiting import begun

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


class SplitEmotion(Operator):
    """From the panel the window stays free; from a script the call returns when it is done."""

    bl_idname = "soliloquy.split_emotion"
    bl_label = "Emotion as a Slider"
    bl_options = {"UNDO", "INTERNAL"}
    bl_description = "Move the chosen take once more without its emotion, so that a slider sets how much of it is seen"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or _no_emotion(chosen_of(context)))

    def execute(self, context: Any) -> Result:
        try:
            kind, arguments = _asked(chosen_of(context))
            request = session.worker().wait(session.worker().ask(kind, arguments, _motion_of))
            if request.error is not None:
                raise request.error
            _take_in(context.scene, settings_of(context.scene).target, chosen_of(context).key, request.result)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        scene, target = context.scene.session_uid, settings_of(context.scene).target
        key, about = chosen_of(context).key, target.session_uid

        def begin() -> None:
            kind, arguments = _asked(chosen_of(context))
            session.start(kind, arguments, lambda plain: _finish(scene, about, key, plain), _motion_of, about)

        return begun(self, context, begin)

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)


def _no_emotion(take: Any) -> str:
    try:
        request = request_of(take)
    except SoliloquyError as error:
        return str(error)
    return "" if any(direction_of(request).emotion.values()) else _("It was made without an emotion")


def _asked(take: Any) -> tuple[str, dict[str, Any]]:
    request = request_of(take)
    assert not isinstance(request, CaptureRequest)
    return source_of(type(request)).kind, {"request": to_json(request), "plain": True}


def _motion_of(result: dict[str, Any]) -> bytes:
    """On the thread that reads the worker's answers."""
    from ..runtime.take import load_take, motion_npz

    path = Path(result["take"])
    take = load_take(path)
    path.unlink(missing_ok=True)
    return motion_npz(take.motion)


def _finish(scene_uid: int, target_uid: int, key: str, plain: bytes) -> None:
    scene = next((each for each in bpy.data.scenes if each.session_uid == scene_uid), None)
    target = None if scene is None else next((each for each in scene.objects if each.session_uid == target_uid), None)
    if scene is None or target is None:
        raise InputError(_("Head"), _("it is gone; nothing was written"), _("Choose a head and try again"))
    _take_in(scene, target, key, plain)
    with session.main_window():
        bpy.ops.ed.undo_push(message=_("Emotion as a Slider"))
    session.say(_("The emotion has a slider"), "done", target_uid)


def _take_in(scene: Any, target: Any, key: str, plain: bytes) -> None:
    """Raises InputError where the take is gone."""
    rig = find_rig(target)
    take = next((each for each in takes_kept(rig.object) if each.key == key), None)
    if take is None or take.text is None:
        raise InputError(_("Take"), _("it was deleted meanwhile"), _("Choose another one"))
    take_sliders.keep_plain(take, plain)
    setattr(rig.object, PLAYED_AS, take_sliders.STRIPS)
    if is_shown(rig.object, take):
        take_keeping.play(scene, rig, take)


_CLASSES = (KeySlider, FreeSlider, SplitEmotion)
register, unregister = register_classes_factory(_CLASSES)
