# SPDX-License-Identifier: GPL-3.0-or-later
"""The microphone's button: it records to a file, and the head moves to it."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.datablocks import by_session_uid
from ..runtime.errors import SoliloquyError
from . import generation, session
from .panel_words import allowed, refused
from .preferences import files_folder
from .properties import settings_of
from .recorder import Recorder
from .scene_request import head_reason, request_from_panel

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_TICK_SECONDS = 0.1
"""After which the panel shows the recording's length anew."""
_LEVELS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"


@dataclass
class _State:
    """scene: ``session_uid`` of the scene that the recording is for."""

    recorder: Recorder | None = None
    scene: int = 0


_state = _State()


class Record(Operator):
    """The window stays free; a timer follows the recording."""

    bl_idname = "soliloquy.record"
    bl_label = "Record"
    bl_description = "Record yourself with the microphone; when you stop, the head moves to it"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        problem = head_reason(context)
        return allowed(cls, problem or (_("It is recording already") if _state.recorder is not None else ""))

    def execute(self, context: Any) -> Result:
        try:
            _state.recorder = Recorder(_free_path(settings_of(context.scene).target))
        except SoliloquyError as error:
            return refused(self, error)
        _state.scene = context.scene.session_uid
        if not bpy.app.timers.is_registered(follow):
            bpy.app.timers.register(follow, first_interval=_TICK_SECONDS, persistent=True)
        return {"FINISHED"}


class _WhileRecording(Operator):
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return _state.recorder is not None


class StopRecording(_WhileRecording):
    bl_idname = "soliloquy.stop_recording"
    bl_label = "Stop and Animate"
    bl_description = "End the recording, keep it as a file and move the head to it"

    def execute(self, context: Any) -> Result:
        if _state.recorder is not None:
            _state.recorder.stop()
        return {"FINISHED"}


class DropRecording(_WhileRecording):
    bl_idname = "soliloquy.drop_recording"
    bl_label = "Drop Recording"
    bl_description = "End the recording; nothing is kept"

    def execute(self, context: Any) -> Result:
        if _state.recorder is not None:
            _state.recorder.drop()
        return {"FINISHED"}


def draw_microphone(layout: Any) -> None:
    """The button, or what is being recorded."""
    recorder = _state.recorder
    if recorder is None:
        layout.operator("soliloquy.record", icon="REC")
        return
    row = layout.row(align=True)
    level = _LEVELS[min(int(recorder.level**0.5 * len(_LEVELS)), len(_LEVELS) - 1)]
    row.label(text=f"{level} {recorder.seconds:.1f} s", icon="REC", translate=False)
    row.operator("soliloquy.stop_recording", icon="SNAP_FACE")
    row.operator("soliloquy.drop_recording", text="", icon="X")


def follow() -> float | None:
    """Blender's timer: what the recording process has said."""
    recorder = _state.recorder
    if recorder is None:
        return None
    recorder.drain()
    if recorder.is_over:
        _state.recorder = None
        _take_in(recorder)
    session.redraw()
    return _TICK_SECONDS if _state.recorder is not None else None


def _take_in(recorder: Recorder) -> None:
    scene = by_session_uid(bpy.data.scenes, _state.scene)
    about = None if scene is None or settings_of(scene).target is None else settings_of(scene).target.session_uid
    if recorder.error is not None:
        session.say(str(recorder.error), "error", about)
    elif recorder.saved is None:
        session.say(_("Stopped; nothing was kept"), "stopped", about)
    elif scene is None:
        session.say(_("Recorded as {name}; its scene is gone").format(name=recorder.saved.name), "warning")
    else:
        _animate(scene, recorder.saved, about)


def _animate(scene: Any, recording: Path, about: int | None) -> None:
    settings = settings_of(scene)
    settings.source, settings.recording = "AUDIO", _as_shown(recording)
    context: Any = bpy.context
    try:
        with session.main_window(), context.temp_override(scene=scene):
            generation.begin(request_from_panel(context, {}))
    except SoliloquyError as error:
        session.say(str(error), "error", about)


def _free_path(head: Any) -> Path:
    """Called after the head and the time."""
    now = datetime.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    return files_folder("recordings") / f"{bpy.path.clean_name(head.name)} {now}.wav"


def _as_shown(path: Path) -> str:
    """Seen from the .blend, where it lies beside it."""
    beside = bpy.data.filepath and Path(bpy.data.filepath).parent in path.parents
    return bpy.path.relpath(str(path)) if beside else str(path)


_CLASSES = (Record, StopRecording, DropRecording)
_register, _unregister = register_classes_factory(_CLASSES)


def register() -> None:
    _register()


def unregister() -> None:
    if _state.recorder is not None:
        _state.recorder.drop()
        _state.recorder = None
    if bpy.app.timers.is_registered(follow):
        bpy.app.timers.unregister(follow)
    _unregister()
