# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip of a MetaHuman's face: its own controls as curves, and the head's turn as Live Link names it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.heads import load_head
from ..runtime.head.tongue import TONGUE_SHAPES, tongue_weights
from ..runtime.motion import ArkitCurves
from ..runtime.requests import ExportOptions
from ..runtime.rigs.metahuman import CONTROLS, PREFIX, TOGETHER, metahuman_controls
from ..runtime.rotations import yaw_pitch_roll
from ..runtime.take import Take
from .clip import Clip
from .exported_motion import exported_arkit
from .key_bounds import KeyBounds, key_bounds
from .shown_head import shown_head

_TURNS = ("HeadYaw", "HeadPitch", "HeadRoll")


def metahuman_clip(take: Take, name: str, options: ExportOptions) -> Clip:
    """That of a take: see ``metahuman_clip_of``."""
    curves = exported_arkit(take, replace(options, mouth_close="keep"))
    clip = metahuman_clip_of(curves, name)
    shapes = {**clip.shapes, **_tongue(curves, clip.shapes)} if options.tongue else clip.shapes
    ours = key_bounds(load_head(shown_head(take, options)), "arkit", take.lip_phones, len(clip), options.fps)
    return replace(clip, shapes=shapes, bounds=control_bounds(ours))


def control_bounds(ours: KeyBounds) -> KeyBounds:
    """For the controls, of that for the shapes of our head: each moves a face as far as the shapes that it shows."""
    return replace(ours, millimetres=_of_controls(ours.millimetres), at_lips=_of_controls(ours.at_lips))


def _of_controls(ours: Mapping[str, float]) -> dict[str, float]:
    found = {PREFIX + name: ours["jawOpen"] for name in TOGETHER}
    shown = {shape: controls for shape, controls in CONTROLS.items() if shape in ours}
    shown |= {each.name: {each.metahuman: 1.0} for each in TONGUE_SHAPES if each.metahuman}
    for shape, controls in shown.items():
        for name, share in controls.items():
            found[PREFIX + name] = max(found.get(PREFIX + name, 0.0), share * ours.get(shape, 0.0))
    return {name: size for name, size in found.items() if size > 0.0}


def _tongue(curves: ArkitCurves, known: Mapping[str, Array]) -> dict[str, Array]:
    """Controls of the tongue, what tongueOut has of the same added."""
    weights = tongue_weights(curves)
    ours = {PREFIX + each.metahuman: weights[each.name] for each in TONGUE_SHAPES if each.metahuman}
    return {name: np.clip(values + known.get(name, 0.0), 0.0, 1.0) for name, values in ours.items()}


def metahuman_clip_of(curves: ArkitCurves, name: str) -> Clip:
    """Controls 0..1 and three angles in radians. No bone turns: MetaHuman's have axes of their own."""
    turns = dict(zip(_TURNS, yaw_pitch_roll(curves.head).T, strict=True))
    return Clip(name, curves.frames_per_second, {**metahuman_controls(curves), **turns}, {})
