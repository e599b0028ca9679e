# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons that make a head of ours into somebody else, and say who it is."""

import itertools
from typing import Any

from bpy.props import EnumProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.hair import add_hair, hair_of, remove_hair
from ..blender.person import person_shown
from ..runtime.errors import SoliloquyError
from ..runtime.people.presets import PRESETS
from .head_icons import HeadItem, head_items
from .panel_words import allowed, refused
from .person import become, own_face, own_head_reason
from .properties import settings_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""

_seeds = itertools.count(1)


def _presets(self: Any, context: Any) -> list[HeadItem]:
    return head_items(tuple(PRESETS))


class SetPerson(Operator):
    bl_idname = "soliloquy.set_person"
    bl_label = "Set Person"
    bl_description = "Make the head into another person, in its place; its keys and its speech stay"
    bl_options = {"UNDO"}

    identity: EnumProperty(name="Identity", items=_presets, options={"SKIP_SAVE"})
    who: StringProperty(
        name="Person",
        description="Somebody in one line, as in woman=0.8,age=55; before the name",
        options={"SKIP_SAVE"},
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, own_head_reason(context))

    def execute(self, context: Any) -> Result:
        return _become(self, context, self.who or self.identity)


class RandomPerson(Operator):
    bl_idname = "soliloquy.random_person"
    bl_label = "Somebody Else"
    bl_description = "Make the head into somebody by chance"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, own_head_reason(context))

    def execute(self, context: Any) -> Result:
        return _become(self, context, f"random={next(_seeds)}")


class CopyPerson(Operator):
    bl_idname = "soliloquy.copy_person"
    bl_label = "Copy Person"
    bl_description = "Put who the head is into the clipboard, in one line, as --head takes it"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return own_face(settings_of(context.scene).target) is not None

    def execute(self, context: Any) -> Result:
        context.window_manager.clipboard = person_shown(own_face(settings_of(context.scene).target))
        return {"FINISHED"}


class HairByHair(Operator):
    bl_idname = "soliloquy.hair_by_hair"
    bl_label = "Hair by Hair"
    bl_description = "Grow hair, brows and beard as curves in place of cards, for close looks; again to take them off"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, own_head_reason(context))

    def execute(self, context: Any) -> Result:
        face = own_face(settings_of(context.scene).target)
        try:
            if hair_of(face) is None:
                add_hair(face)
            else:
                remove_hair(face)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}


def _become(operator: Any, context: Any, who: str) -> Result:
    try:
        become(own_face(settings_of(context.scene).target), who)
    except SoliloquyError as error:
        return refused(operator, error)
    return {"FINISHED"}


_CLASSES = (SetPerson, RandomPerson, CopyPerson, HairByHair)
register, unregister = register_classes_factory(_CLASSES)
