# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be edited in a take's words and phones; *Regenerate* makes it."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.takes import frame_rate
from ..runtime.edits.changing import without_edit
from ..runtime.edits.edit import Closure, Edit, Hold, MoveEdge, MuteBlink, Pause, Retype, Split, Stress
from ..runtime.errors import InputError
from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.limits import BREAK_SECONDS
from .edit_choice import Choice, choose, seconds_at
from .edit_step import AskingEdit, EditOperator, PhoneEdit, Result
from .edited_take import edits_on, set_edits

_MOST_MILLISECONDS = 2000.0
"""By which a word may be moved at once. Chosen by hand."""


class ChooseWord(Operator):
    bl_idname = "soliloquy.choose_word"
    bl_label = "Choose Word"
    bl_description = "Edit this word, or this phone of it"
    bl_options = {"INTERNAL"}

    word: IntProperty(default=0, min=0, options={"SKIP_SAVE"})
    phone: IntProperty(default=-1, min=-1, options={"SKIP_SAVE"})

    def execute(self, context: Any) -> Result:
        choose(context, self.word, self.phone)
        return {"FINISHED"}


class WordAtPlayhead(EditOperator):
    bl_idname = "soliloquy.word_at_playhead"
    bl_label = "Word at the Playhead"
    bl_description = "Edit the word that is said at the current frame"
    bl_options = {"INTERNAL"}

    def _change(self, context: Any, choice: Choice) -> None:
        now = seconds_at(context.scene, choice.take, context.scene.frame_current)
        words = choice.told.words
        choose(context, min(range(len(words)), key=lambda n: abs(words[n].start + words[n].end - 2 * now)))


class MoveWordEdge(AskingEdit):
    bl_idname = "soliloquy.move_edge"
    bl_label = "Move Edge"
    bl_description = "Let the word, or the phone, begin or end earlier or later; what lies beside it gives way"

    edge: EnumProperty(
        name="Edge", description="Which end of it moves", items=(("START", "Start", ""), ("END", "End", ""))
    )
    milliseconds: FloatProperty(
        name="Milliseconds",
        description="Above 0 later, below 0 earlier. A voice's own durations go in steps of 25 ms",
        min=-_MOST_MILLISECONDS,
        max=_MOST_MILLISECONDS,
        options={"SKIP_SAVE"},
    )
    frames: FloatProperty(name="Frames", description="Added to the milliseconds", options={"SKIP_SAVE"})

    def _edit(self, context: Any, choice: Choice) -> Edit:
        seconds = self.milliseconds / 1000 + self.frames / frame_rate(context.scene)
        return MoveEdge(choice.place, self.edge.lower(), round(seconds, 6))


class RetypeWord(AskingEdit):
    bl_idname = "soliloquy.retype"
    bl_label = "Retype"
    bl_description = "Say another word here, or another phone. Phones of a word go between slashes"

    to: StringProperty(name="Say", description="Other words, IPA between slashes, or of a phone one phone in IPA")

    def _suggest(self, choice: Choice) -> None:
        self.to = choice.said.text if choice.phone < 0 else choice.place.ipa

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return Retype(choice.place, self.to.strip())


class SplitWord(AskingEdit):
    bl_idname = "soliloquy.split"
    bl_label = "Split"
    bl_description = "Make two words of this one, or two phones of a phone"

    first: StringProperty(name="First", description="The first word, or a phone in IPA")
    second: StringProperty(name="Second", description="The second word, or a phone in IPA")
    share: FloatProperty(
        name="Share of the First",
        description="Of its time in a recording; a voice takes its own time",
        min=0.05,
        max=0.95,
        default=0.5,
        subtype="FACTOR",
    )

    def _suggest(self, choice: Choice) -> None:
        text = choice.said.text
        middle = (len(text) + 1) // 2
        phone = choice.place.ipa
        self.first, self.second = (text[:middle], text[middle:]) if choice.phone < 0 else (phone, phone)

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return Split(choice.place, (self.first.strip(), self.second.strip()), round(self.share, 4))


