# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be made, read from the panel or from a script's call: plain values, nothing of Blender's."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.rig import find_rig
from ..blender.takes import frame_rate
from ..runtime.animate.flow.styles import DEFAULT_STYLE
from ..runtime.direction import EMOTIONS
from ..runtime.errors import InputError
from . import preferences, session
from .properties import settings_of, text_of, voice_of
from .target import target_problem

CHANGEABLE = (
    "text",
    "voice",
    "speed",
    "pitch",
    "energy",
    "manner",
    "emotion_in_voice",
    "say_emoji",
    "lexicon",
    "recording",
    "transcript",
    "language",
    "engine",
    "style",
    "solver_steps",
    "guidance",
    "seed",
    "start_frame",
    "mode",
)
"""Settings of the panel that a script may give instead, as they are; emotion and target are read first."""

_WORDS_IN_NAME = 4


@dataclass(frozen=True)
class Order:
    """What to make, and where it goes.

    kind, arguments: the worker's request. scene, target: ``session_uid`` of the datablocks. layout and
    frames_per_second are those of the moment: should they change, the take is dressed again.
    """

    kind: str
    arguments: Mapping[str, Any]
    scene: int
    target: int
    target_name: str
    start_frame: int
    replaces: bool
    layout: str
    frames_per_second: float


def disabled_reason(context: Any) -> str:
    """Why speech cannot be generated now; empty when it can."""
    settings = settings_of(context.scene)
    if session.task() is not None:
        return _("Speech is being made. Wait for it, or press Esc to stop it")
    if settings.source == "TEXT" and not text_of(settings):
        return _("Type what the head should say")
    if settings.source == "AUDIO" and not settings.recording.strip():
        return _("Choose a recording")
    return target_problem(context.scene, settings.target)


def order_from_panel(context: Any, changes: Mapping[str, Any]) -> Order:
    """The order of the scene's settings, with ``changes`` (by their names in the settings) in their stead.

    Raises InputError when it cannot be carried out.
    """
    scene = context.scene
    settings = settings_of(scene)
    target = changes.get("target", settings.target)
    problem = target_problem(scene, target)
    if problem:
        raise InputError(_("Head"), problem, _("Add a head, or choose another"))
    source = "TEXT" if "text" in changes else "AUDIO" if "recording" in changes else settings.source
    arguments_of = _speak_arguments if source == "TEXT" else _animate_arguments
    kind, arguments = arguments_of(settings, changes)
    direction = {
        "emotion": changes.get("emotion", _emotion_of(settings)),
        "seed": changes.get("seed", settings.seed),
        **_engine_of(settings, changes),
    }
    return Order(
        kind=kind,
        arguments={**arguments, **direction},
        scene=scene.session_uid,
        target=target.session_uid,
        target_name=target.name,
        start_frame=changes.get("start_frame", settings.start_frame),
        replaces=changes.get("mode", settings.mode) == "REPLACE",
        layout=find_rig(target).layout,
        frames_per_second=frame_rate(scene),
    )


def take_name(order: Order) -> str:
    """The line's first words, and a number that differs for all else: same order, same name."""
    spoken = order.arguments.get("text") or Path(order.arguments.get("recording", "")).stem
    words = re.findall(r"\w+", spoken)[:_WORDS_IN_NAME]
    about = json.dumps([order.arguments, order.target_name, order.start_frame], sort_keys=True)
    return "-".join([*words, hashlib.sha256(about.encode()).hexdigest()[:8]])


def _speak_arguments(settings: Any, changes: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    text = changes.get("text", text_of(settings)).strip()
    if not text:
        raise InputError(_("Text"), _("there is nothing to say"), _("Type what the head should say"))
    voice = changes.get("voice", voice_of(settings))
    arguments = {
        "text": text,
        "voice": voice,
        "speed": changes.get("speed", settings.speed),
        "expression": expression_of(settings, changes),
        "emotion_in_voice": changes.get("emotion_in_voice", settings.emotion_in_voice),
        "say_emoji": changes.get("say_emoji", settings.say_emoji),
    }
    lexicon = changes.get("lexicon", settings.lexicon).strip()
    return "speak", arguments | ({"lexicon": bpy.path.abspath(lexicon)} if lexicon else {})


def expression_of(settings: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What the panel (or a script in its stead) asks of the voice, by the names of the voice's own settings."""
    return {
        "pitch": changes.get("pitch", settings.pitch),
        "volume": changes.get("energy", settings.energy),
        "manner": changes.get("manner", settings.manner),
    }


def _animate_arguments(settings: Any, changes: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    recording = changes.get("recording", settings.recording).strip()
    if not recording:
        raise InputError(_("Recording"), _("none is chosen"), _("Choose a sound file"))
    transcript = changes.get("transcript", settings.transcript).strip() or None
    language = changes.get("language", settings.language)
    return "animate", {"recording": bpy.path.abspath(recording), "transcript": transcript, "language": language}


def _engine_of(settings: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    engine = changes.get("engine", settings.engine)
    if engine != "flow":
        return {"engine": engine}
    style = changes.get("style", settings.style).strip() or DEFAULT_STYLE
    own = preferences.own_styles().get(style)
    options = {
        "style": bpy.path.abspath(str(own or style)),
        "steps": changes.get("solver_steps", settings.solver_steps),
        "guidance": changes.get("guidance", settings.guidance),
        "device": preferences.device(),
    }
    return {"engine": engine, "flow": options}


def _emotion_of(settings: Any) -> dict[str, float]:
    strengths = {name: getattr(settings.emotion, name) for name in EMOTIONS}
    return {name: strength for name, strength in strengths.items() if strength > 0.0}
