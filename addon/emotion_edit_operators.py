# SPDX-License-Identifier: GPL-3.0-or-later
"""How strong an emotion is while some words are said, as keys of its curve."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from bpy.props import EnumProperty, FloatProperty, IntProperty
from bpy.utils import register_classes_factory

from ..runtime.edits.edit import Edit, Edits, EmotionKey
from ..runtime.edits.edits_file import STRONGEST, as_plain, edits_of
from ..runtime.edits.emotion_curves import STRENGTH, curves_of, neutral, value_at
from ..runtime.requests.direction import EMOTION_CHOICES
from .edit_choice import Choice
from .edit_step import EditOperator
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
        edits = edits_on(choice.take)
        first, final = choice.told.place(choice.word), choice.told.place(last)
        keys = [
            _as_it_is(edits, EmotionKey(first, 0.0, name, _COMES), choice),
            EmotionKey(first, strength, name),
            EmotionKey(final, strength, name, _GOES),
            _as_it_is(edits, EmotionKey(final, 0.0, name, 1.0), choice),
        ]
        begin, end = (_times([key], choice)[0] for key in (keys[0], keys[-1]))
        between = [each for each in _keys_of(edits, name) if any(begin <= at <= end for at in _times([each], choice))]
        kept = [each for each in edits.edits if each not in between]
        set_edits(choice.holder, choice.take, edits_of(as_plain(replace(edits, edits=(*kept, *keys)))))


def _keys_of(edits: Edits, name: str) -> list[Edit]:
    return [each for each in edits.edits if isinstance(each, EmotionKey) and each.emotion == name]


def _as_it_is(edits: Edits, key: EmotionKey, choice: Choice) -> EmotionKey:
    """A key that changes nothing where it lies."""
    keys = curves_of(_keys_of(edits, key.emotion), said_at(choice.take, choice.told)).get(key.emotion)
    value = neutral(key.emotion) if keys is None else float(value_at(keys, np.array(_times([key], choice)))[0])
    return replace(key, strength=round(value, 4))


def _times(keys: Sequence[Edit], choice: Choice) -> list[float]:
    """Seconds of the keys of one curve that have their word."""
    found = curves_of(keys, said_at(choice.take, choice.told))
    return [float(seconds) for each in found.values() for seconds in each[:, 0]]


_CLASSES = (EmotionHere,)
register, unregister = register_classes_factory(_CLASSES)