class StressWord(EditOperator):
    bl_idname = "soliloquy.stress"
    bl_label = "Stress"
    bl_description = "Say the word with more weight, or with less"

    level: EnumProperty(
        name="Stress",
        description="How much weight it has",
        items=(
            ("STRONG", "Strong", "Much longer, higher and louder"),
            ("MODERATE", "Moderate", "Longer, higher and louder"),
            ("REDUCED", "Less", "Shorter, lower and quieter"),
        ),
    )

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return Stress(choice.word_place, self.level.lower())


class SetClosure(PhoneEdit):
    bl_idname = "soliloquy.set_closure"
    bl_label = "Lips"
    bl_description = "Let the lips meet at this phone whatever it is, or stay apart"

    closed: BoolProperty(
        name="Closed", description="Whether the lips must meet there", default=True, options={"SKIP_SAVE"}
    )

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return Closure(choice.place, self.closed)


class HoldShape(AskingEdit):
    bl_idname = "soliloquy.hold_shape"
    bl_label = "Hold a Shape"
    bl_description = "Hold one shape of the face from this word on"

    shape: EnumProperty(
        name="Shape",
        description="One of ARKit's shapes",
        items=[(name, name, "") for name in ARKIT_NAMES],
        default="mouthSmileLeft",
    )
    amount: FloatProperty(
        name="Amount", description="How far it is held", min=0.0, max=1.0, default=0.5, subtype="FACTOR"
    )
    words: IntProperty(name="Words", description="How many words it is held for", min=1, default=1)

    def _edit(self, context: Any, choice: Choice) -> Edit:
        last = min(choice.word + self.words, len(choice.told.words)) - 1
        until = choice.told.place(last) if last > choice.word else None
        return Hold(choice.place, self.shape, round(self.amount, 4), until)


class InsertPause(AskingEdit):
    bl_idname = "soliloquy.insert_pause"
    bl_label = "Insert Pause"
    bl_description = "Silence after the word. A recording keeps its own pauses"

    seconds: FloatProperty(
        name="Seconds", description="How long nothing is said", min=0.0, max=BREAK_SECONDS, default=0.3
    )

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return Pause(choice.word_place, round(self.seconds, 4))


class MuteBlinkHere(EditOperator):
    bl_idname = "soliloquy.mute_blink"
    bl_label = "No Blink"
    bl_description = "Keep the eyes open while this word is said"

    def _edit(self, context: Any, choice: Choice) -> Edit:
        return MuteBlink(choice.word_place)


class RemoveEdit(EditOperator):
    bl_idname = "soliloquy.remove_edit"
    bl_label = "Remove Edit"
    bl_description = "Take this edit back; Regenerate makes the take without it"

    number: IntProperty(min=0, options={"SKIP_SAVE"})

    def _change(self, context: Any, choice: Choice) -> None:
        edits = edits_on(choice.take)
        if self.number >= len(edits.edits):
            raise InputError(_("Edit"), _("there is no such edit"), _("Look at the list again"))
        set_edits(choice.holder, choice.take, without_edit(edits, self.number))


class RemoveAllEdits(EditOperator):
    bl_idname = "soliloquy.remove_all_edits"
    bl_label = "Remove All Edits"
    bl_description = "Take all edits of this take back; Regenerate makes it without them"

    def _change(self, context: Any, choice: Choice) -> None:
        told = choice.told.made_with
        set_edits(choice.holder, choice.take, type(told)((), told.words))


_CLASSES = (
    ChooseWord,
    WordAtPlayhead,
    MoveWordEdge,
    RetypeWord,
    SplitWord,
    StressWord,
    SetClosure,
    HoldShape,
    InsertPause,
    MuteBlinkHere,
    RemoveEdit,
    RemoveAllEdits,
)
register, unregister = register_classes_factory(_CLASSES)
