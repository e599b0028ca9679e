# SPDX-License-Identifier: GPL-3.0-or-later
"""A request and the place in the scene where its take goes: plain values, nothing of Blender's."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpy.app.translations import pgettext_iface as _

from ..blender.rig import find_rig
from ..blender.takes import frame_rate
from ..runtime.animate.engines import ENGINES, find_engine
from ..runtime.errors import InputError
from ..runtime.requests import IdleRequest, MotionRequest, SpeakRequest
from ..runtime.requests.json_form import to_json
from ..runtime.requests.options import from_values, options_of
from . import session
from .properties import settings_of
from .settings_values import setting_values, text_of, values_kept
from .sources import SOURCES, VOICED, Generation, is_given, source_called, source_of
from .target import target_problem

_WORDS_IN_NAME = 4
_LONGEST_NAME = 48
_LONGEST_LABEL = 15
"""Words and characters of a file's name, and characters of a take's in the list. Chosen by eye."""


@dataclass(frozen=True)
class SceneRequest:
    """What to make, and where it goes.

    scene, target: ``session_uid`` of the datablocks. start_frame: where the sound begins. replaces: earlier speech of
    the head goes. layout and frames_per_second are those of the moment: should they change, the curves are made again.
    layers: motions that are made besides, which curves of emotion mix. like: the key of the take whose sliders it has.
    """

    request: Generation
    scene: int
    target: int
    target_name: str
    start_frame: int
    replaces: bool
    layout: str
    frames_per_second: float
    layers: tuple[str, ...] = ()
    like: str = ""

    @property
    def kind(self) -> str:
        """The worker's name for it."""
        return source_of(type(self.request)).kind

    @property
    def arguments(self) -> dict[str, Any]:
        """What the worker is sent."""
        return {"request": to_json(self.request), "layers": list(self.layers)}

    @property
    def told(self) -> dict[str, Any]:
        """As its take remembers it."""
        return {"kind": self.kind, "request": to_json(self.request)}


def disabled_reason(context: Any) -> str:
    """Why speech cannot be generated now; empty when it can."""
    settings = settings_of(context.scene)
    if session.task() is not None:
        return _("Speech is being made. Wait for it, or press Esc to stop it")
    return source_reason(settings) or target_problem(context.scene, settings.target)


def head_reason(context: Any) -> str:
    """Why nothing can be done with the scene's head now; empty when something can."""
    return session.busy_reason() or target_problem(context.scene, settings_of(context.scene).target)


def source_reason(settings: Any) -> str:
    """What the source that is set lacks; empty for nothing."""
    source = source_called(settings.source)
    given = is_given(text_of(settings) if source.name == "TEXT" else getattr(settings, source.given))
    return "" if given else _(source.lacking)


def request_from_panel(context: Any, changes: Mapping[str, Any]) -> SceneRequest:
    """What the scene's settings ask for, with ``changes`` (by their names) in their stead.

    changes: values of options, and target (an object), mode ("REPLACE" or "ADD"). Raises InputError when it cannot be
    carried out, UsageError for a value that is not allowed.
    """
    settings = settings_of(context.scene)
    given = next((source for source in SOURCES if source.given in changes), source_called(settings.source))
    speaks = given.request in VOICED
    values = {**setting_values(settings, speaks), "target": settings.target, "mode": settings.mode}
    other = changes.get("target")
    if other is not None and other != settings.target:
        values |= values_kept(other, speaks)
    for name in options_of_other_engines(changes.get("engine", values.get("engine", ""))):
        values.pop(name, None)
    return scene_request(context, given.request, {**values, **changes})


def generation_of_panel(settings: Any) -> Generation:
    """What a scene's settings ask for, whoever says it. Raises as ``request_from_panel``."""
    request = source_called(settings.source).request
    values = setting_values(settings, request in VOICED)
    for name in options_of_other_engines(values.get("engine", "")):
        values.pop(name, None)
    return _request(request, values)


def scene_request(context: Any, request: type[Generation], values: Mapping[str, Any]) -> SceneRequest:
    """A request of that type with these values, for the context's scene. Raises as ``request_from_panel``."""
    scene, target = context.scene, values["target"]
    problem = target_problem(scene, target)
    if problem:
        raise InputError(_("Head"), problem, _("Add a head, or choose another"))
    return SceneRequest(
        request=_request(request, values),
        scene=scene.session_uid,
        target=target.session_uid,
        target_name=target.name,
        start_frame=values["start_frame"],
        replaces=values["mode"] == "REPLACE",
        layout=find_rig(target).layout,
        frames_per_second=frame_rate(scene),
    )


def take_name(asked: SceneRequest) -> str:
    """The line's first words, and a number that differs for all else: same request, same name."""
    request = asked.request
    words = re.findall(r"\w+", _said(request))[:_WORDS_IN_NAME]
    about = json.dumps([asked.arguments, asked.target_name, asked.start_frame], sort_keys=True)
    # Where words are long, or none are told apart, as in Chinese, a file's name would be too. A sign alone has no word.
    said = "-".join(words)[:_LONGEST_NAME]
    return "-".join([*filter(None, [said]), hashlib.sha256(about.encode()).hexdigest()[:8]])


def _said(request: Generation) -> str:
    """What a take is called after: the text, the file, or that it is an idle."""
    source = source_of(type(request))
    if isinstance(request, SpeakRequest):
        return request.spoken.text
    return source.label if isinstance(request, IdleRequest) else Path(getattr(request, source.given)).stem


def label_of(name: str) -> str:
    """What the artist is shown of a take's name: "My-brother-Bob-bought-1a2b3c4d" is "My brother Bob". A row of the
    sidebar shows no more, and the number of another take of the line stands behind it."""
    words = name.split("-")[:-1]
    shown = max(1, sum(len(" ".join(words[: count + 1])) <= _LONGEST_LABEL for count in range(len(words))))
    return " ".join(words[:shown]) or name


def _request(request: type[Generation], values: Mapping[str, Any]) -> Generation:
    source = source_of(request)
    if not is_given(values[source.given]):
        reason = _("there is nothing to say") if request is SpeakRequest else _("none is chosen")
        raise InputError(_(source.label), reason, _(source.lacking))
    return from_values(request, values)


def options_of_other_engines(name: str) -> list[str]:
    """Names of the options that the engine would refuse. name: empty for the default, as a damaged .blend has it."""
    own = find_engine(name or ENGINES[0].name).options
    others = {engine.options for engine in ENGINES if engine.options} - {own}
    return [each.name for each in options_of(MotionRequest) if each.path[0] in others]
