# SPDX-License-Identifier: GPL-3.0-or-later
"""The operators that make speech and heads, and those of the preferences."""

from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory
from mathutils import Euler

from ..blender.line_record import placed_lines
from ..blender.rig import find_rig
from ..blender.takes import written_takes
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.head.heads import head_names
from . import generation, preferences, session
from .head_icons import HeadItem, head_items
from .manual_map import MANUAL
from .option_properties import generation_options, operator_property
from .panel_words import allowed, in_panel_words, refused
from .properties import settings_of
from .scene_request import disabled_reason, request_from_panel
from .settings_values import full_path
from .target import object_called
from .waiting import begun

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""

_FROM_THE_FRONT = Euler((1.5, 0.0, 0.3))
"""Of the 3D view, in radians: a little from above, and from the head's left."""


class Generate(Operator):
    """Speak the text, or move to the recording, on the chosen head.

    From the panel the window stays free; from a script the call returns when the keyframes are there.
    """

    bl_idname = "soliloquy.generate"
    bl_label = "Generate Speech Animation"
    bl_description = "Make the sound and the face's keyframes"
    bl_options = {"UNDO"}

    target: StringProperty(name="Head", description="Name of an object", options={"SKIP_SAVE"})
    mode: EnumProperty(
        name="Existing Speech",
        description="What becomes of what the head said before",
        items=(("REPLACE", "Replace", ""), ("ADD", "Add", "")),
        options={"SKIP_SAVE"},
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        # A script may give what the panel lacks; what it lacks too, the call itself reports.
        if bpy.app.background:
            return True
        return allowed(cls, disabled_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            written = generation.carry_out(request_from_panel(context, self._changes(context)))
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"} if written.speaks else {"WARNING"}, in_panel_words(written.message))
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        return begun(self, context, lambda: generation.begin(request_from_panel(context, self._changes(context))))

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)

    def _changes(self, context: Any) -> dict[str, Any]:
        """What the call gives, by the names of the options."""
        given: dict[str, Any] = {}
        for name, field in generation_options().items():
            if self.properties.is_property_set(name):
                value = getattr(self, name)
                given[name] = field.kind.read(value) if isinstance(value, str) else value
        if self.properties.is_property_set("mode"):
            given["mode"] = self.mode
        if self.properties.is_property_set("target"):
            given["target"] = object_called(context.scene, self.target) if self.target else None
        return {name: full_path(name, value) for name, value in given.items()}


# An operator's annotations are its arguments: each option of a generation is one.
Generate.__annotations__.update({name: operator_property(field) for name, field in generation_options().items()})


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


def _identities(self: Any, context: Any) -> list[HeadItem]:
    first = (preferences.default_head() or "").lower()
    return head_items(tuple(sorted(head_names(), key=lambda name: name.lower() != first)))


class AddHead(Operator):
    bl_idname = "soliloquy.add_head"
    bl_label = "Add Head"
    bl_description = "Add a head that is ready to speak, at the 3D cursor or beside what is there"
    bl_options = {"REGISTER", "UNDO"}
    bl_property = "identity"

    identity: EnumProperty(name="Identity", items=_identities)

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, _("Go to Object Mode first") if context.mode != "OBJECT" else "")

    def execute(self, context: Any) -> Result:
        try:
            generation.add_head(context, self.identity)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        result = self.execute(context)
        if result == {"FINISHED"} and context.area is not None and context.area.type == "VIEW_3D":
            _face_selected(context)
        return result


def _face_selected(context: Any) -> None:
    """Turn the 3D view to the face of a head that has just been added, unless it looks through a camera."""
    view = context.area.spaces.active.region_3d
    if view.view_perspective == "CAMERA":
        return
    context.view_layer.update()
    view.view_rotation = _FROM_THE_FRONT.to_quaternion()
    region = next(region for region in context.area.regions if region.type == "WINDOW")
    with context.temp_override(window=context.window, area=context.area, region=region):
        bpy.ops.view3d.view_selected()


class PlaySpeech(Operator):
    bl_idname = "soliloquy.play_speech"
    bl_label = "Play Speech"
    bl_description = "Play from where the head begins to speak, face and sound in time; again to stop"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, _("Choose a head, or use Add Head") if settings_of(context.scene).target is None else "")

    def execute(self, context: Any) -> Result:
        if context.screen.is_animation_playing:
            return bpy.ops.screen.animation_cancel(restore_frame=False)
        try:
            rig = find_rig(settings_of(context.scene).target)
            # A script is played from its beginning, other speech from what was made last.
            starts = [line.start for line in placed_lines(rig.object)[:1]]
            starts += [take.start for take in written_takes(rig)]
        except InputError as error:
            return refused(self, error)
        if not starts:
            self.report({"WARNING"}, _("It has not been made to speak yet"))
            return {"CANCELLED"}
        context.scene.frame_set(starts[-1])
        # A slow view drops frames, for this playing alone; the scene's own setting stays.
        return bpy.ops.screen.animation_play(sync=True)


class OpenManual(Operator):
    bl_idname = "soliloquy.open_manual"
    bl_label = "Manual"
    bl_description = "Open the manual page that came with the extension"
    bl_options = {"INTERNAL"}

    def execute(self, context: Any) -> Result:
        return bpy.ops.wm.url_open(url=f"{MANUAL.as_uri()}/blender.html")


_CLASSES = (
    Generate,
    Cancel,
    AddHead,
    PlaySpeech,
    OpenManual,
)
register, unregister = register_classes_factory(_CLASSES)
