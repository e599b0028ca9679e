# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake, which gives a take to the artist's own action, and back."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.baking import BakeOptions
from ..blender.rig import find_rig
from ..runtime.errors import SoliloquyError
from .panel_words import allowed, refused
from .properties import settings_of
from .take_baking import bake_take, baked_of, unbake_take
from .take_list import chosen_take
from .take_operators import chosen_of, takes_reason
from .target import holder_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class BakeTake(Operator):
    bl_idname = "soliloquy.bake_take"
    bl_label = "Bake Take"
    bl_description = (
        "Key what the chosen take plays, sliders and all, on the head's own action: it is yours from then on"
    )
    bl_options = {"UNDO"}

    first: IntProperty(name="First Frame", description="Where it begins; 0 with the last one for the take's own")
    last: IntProperty(name="Last Frame", description="Where it ends; 0 with the first one for the take's own")
    step: IntProperty(
        name="Step",
        description="Frames from key to key; there is one besides where lips meet",
        default=1,
        min=1,
        max=60,
    )
    reduces: BoolProperty(name="Few Keys", description="Few keys with handles in the place of one at each step")
    bound: FloatProperty(
        name="Furthest Off",
        description="By how much a shape may differ from what it was",
        default=0.01,
        min=0.0001,
        max=0.2,
        precision=4,
    )
    mode: EnumProperty(
        name="Onto",
        description="What becomes of what is animated there already",
        items=(
            ("REPLACE", "Replace", "It gives way to the take"),
            ("ADD", "Add", "The take is added to it; lips that are open in it may stay open"),
        ),
    )
    blend_in: IntProperty(name="Blend In", description="Frames over which it comes", min=0, max=1000)
    blend_out: IntProperty(name="Blend Out", description="Frames over which it goes", min=0, max=1000)

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or _baked_already(context))

    def invoke(self, context: Any, event: Any) -> Result:
        take = chosen_of(context)
        self.first, self.last = take.start, take.start + take.frames - 1
        return context.window_manager.invoke_props_dialog(self)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.use_property_split = True
        for name in ("first", "last", "reduces"):
            layout.prop(self, name)
        layout.prop(self, "bound" if self.reduces else "step")
        for name in ("mode", "blend_in", "blend_out"):
            layout.prop(self, name)

    def execute(self, context: Any) -> Result:
        rig = find_rig(settings_of(context.scene).target)
        take = chosen_take(rig.object)
        own = self.first == self.last == 0
        options = BakeOptions(
            take.start if own else self.first,
            take.start + take.frames - 1 if own else self.last,
            self.step,
            self.bound if self.reduces else 0.0,
            self.mode == "ADD",
            self.blend_in,
            self.blend_out,
        )
        try:
            count = bake_take(context.scene, rig, take, options)
        except SoliloquyError as error:
            return refused(self, error)
        said = _("Curves keyed from frame {first} to {last}: {count}")
        self.report({"INFO"}, said.format(count=count, first=options.first, last=options.last))
        return {"FINISHED"}


class UnbakeTake(Operator):
    bl_idname = "soliloquy.unbake_take"
    bl_label = "Unbake Take"
    bl_description = "Take the baked keys out, put those back that lay there, and let the take play; edits are lost"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or ("" if _baked_already(context) else _("It is not baked")))

    def execute(self, context: Any) -> Result:
        rig = find_rig(settings_of(context.scene).target)
        try:
            unbake_take(context.scene, rig, chosen_take(rig.object))
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}


def _baked_already(context: Any) -> str:
    holder = holder_of(context.scene, settings_of(context.scene).target)
    baked = baked_of(holder, chosen_of(context))
    return "" if baked is None else _("It is baked: unbake it first")


_CLASSES = (BakeTake, UnbakeTake)
register, unregister = register_classes_factory(_CLASSES)
