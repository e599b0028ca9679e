# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip of a MetaHuman's face: its own controls as curves, and the head's turn as Live Link names it."""

from dataclasses import replace

from ..runtime.motion import ArkitCurves
from ..runtime.requests import ExportOptions
from ..runtime.rigs.metahuman import metahuman_controls
from ..runtime.take import Take
from .clip import Clip
from .exported_motion import exported_arkit
from .livelink_csv import yaw_pitch_roll

_TURNS = ("HeadYaw", "HeadPitch", "HeadRoll")


def metahuman_clip(take: Take, name: str, options: ExportOptions) -> Clip:
    """That of a take: see ``metahuman_clip_of``."""
    return metahuman_clip_of(exported_arkit(take, replace(options, mouth_close="keep")), name)


def metahuman_clip_of(curves: ArkitCurves, name: str) -> Clip:
    """Controls 0..1 and three angles in radians. No bone turns: MetaHuman's have axes of their own."""
    turns = dict(zip(_TURNS, yaw_pitch_roll(curves.head).T, strict=True))
    return Clip(name, curves.frames_per_second, {**metahuman_controls(curves), **turns}, {})
