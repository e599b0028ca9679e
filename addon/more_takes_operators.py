# SPDX-License-Identifier: GPL-3.0-or-later
"""Another take of the chosen one, or three: the same speech with other seeds, neither spoken nor heard again."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.rig import find_rig
from ..blender.takes import frame_rate
from ..runtime.edits.edit import NO_EDITS, Edits
from ..runtime.edits.edits_file import as_plain
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.requests.json_form import KINDS, from_json
from . import generation, session
from .edited_take import words_of
from .emotion_sliders import edits_with_sliders, layers_wanted, sliders_of
from .panel_words import allowed, in_panel_words, refused
from .properties import settings_of
from .scene_request import SceneRequest
from .sources import directed
from .take_keeping import bring_edits_back, frames_of
from .take_list import chosen_take
from .take_operators import takes_reason
from .take_text import ASKED, about
from .waiting import begun

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_SEEDS = 10_000
"""Other takes have one of so many seeds, which can be read and typed."""


class _MoreTakes(Operator):
    """From the panel the window stays free; from a script the call returns when the keyframes are there."""

    count = 1

    seed: IntProperty(
        name="Seed", description="Of the first one; by chance where it is not given", default=-1, options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            written = [generation.carry_out(asked) for asked in more_requests(context, self.count, self.seed)]
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"}, in_panel_words(written[-1].message))
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        return begun(self, context, lambda: _go_on(more_requests(context, self.count, self.seed), [], self.bl_label))

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)


class AnotherTake(_MoreTakes):
    bl_idname = "soliloquy.another_take"
    bl_label = "Another Take"
    bl_options = {"UNDO"}
    bl_description = "The chosen take once more with another seed: at once, for nothing is spoken or heard again"


class ThreeTakes(_MoreTakes):
    bl_idname = "soliloquy.three_takes"
    bl_label = "Three Takes"
    bl_options = {"UNDO"}
    bl_description = "Three more of the chosen take, each with another seed, to choose from in the list"
    count = 3


def more_requests(context: Any, count: int, first_seed: int = -1) -> list[SceneRequest]:
    """What to ask for: the chosen take's request with other seeds and the panel's variation. Raises InputError for a
    take that does not know its request."""
    settings = settings_of(context.scene)
    rig = find_rig(settings.target)
    take = chosen_take(rig.object)
    bring_edits_back(rig, frames_of(take))
    request, layers = _with_sliders(take, request_of(take))
    seeds = (
        [first_seed + number for number in range(count)]
        if first_seed >= 0
        else random.SystemRandom().sample(range(_SEEDS), count)
    )
    found = []
    for seed in seeds:
        asked = directed(request, seed=seed, variation=settings.variation)
        place = (context.scene.session_uid, settings.target.session_uid, settings.target.name, take.start)
        found.append(SceneRequest(asked, *place, False, rig.layout, frame_rate(context.scene), layers, take.key))
    return found


def _with_sliders(take: Any, request: Any) -> tuple[Any, tuple[str, ...]]:
    """The request with what the sliders of emotions show of the take now, and what the next one needs to have them."""
    told, sliders = words_of(take), sliders_of(take)
    edits = NO_EDITS if told is None else edits_with_sliders(take, told.made_with)
    if sliders and edits.edits:
        request = replace(request, edits=as_plain(Edits(edits.edits, edits.words)))
    return request, tuple(layers_wanted(sliders, edits))


def request_of(take: Any) -> Any:
    """What a take was asked for with. Raises InputError where it does not say that, or it is of a film."""
    told = about(take)
    asked = told.get(ASKED) or {}
    if not asked and "spoken" in told.get("request", {}):
        asked = {"kind": "speak", "request": told["request"]}
    if asked.get("kind") == "capture":
        raise InputError(take.name, _("a film has one face alone"), _("Choose a take of a text or a recording"))
    if asked.get("kind") not in KINDS:
        reason = _("it does not say what it was made of")
        raise InputError(take.name, reason, _("Choose one that was generated here"))
    return from_json(KINDS[asked["kind"]], asked.get("request"))


def _go_on(waiting: Sequence[SceneRequest], made: list[tuple[SceneRequest, Any]], label: str) -> None:
    """Ask for the next one; when all are made, write them in one undo step."""
    asked = waiting[0]

    def take_in(taken: Any) -> Any:
        made.append((asked, taken))
        if len(waiting) > 1:
            _go_on(waiting[1:], made, label)
            return None
        return generation.finish(made, _(label))

    generation.begin(asked, take_in)


_CLASSES = (AnotherTake, ThreeTakes)
register, unregister = register_classes_factory(_CLASSES)
