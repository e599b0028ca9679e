# SPDX-License-Identifier: GPL-3.0-or-later
"""The operators that make speech and heads, and those of the preferences."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_class, unregister_class

from ..runtime.direction import parse_emotion
from ..runtime.errors import SoliloquyError
from ..runtime.head.heads import head_names
from ..runtime.voice.expression import MANNERS
from . import generation, preferences, session
from .order import CHANGEABLE, disabled_reason, order_from_panel
from .properties import LARGEST_SEED

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


def _refused(operator: Operator, error: SoliloquyError) -> Result:
    operator.report({"ERROR"}, str(error))
    return {"CANCELLED"}


class Generate(Operator):
    """Speak the text, or move to the recording, on the chosen head.

    From the panel the window stays free; from a script the call returns when the keyframes are there.
    """

    bl_idname = "soliloquy.generate"
    bl_label = "Generate Speech Animation"
    bl_description = "Make the sound and the face's keyframes"
    bl_options = {"UNDO"}

    text: StringProperty(name="Text", options={"SKIP_SAVE"})
    voice: StringProperty(name="Voice", options={"SKIP_SAVE"})
    recording: StringProperty(name="Recording", description="A sound file, instead of a text", options={"SKIP_SAVE"})
    transcript: StringProperty(name="Transcript", options={"SKIP_SAVE"})
    language: StringProperty(name="Language", description="Of the transcript: en-us, fr, ...", options={"SKIP_SAVE"})
    lexicon: StringProperty(name="Lexicon", description="A file of pronunciations", options={"SKIP_SAVE"})
    speed: FloatProperty(name="Speed", default=1.0, min=0.5, max=2.0, options={"SKIP_SAVE"})
    pitch: FloatProperty(name="Pitch", min=-12.0, max=12.0, options={"SKIP_SAVE"})
    energy: FloatProperty(name="Energy", min=-20.0, max=12.0, options={"SKIP_SAVE"})
    manner: EnumProperty(name="Manner", items=[(name, name, "") for name in MANNERS], options={"SKIP_SAVE"})
    emotion_in_voice: BoolProperty(name="Heard in the Voice", default=True, options={"SKIP_SAVE"})
    emotion: StringProperty(name="Emotion", description="For instance happy=0.6,surprised=0.2", options={"SKIP_SAVE"})
    engine: StringProperty(name="Motion", description="rules or flow", options={"SKIP_SAVE"})
    style: StringProperty(name="Style", description="Of the learned motion", options={"SKIP_SAVE"})
    seed: IntProperty(name="Seed", min=0, max=LARGEST_SEED, options={"SKIP_SAVE"})
    start_frame: IntProperty(name="Start Frame", default=1, options={"SKIP_SAVE"})
    target: StringProperty(name="Head", description="Name of an object", options={"SKIP_SAVE"})
    mode: EnumProperty(
        name="Existing Speech", items=(("REPLACE", "Replace", ""), ("ADD", "Add", "")), options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        # A script may give what the panel lacks; what it lacks too, the call itself reports.
        if bpy.app.background:
            return True
        reason = disabled_reason(context)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def execute(self, context: Any) -> Result:
        try:
            order = order_from_panel(context, self._changes(context))
            message = generation.carry_out(order)
        except SoliloquyError as error:
            return _refused(self, error)
        self.report({"INFO"}, message)
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        try:
            generation.begin(order_from_panel(context, self._changes(context)))
        except SoliloquyError as error:
            return _refused(self, error)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: Any, event: Any) -> Result:
        """Only listens for Esc: the session's timer does the rest, and keeps nothing on this operator."""
        if session.task() is None:
            # The undo step was made when the keyframes were written, so this one must not make another.
            return {"CANCELLED"}
        if event.type == "ESC" and event.value == "PRESS":
            session.cancel(_("Stopped; nothing was written"))
            return {"CANCELLED"}
        return {"PASS_THROUGH"}

    def _changes(self, context: Any) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in CHANGEABLE if self.properties.is_property_set(name)}
        if self.properties.is_property_set("emotion"):
            given["emotion"] = parse_emotion(self.emotion)
        if self.properties.is_property_set("target"):
            given["target"] = context.scene.objects.get(self.target)
        return given


class Cancel(Operator):
    bl_idname = "soliloquy.cancel"
    bl_label = "Stop"
    bl_description = "Stop making speech; nothing is written (Esc)"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return session.task() is not None

    def execute(self, context: Any) -> Result:
        session.cancel(_("Stopped; nothing was written"))
        return {"FINISHED"}


_identity_items: list[tuple[str, str, str]] = []


def _identities(self: Any, context: Any) -> list[tuple[str, str, str]]:
    # Blender keeps no reference to the strings of a dynamic enum, so the list must live on.
    if not _identity_items:
        first = preferences.default_head()
        names = sorted(head_names(), key=lambda name: name != first)
        _identity_items[:] = [(name, name.replace("_", " ").title(), "") for name in names]
    return _identity_items


class AddHead(Operator):
    bl_idname = "soliloquy.add_head"
    bl_label = "Add Head"
    bl_description = "Add a head that is ready to speak, at the 3D cursor"
    bl_options = {"REGISTER", "UNDO"}
    bl_property = "identity"

    identity: EnumProperty(name="Identity", items=_identities)

    @classmethod
    def poll(cls, context: Any) -> bool:
        if context.mode != "OBJECT":
            cls.poll_message_set(_("Go to Object Mode first"))
            return False
        return True

    def execute(self, context: Any) -> Result:
        try:
            generation.add_head(context, self.identity)
        except SoliloquyError as error:
            return _refused(self, error)
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        result = self.execute(context)
        if result == {"FINISHED"} and context.area is not None and context.area.type == "VIEW_3D":
            context.view_layer.update()
            region = next(region for region in context.area.regions if region.type == "WINDOW")
            with context.temp_override(window=context.window, area=context.area, region=region):
                bpy.ops.view3d.view_selected()
        return result


class WorkerMemory(Operator):
    bl_idname = "soliloquy.worker_memory"
    bl_label = "Report Worker Memory"
    bl_description = "Memory that the worker process holds now"
    bl_options = {"INTERNAL"}

    def execute(self, context: Any) -> Result:
        request = session.worker().wait(session.worker().ask("ping"))
        if request.state != "done":
            self.report({"ERROR"}, request.message)
            return {"CANCELLED"}
        memory = request.result["resident_megabytes"]
        self.report({"INFO"}, _("The worker process holds {memory:.0f} MB").format(memory=memory))
        return {"FINISHED"}


class OpenManual(Operator):
    bl_idname = "soliloquy.open_manual"
    bl_label = "Manual"
    bl_description = "Open the manual page that came with the extension"
    bl_options = {"INTERNAL"}

    def execute(self, context: Any) -> Result:
        page = Path(__file__).resolve().parent.parent / "docs" / "blender.md"
        bpy.ops.wm.path_open(filepath=str(page))
        return {"FINISHED"}


_CLASSES = (
    Generate,
    Cancel,
    AddHead,
    WorkerMemory,
    OpenManual,
)


def register() -> None:
    for each in _CLASSES:
        register_class(each)


def unregister() -> None:
    for each in reversed(_CLASSES):
        unregister_class(each)
