# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab "Speech" in the sidebars of the 3D view and the graph editor."""

import textwrap
import threading
from collections.abc import Callable
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.types import Panel
from bpy.utils import register_class, unregister_class

from . import preferences, session, voices
from .edit_panel import draw_edits
from .export_panel import draw_export
from .export_request import export_reason
from .mapping_panel import draw_mapping
from .option_panels import draw_advanced, draw_emotion, draw_motion, draw_voice
from .person import draw_person
from .properties import settings_of
from .recording_operators import draw_microphone
from .scene_request import disabled_reason
from .script_panel import draw_script
from .settings_values import has_texts
from .source_tabs import draw_sources
from .speaking_picture_operators import draw_speaking_picture
from .take_panel import draw_takes
from .take_sound_operators import lost_names
from .target import target_problem
from .target_notes import stretched_note, target_notes, unseen_note
from .text_fields import characters_in, draw_text
from .translations import OWN_CONTEXT
from .voice_menus import DefaultVoiceMenu, SecondVoiceMenu, VoiceMenu

_SHOWN = 3
"""Names of sounds that are said in one sentence."""
_SPACES = ("VIEW_3D", "GRAPH_EDITOR")
_MESSAGE_ICONS: dict[session.MessageKind, str] = {
    "done": "CHECKMARK",
    "warning": "ERROR",
    "stopped": "CANCEL",
    "error": "ERROR",
}


def _wrapped(layout: Any, context: Any, text: str, icon: str = "NONE", alert: bool = False) -> None:
    """A text of several lines, as wide as the sidebar."""
    column = layout.column(align=True)
    column.alert = alert
    for number, line in enumerate(textwrap.wrap(text, characters_in(context))):
        column.label(text=line, icon=icon if number == 0 else "BLANK1", translate=False)


def draw_speech(layout: Any, context: Any) -> None:
    """What is said, by whom, on which head, from when, and the button."""
    settings = settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    draw_sources(column, settings, characters_in(context))
    _DRAWN_SOURCES[settings.source](column, context, settings)
    column.separator()
    column.prop(settings, "target")
    row = column.row(align=True)
    row.operator_menu_enum("soliloquy.add_head", "identity", text=_("Add Head"), icon="ADD")
    row.operator("soliloquy.import_flame", text="", icon="IMPORT")
    row.operator("soliloquy.set_up_portrait", text="", icon="OUTLINER_OB_CAMERA")
    _draw_notes(column, context, settings.target)
    _draw_lost_sounds(column, context)
    column.separator()
    row = column.row(align=True)
    row.prop(settings, "start_frame")
    row.operator("soliloquy.start_here", text="", icon="TIME")
    for note in (unseen_note(context.scene, settings.start_frame, settings.start_frame), stretched_note(context.scene)):
        if note:
            _wrapped(column, context, note, icon="INFO")
    row = column.row(align=True)
    row.prop(settings, "mode", expand=True)
    row.operator("soliloquy.remove_speech", text="", icon="TRASH")
    layout.separator()
    task = session.task()
    if task is None:
        _draw_button(layout, context)
    else:
        _draw_progress(layout, task)


def _draw_notes(column: Any, context: Any, target: Any) -> None:
    """What is to be known of a head that can speak."""
    if target_problem(context.scene, target):
        return
    notes = target_notes(target)
    for text in notes.texts:
        _wrapped(column, context, text, icon="INFO")
    if notes.stuck:
        column.operator("soliloquy.mute_drivers", icon="DECORATE_DRIVER")


def _draw_lost_sounds(column: Any, context: Any) -> None:
    names = lost_names(context.scene)
    if names:
        text = _("Still heard, though their heads are gone: {names}").format(names=", ".join(names[:_SHOWN]))
        _wrapped(column, context, text, icon="INFO")
        column.operator("soliloquy.remove_lost_sounds", icon="TRASH")


def _draw_text(column: Any, context: Any, settings: Any) -> None:
    draw_text(column, context, settings)
    if settings.text_block is None and has_texts():
        column.prop(settings, "text_block", icon="TEXT")
    _draw_voice_menu(column, settings)


def _draw_voice_menu(column: Any, settings: Any) -> None:
    voice = settings.voice or preferences.default_voice()
    row = column.row(align=True)
    row.menu(VoiceMenu.bl_idname, text=voices.voice_description(voice), translate=False, icon="USER")
    row.operator("soliloquy.voice_from_head", text="", icon="MESH_MONKEY")
    row.operator("soliloquy.voice_from_picture", text="", icon="IMAGE_DATA")
    row.operator("soliloquy.play_voice", text="", icon="OUTLINER_OB_SPEAKER")


def _draw_recording(column: Any, context: Any, settings: Any) -> None:
    column.prop(settings, "recording", text="")
    draw_microphone(column)
    column.operator("soliloquy.use_sound_strip", icon="SEQUENCE")
    column.prop(settings, "transcript", text="", placeholder=_("What is said in it, if you know"))
    row = column.row()
    row.enabled = bool(settings.transcript.strip())
    row.prop(settings, "language")
    row = column.row()
    row.enabled = not settings.transcript.strip()
    row.prop(settings, "hear_words")


def _draw_video(column: Any, context: Any, settings: Any) -> None:
    column.prop(settings, "video", text="")
    column.prop(settings, "face")


def _draw_idle(column: Any, context: Any, settings: Any) -> None:
    column.prop(settings, "seconds")


