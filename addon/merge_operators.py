# SPDX-License-Identifier: GPL-3.0-or-later
"""One take of several of a head: the mouth of one, brows and eyes of another, the head of a third; or one after the
other."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty, FloatProperty, IntProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.takes import frame_rate
from ..runtime.errors import SoliloquyError
from .panel_words import allowed, refused
from .properties import settings_of
from .take_list import chosen_number, chosen_take, takes_kept
from .take_loading import put_loaded
from .take_operators import takes_reason
from .take_text import as_take
from .target import holder_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_PARTS = ("mouth", "brows", "head")
_listed: list[tuple[str, str, str]] = []


def _takes(self: Any, context: Any) -> list[tuple[str, str, str]]:
    """The takes of the list by their number. Blender keeps no reference to these strings, so they must live on."""
    holder = holder_of(context.scene, settings_of(context.scene).target)
    kept = [] if holder is None else takes_kept(holder)
    _listed[:] = [(str(number), take.name, "") for number, take in enumerate(kept)]
    return _listed


class MergeTakes(Operator):
    bl_idname = "soliloquy.merge_takes"
    bl_label = "Merge Takes"
    bl_description = "Make one take of several: the mouth of one, brows and eyes of another, the head of a third"
    bl_options = {"UNDO"}

    mouth: EnumProperty(name="Mouth", description="The take whose speech and lips stay", items=_takes)
    brows: EnumProperty(
        name="Brows and Eyes", description="The take whose brows, lids and eyes are taken", items=_takes
    )
    head: EnumProperty(name="Head", description="The take whose head's turn is taken", items=_takes)

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or _too_few(context))

    def invoke(self, context: Any, event: Any) -> Result:
        for part in _PARTS:
            setattr(self, part, str(chosen_number(holder_of(context.scene, settings_of(context.scene).target))))
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> Result:
        from ..runtime.merging import Source, merge

        target = settings_of(context.scene).target
        kept = takes_kept(holder_of(context.scene, target))
        mouth, brows, head = (kept[int(getattr(self, part))] for part in _PARTS)
        label, start, key = mouth.name, mouth.start, mouth.key
        try:
            asked = {take.key: take for take in (mouth, brows, head)}
            found = {key: Source(as_take(take), take.name) for key, take in asked.items()}
            merged = merge(*(found[take.key] for take in (mouth, brows, head)))
            put_loaded(context.scene, target, merged, _("{name} merged").format(name=label), start)
        except SoliloquyError as error:
            return refused(self, error)
        fresh = [warning for warning in merged.warnings if warning not in found[key].take.warnings]
        if fresh:
            self.report({"WARNING"}, ". ".join(fresh))
        return {"FINISHED"}


class CrossFadeTakes(Operator):
    bl_idname = "soliloquy.cross_fade_takes"
    bl_label = "Cross-Fade Takes"
    bl_description = "Make one take of two of the same speech: the chosen one until a frame, another one after it"
    bl_options = {"UNDO"}

    second: EnumProperty(name="Then", description="The take that it fades into", items=_takes)
    frame: IntProperty(name="Frame", description="Where the middle of the fade lies; lips fade between contacts")
    seconds: FloatProperty(name="Fade", description="How long it fades, in seconds", default=0.3, min=0.0, max=10.0)

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or _too_few(context))

    def invoke(self, context: Any, event: Any) -> Result:
        number = chosen_number(holder_of(context.scene, settings_of(context.scene).target))
        self.second = str(number - 1 if number else 1)
        self.frame = context.scene.frame_current
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> Result:
        from ..runtime.cross_fading import cross_fade
        from ..runtime.merging import Source

        target = settings_of(context.scene).target
        holder = holder_of(context.scene, target)
        first, second = chosen_take(holder), takes_kept(holder)[int(self.second)]
        label, start = first.name, first.start
        try:
            one, other = (Source(as_take(take), take.name) for take in (first, second))
            faded = cross_fade(one, other, (self.frame - start) / frame_rate(context.scene), self.seconds)
            put_loaded(context.scene, target, faded, _("{name} cross-faded").format(name=label), start)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}


def _too_few(context: Any) -> str:
    few = len(takes_kept(holder_of(context.scene, settings_of(context.scene).target))) < 2
    return _("There is one take alone: make another one first") if few else ""


_CLASSES = (MergeTakes, CrossFadeTakes)
register, unregister = register_classes_factory(_CLASSES)
