# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs with the true names and structure of other people's, whose lips are two lines and can be measured.

What a shape does to the lips stands here in millimetres, told by what its name means (a "PP" presses, an "aa" opens by
15 mm) and not by our tables, so that a rig judges them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import bpy
import numpy as np
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, CLOSURE
from soliloquy.runtime.animate.rules.articulation import TEETH as TEETH_CONTACT
from soliloquy.runtime.animate.rules.mouth import mouth_weights, with_contacts
from soliloquy.runtime.motion import ArkitCurves

UPPER, LOWER, TEETH, LIDS, BROWS = 0, 7, 14, 15, 17
"""First vertex of each part: 7 of each lip from right to left, the edge of the upper teeth, two lids, two brows."""
_WIDTH = 0.025
_MIDDLE = 3
_TEETH_BELOW, _TEETH_BEHIND = 1.0, 3.0
"""Millimetres of the upper teeth's edge below the line of closed lips, and behind it."""


@dataclass(frozen=True)
class Does:
    """What a shape does at 1, in millimetres: upper and lower lip up, lower lip back, corners out; lids down and
    brows up."""

    upper: float = 0.0
    lower: float = 0.0
    back: float = 0.0
    wide: float = 0.0
    lids: float = 0.0
    brows: float = 0.0


@dataclass(frozen=True)
class Lips:
    """(T,) millimetres: the gap in the middle, and from the lower lip's edge to the edge of the upper teeth."""

    gap: np.ndarray
    to_teeth: np.ndarray


# fmt: off
OCULUS = {
    "sil": Does(), "PP": Does(-0.3, 0.4), "FF": Does(1.5, 0.1, 2.6), "TH": Does(0.5, -4.5),
    "DD": Does(0.4, -3.5, wide=1), "kk": Does(0.3, -4.5), "CH": Does(1.5, -3.0, wide=-4), "SS": Does(1.2, -2.5, wide=2),
    "nn": Does(0.3, -4.0), "RR": Does(0.5, -3.5, wide=-4), "aa": Does(1.0, -15.0), "E": Does(1.5, -9.0, wide=3),
    "ih": Does(1.0, -6.0, wide=4), "oh": Does(0.5, -9.0, wide=-5), "ou": Does(0.5, -4.0, wide=-8),
}
VOWELS = {
    "a": Does(0.5, -13.0), "i": Does(0.8, -3.5, wide=5), "u": Does(0.4, -3.5, wide=-8), "e": Does(0.8, -7.0, wide=3),
    "o": Does(0.4, -9.0, wide=-5),
}
LIDS_DOWN = Does(lids=-9)
FACE = {
    "eyeBlinkLeft": Does(lids=-9), "eyeBlinkRight": Does(lids=-9), "browInnerUp": Does(brows=6),
    "browDownLeft": Does(brows=-4), "browDownRight": Does(brows=-4),
}
# fmt: on


def _named(vowels: Mapping[str, Does], names: str) -> dict[str, Does]:
    """a i u e o under other names."""
    return dict(zip(names.split(), vowels.values(), strict=True))


RIGS: dict[str, dict[str, Does]] = {
    "Oculus": {f"viseme_{name}": does for name, does in OCULUS.items()} | FACE,
    "Oculus, as in VRChat": {f"vrc.v_{name.lower()}": does for name, does in OCULUS.items()},
    "VRM 0": {name.upper(): does for name, does in VOWELS.items()} | {"Blink_L": LIDS_DOWN, "Blink_R": LIDS_DOWN},
    "VRM 1": _named(VOWELS, "aa ih ou ee oh") | {"blink": LIDS_DOWN, "blinkLeft": LIDS_DOWN, "blinkRight": LIDS_DOWN},
    "VRoid": {f"Face.M_F00_000_00_Fcl_MTH_{name.upper()}": does for name, does in VOWELS.items()}
    | {
        "Face.M_F00_000_00_Fcl_MTH_Close": Does(-0.2, 0.3),
        "Face.M_F00_000_00_Fcl_EYE_Close": LIDS_DOWN,
        "Face.M_F00_000_00_Fcl_BRW_Surprised": Does(brows=7),
        "Face.M_F00_000_00_Fcl_ALL_Joy": Does(2, -10, lids=-9),
    },
    "MMD": _named(VOWELS, "あ い う え お")
    | {"ん": Does(-0.2, 0.3), "まばたき": LIDS_DOWN, "ｳｨﾝｸ２": LIDS_DOWN, "ｳｨﾝｸ２右": LIDS_DOWN, "困る": Does(brows=4)},
}
"""Family of rigs -> the shape keys of its face."""


