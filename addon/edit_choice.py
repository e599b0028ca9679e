# SPDX-License-Identifier: GPL-3.0-or-later
"""Which word of the chosen take is being edited, and which phone in it."""

from dataclasses import dataclass
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty
from bpy.types import WindowManager

from ..runtime.edits.edit import Place
from .edited_take import SaidWord, TakeWords, words_of
from .properties import settings_of
from .take_list import chosen_take
from .take_operators import chosen_of, takes_reason
from .target import holder_of

WORD, PHONE = "soliloquy_edited_word", "soliloquy_edited_phone"
"""Properties of the window manager: what is looked at is no part of the scene."""


@dataclass(frozen=True)
class Choice:
    """A word of a take. phone: its number in that word, -1 for the word itself."""

    holder: Any
    take: Any
    told: TakeWords
    word: int
    phone: int

    @property
    def said(self) -> SaidWord:
        return self.told.words[self.word]

    @property
    def place(self) -> Place:
        return self.told.place(self.word, self.phone)

    @property
    def word_place(self) -> Place:
        return self.told.place(self.word)


def choice_of(context: Any) -> Choice | None:
    """What is chosen; None where the chosen take has no words."""
    holder = holder_of(context.scene, settings_of(context.scene).target)
    take = None if holder is None else chosen_take(holder)
    told = None if take is None else words_of(take)
    if told is None or told.of_tokens:
        return None
    word = min(max(getattr(context.window_manager, WORD), 0), len(told.words) - 1)
    phone = min(getattr(context.window_manager, PHONE), len(told.words[word].phones) - 1)
    return Choice(holder, take, told, word, phone)


def choose(context: Any, word: int, phone: int = -1) -> None:
    """Look at a word, or at a phone in it."""
    setattr(context.window_manager, WORD, word)
    setattr(context.window_manager, PHONE, phone)


def edits_reason(context: Any) -> str:
    """Why nothing can be edited now; empty when something can."""
    reason = takes_reason(context)
    if reason:
        return reason
    if choice_of(context) is None:
        told = words_of(chosen_of(context))
        if told is not None and told.of_tokens:
            return _("This take was made of tokens, which are changed themselves: its words are not edited here")
        return _("This take has no words: give a recording its transcript, and generate it again")
    return ""


def frame_of(scene: bpy.types.Scene, take: Any, seconds: float) -> float:
    """The scene's frame, in parts, at which a moment of a take lies."""
    return float(take.start + seconds * scene.render.fps / scene.render.fps_base)


def seconds_at(scene: bpy.types.Scene, take: Any, frame: float) -> float:
    """The moment of a take at a frame."""
    return float((frame - take.start) * scene.render.fps_base / scene.render.fps)


def register() -> None:
    setattr(WindowManager, WORD, IntProperty(options={"SKIP_SAVE"}))
    setattr(WindowManager, PHONE, IntProperty(default=-1, options={"SKIP_SAVE"}))


def unregister() -> None:
    delattr(WindowManager, PHONE)
    delattr(WindowManager, WORD)
