# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip of a MetaHuman's face: its own controls as curves, and the head's turn as Live Link names it."""

from dataclasses import replace

from ..runtime.requests import ExportOptions
from ..runtime.rigs.metahuman import metahuman_controls
from ..runtime.take import Take
from .clip import Clip
from .exported_motion import exported_arkit
from .livelink_csv import yaw_pitch_roll

_TURNS = ("HeadYaw", "HeadPitch", "HeadRoll")


def metahuman_clip(take: Take, name: str, options: ExportOptions) -> Clip:
    """Controls 0..1 and three angles in radians. No bone turns: MetaHuman's have axes of their own."""
    curves = exported_arkit(take, replace(options, mouth_close="keep"))
    turns = dict(zip(_TURNS, yaw_pitch_roll(curves.head).T, strict=True))
    return Clip(name, options.fps, {**metahuman_controls(curves), **turns}, {})