def build(shapes: Mapping[str, Does], name: str = "Face") -> bpy.types.Object:
    """A face of points with a shape key for each of ``shapes``, in the current scene."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(place) for place in _rest()], [], [])
    face = bpy.data.objects.new(name, mesh)
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(face)
    face.shape_key_add(name="Basis")
    for key, does in shapes.items():
        moved = _rest() + _moves(does)
        block = face.shape_key_add(name=key, from_mix=False)
        block.data.foreach_set("co", moved.ravel())
        block.value = 0.0  # from Blender 5 on a new one is at 1
    return face


def spoken(phones: str) -> ArkitCurves:
    """One frame for each phone, divided by spaces, as the rules engine holds it in the middle."""
    targets = np.array([ARTICULATION[phone].targets for phone in phones.split()])
    weights = with_contacts(mouth_weights(targets), targets[:, CLOSURE], targets[:, TEETH_CONTACT])
    return ArkitCurves(weights.astype(np.float32), np.zeros((len(targets), 3), np.float32), 30.0)


def measure(face: bpy.types.Object, frames: range) -> Lips:
    """The lips on the evaluated mesh at each frame of the scene."""
    scene = bpy.context.scene
    assert scene is not None
    gaps, distances = [], []
    for frame in frames:
        scene.frame_set(frame)
        evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
        assert isinstance(evaluated.data, bpy.types.Mesh)
        places = np.empty(3 * len(evaluated.data.vertices), np.float32)
        evaluated.data.vertices.foreach_get("co", places)
        upper, lower, teeth = 1000 * places.reshape(-1, 3)[[UPPER + _MIDDLE, LOWER + _MIDDLE, TEETH]]
        gaps.append(upper[2] - lower[2])
        distances.append(float(np.hypot(*(lower - teeth)[1:])))
    return Lips(np.array(gaps), np.array(distances))


def _rest() -> np.ndarray:
    """(19,3) metres; the face looks to -Y."""
    rest = np.zeros((19, 3))
    rest[UPPER : UPPER + 7, 0] = rest[LOWER : LOWER + 7, 0] = np.linspace(-_WIDTH, _WIDTH, 7)
    rest[TEETH] = (0.0, _TEETH_BEHIND / 1000, -_TEETH_BELOW / 1000)
    rest[LIDS : LIDS + 2] = (-0.03, 0.0, 0.07), (0.03, 0.0, 0.07)
    rest[BROWS : BROWS + 2] = (-0.03, 0.0, 0.09), (0.03, 0.0, 0.09)
    return rest


def _moves(does: Does) -> np.ndarray:
    """(19,3) metres; the lips' corners stay together."""
    moves = np.zeros((19, 3))
    along = np.linspace(-1, 1, 7)
    middle = 1 - along**2
    moves[UPPER : UPPER + 7, 2], moves[LOWER : LOWER + 7, 2] = middle * does.upper, middle * does.lower
    moves[LOWER : LOWER + 7, 1] = middle * does.back
    moves[UPPER : UPPER + 7, 0] = moves[LOWER : LOWER + 7, 0] = along * does.wide
    moves[LIDS : LIDS + 2, 2], moves[BROWS : BROWS + 2, 2] = does.lids, does.brows
    return moves / 1000