def _draw_tokens(column: Any, context: Any, settings: Any) -> None:
    row = column.row(align=True)
    row.prop(settings, "tokens", text="")
    row.operator("soliloquy.choose_tokens", text="", icon="FILEBROWSER")
    _draw_voice_menu(column, settings)


_DRAWN_SOURCES = {
    "TEXT": _draw_text,
    "AUDIO": _draw_recording,
    "VIDEO": _draw_video,
    "IDLE": _draw_idle,
    "TOKENS": _draw_tokens,
}


def _draw_button(layout: Any, context: Any) -> None:
    row = layout.row(align=True)
    row.scale_y = 1.5
    row.operator("soliloquy.generate")
    row.operator("soliloquy.play_speech", text="", icon="PAUSE" if context.screen.is_animation_playing else "PLAY")
    reason = disabled_reason(context)
    if reason:
        _wrapped(layout, context, reason, icon="INFO")
    message = session.message(settings_of(context.scene).target)
    if message is not None:
        _wrapped(layout, context, message.text, icon=_MESSAGE_ICONS[message.kind], alert=message.kind == "error")


def _draw_progress(layout: Any, task: session.Task) -> None:
    row = layout.row(align=True)
    row.scale_y = 1.5
    fraction, text = task.request.fraction, _step(task.request.step)
    if task.step_of is not None:
        text = _("Line {number} of {count}").format(number=task.step_of.done + 1, count=task.step_of.count)
        fraction = (task.step_of.done + fraction) / task.step_of.count
    row.progress(factor=fraction, text=text, translate=False)
    row.operator("soliloquy.cancel", text="", icon="X")


def _step(name: str) -> str:
    """A step of the worker's, as the artist reads it."""
    steps = {
        "video": _("Looking at the film"),
        "listen": _("Listening"),
        "voice": _("Making the voice"),
        "face": _("Looking at the face"),
        "head": _("Making the head"),
        "motion": _("Moving the face"),
        "film": _("Painting the pictures"),
    }
    return steps.get(name, _("Starting"))


def _draw_export(layout: Any, context: Any) -> str:
    draw_export(layout, context)
    return export_reason(context)


def _with_note(draw: Callable[[Any, Any], str]) -> Callable[[Any, Any], None]:
    """A section's drawing that ends with what is to be known besides, where ``draw`` returns some."""

    def drawn(layout: Any, context: Any) -> None:
        said = draw(layout, context)
        if said:
            _wrapped(layout, context, said, icon="INFO")

    return drawn


def _panel(space: str, name: str, label: str, draw: Any, *, parent: str = "", closed: bool = False) -> type[Panel]:
    """A panel class of one space: the same panel is wanted in several."""

    def draw_panel(self: Any, context: Any) -> None:
        draw(self.layout, context)

    identifier = f"SOLILOQUY_PT_{name}_{space.lower()}"

    def draw_manual_link(self: Any, context: Any) -> None:
        self.layout.operator("soliloquy.open_manual", text="", icon="HELP", emboss=False)

    members = {
        "bl_idname": identifier,
        "bl_label": label,
        "bl_space_type": space,
        "bl_region_type": "UI",
        "bl_category": "Speech",
        "bl_translation_context": OWN_CONTEXT,
        "bl_options": {"DEFAULT_CLOSED"} if closed else set(),
        "draw": draw_panel,
    }
    if parent:
        members["bl_parent_id"] = f"SOLILOQUY_PT_{parent}_{space.lower()}"
    else:
        members["draw_header_preset"] = draw_manual_link
    return type(identifier, (Panel,), members)


def _panels(space: str) -> tuple[type[Panel], ...]:
    return (
        _panel(space, "speech", "Speech", draw_speech),
        _panel(space, "takes", "Takes", _with_note(draw_takes), parent="speech"),
        _panel(space, "edits", "Edits", _with_note(draw_edits), parent="speech", closed=True),
        _panel(space, "person", "Person", _with_note(draw_person), parent="speech", closed=True),
        _panel(space, "emotion", "Emotion", draw_emotion, parent="speech"),
        _panel(space, "motion", "Motion", draw_motion, parent="speech"),
        _panel(space, "advanced", "Advanced", draw_advanced, parent="motion", closed=True),
        _panel(space, "voice", "Voice", draw_voice, parent="speech", closed=True),
        _panel(space, "portrait", "Portrait", _with_note(draw_speaking_picture), parent="speech", closed=True),
        _panel(space, "script", "Script", _with_note(draw_script), parent="speech", closed=True),
        _panel(space, "mapping", "Mapping", _with_note(draw_mapping), parent="speech", closed=True),
        _panel(space, "export", "Export", _with_note(_draw_export), parent="speech", closed=True),
    )


_CLASSES: tuple[Any, ...] = (
    VoiceMenu,
    SecondVoiceMenu,
    DefaultVoiceMenu,
    *(each for space in _SPACES for each in _panels(space)),
)


def _draw_add_menu(self: Any, context: Any) -> None:
    self.layout.operator_menu_enum("soliloquy.add_head", "identity", text=_("Talking Head"), icon="USER")


def _add_menu() -> Any:
    return bpy.types.VIEW3D_MT_mesh_add


def register() -> None:
    if not bpy.app.background:
        # Read ahead, for the first drawing of the panel should not wait for it.
        threading.Thread(target=voices.preload, daemon=True).start()
    for each in _CLASSES:
        register_class(each)
    _add_menu().append(_draw_add_menu)


def unregister() -> None:
    _add_menu().remove(_draw_add_menu)
    for each in reversed(_CLASSES):
        unregister_class(each)
