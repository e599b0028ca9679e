# SPDX-License-Identifier: GPL-3.0-or-later
"""How strong an emotion is while some words are said, as keys of its curve."""

from typing import Any

from bpy.props import EnumProperty, FloatProperty, IntProperty
from bpy.utils import register_classes_factory

from ..runtime.edits.changing import with_edit
from ..runtime.edits.edit import EmotionKey
from ..runtime.edits.edits_file import STRONGEST, as_plain, edits_of
from ..runtime.edits.emotion_curves import STRENGTH, curves_of, neutral, value_at
from ..runtime.edits.placing import place
from ..runtime.requests.direction import EMOTION_CHOICES
from .edit_choice import Choice
from .edit_operators import EditOperator
from .edited_take import edits_on, set_edits
from .emotion_sliders import said_at

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_ALL = "ALL"
_COMES, _GOES = -0.5, 0.8
"""Shares of the way to the word before and to the word after, from which on it comes and goes. Chosen by eye."""


class EmotionHere(EditOperator):
    bl_idname = "soliloquy.emotion_here"
    bl_label = "Emotion"
    bl_description = "Show more or less of the emotion, or another one, while this word is said"

    emotion: EnumProperty(
        name="Emotion",
        description="All that was asked for, or one alone",
        items=[
            (_ALL, "As Asked For", "How much of it the face shows; the voice stays"),
            *((choice.name, choice.label, choice.description) for choice in EMOTION_CHOICES),
        ],
    )
    strength: FloatProperty(
        name="Strength",
        description="Of all that was asked for times as much, up to 2; of one emotion up to 1",
        min=0.0,
        max=STRONGEST,
        default=1.0,
    )
    words: IntProperty(name="Words", description="How many words it lasts", min=1, default=1)

    def invoke(self, context: Any, event: Any) -> Result:
        return context.window_manager.invoke_props_dialog(self)

    def _change(self, context: Any, choice: Choice) -> None:
        name = STRENGTH if self.emotion == _ALL else self.emotion
        strength = round(min(self.strength, 1.0) if name else self.strength, 4)
        last = min(choice.word + self.words, len(choice.told.words)) - 1
        edits, said = edits_on(choice.take), said_at(choice.take, choice.told)
        there = curves_of(place(edits, choice.told.written).here, said).get(name)
        first, final = choice.told.place(choice.word), choice.told.place(last)
        for at, share, wanted in (
            (first, _COMES, None),
            (first, 0.0, strength),
            (final, _GOES, strength),
            (final, 1.0, None),
        ):
            key = EmotionKey(at, strength, name, share)
            if wanted is None:
                # Beside these words it stays as it is.
                (seconds, _value) = curves_of([key], said)[name][0]
                before = neutral(name) if there is None else float(value_at(there, seconds))
                key = EmotionKey(at, round(before, 4), name, share)
            edits = with_edit(edits, key)
        set_edits(choice.holder, choice.take, edits_of(as_plain(edits)))


_CLASSES = (EmotionHere,)
register, unregister = register_classes_factory(_CLASSES)
