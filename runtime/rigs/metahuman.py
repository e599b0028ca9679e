# SPDX-License-Identifier: GPL-3.0-or-later
"""MetaHuman's controls, ``CTRL_expressions_NAME``, from ARKit weights.

Source of the table: the pose asset ``mh_arkit_mapping_pose`` of Epic Games, as written out in the repository
LiveLinkFace-CSV-Retarget-For-Motionbuilder (alexdjulin), weights below 0.05 and the leaning of a cheek's shapes on one
brow left out. It has no mouthClose: through it 20 of 106 P/B/M close (../shared/facts/engines.md), so the closing is
fitted here.
"""

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.tongue import TONGUE_SHAPES
from ..motion import ArkitCurves
from .splits import Split, in_parts, naming_of

PREFIX = "CTRL_expressions_"
_QUARTERS = ("UL", "UR", "DL", "DR")
_SIDES = ("L", "R")


def _of_both_sides() -> dict[str, dict[str, float]]:
    """Shapes that come in a left and a right one."""
    controls = {
        "eyeBlink": ("eyeBlink",),
        "eyeLookDown": ("eyeLookDown",),
        "eyeLookUp": ("eyeLookUp",),
        "eyeSquint": ("eyeSquintInner",),
        "eyeWide": ("eyeWiden",),
        "mouthSmile": ("mouthCornerPull",),
        "mouthFrown": ("mouthCornerDepress",),
        "mouthDimple": ("mouthDimple",),
        "mouthStretch": ("mouthStretch",),
        "mouthPress": ("mouthPressU", "mouthPressD"),
        "mouthLowerDown": ("mouthLowerLipDepress",),
        "mouthUpperUp": ("mouthUpperLipRaise",),
        "browDown": ("browDown",),
        "browOuterUp": ("browRaiseIn", "browRaiseOuter"),
        "cheekSquint": ("eyeCheekRaise",),
        "noseSneer": ("noseWrinkle",),
    }
    return {
        name + side: {control + side[0]: 1.0 for control in theirs}
        for name, theirs in controls.items()
        for side in ("Left", "Right")
    }


CONTROLS: dict[str, dict[str, float]] = _of_both_sides() | {
    "eyeLookInLeft": {"eyeLookRightL": 1.0},
    "eyeLookOutLeft": {"eyeLookLeftL": 1.0},
    "eyeLookInRight": {"eyeLookLeftR": 1.0},
    "eyeLookOutRight": {"eyeLookRightR": 1.0},
    "jawForward": {"jawFwd": 1.0},
    "jawLeft": {"jawLeft": 1.0},
    "jawRight": {"jawRight": 1.0},
    "jawOpen": {"jawOpen": 1.0},
    "mouthFunnel": in_parts("mouthFunnel", _QUARTERS),
    "mouthPucker": in_parts("mouthLipsPurse", _QUARTERS)
    | in_parts("mouthLipsTowards", _QUARTERS, 0.41)
    | in_parts("mouthFunnel", _QUARTERS, 0.75),
    "mouthLeft": {"mouthLeft": 1.0},
    "mouthRight": {"mouthRight": 1.0},
    "mouthRollLower": in_parts("mouthLowerLipRollIn", _SIDES) | in_parts("mouthUpperLipRollIn", _SIDES, 0.5),
    "mouthRollUpper": in_parts("mouthUpperLipRollIn", _SIDES),
    "mouthShrugLower": in_parts("jawChinRaiseD", _SIDES),
    "mouthShrugUpper": in_parts("jawChinRaiseU", _SIDES),
    "browInnerUp": in_parts("browLateral", _SIDES) | in_parts("browRaiseIn", _SIDES),
    "cheekPuff": in_parts("mouthCheekBlow", _SIDES) | in_parts("mouthLipsBlow", _SIDES),
    "tongueOut": {
        "tongueDown": 0.83,
        "tongueOut": 0.77,
        "tongueRollDown": 0.25,
        "tongueWide": 0.63,
        "tongueRight": 0.07,
    },
}
"""ARKit shape -> the controls that show it, with their weights. mouthClose is ``_closed``'s."""

TOGETHER = tuple("mouthLipsTogether" + quarter for quarter in _QUARTERS)
"""The controls that close the lips over the jaw."""
_JAW_STAYS = 0.1
"""Of what the jaw is open while the lips are closed over it. Chosen: the jaw may still be seen to hang, and yet the
lips meet in a rig whose mouthLipsTogether does nothing."""
_LEAST_JAW = 0.05
"""Below this opening of the jaw the lips have no way to go, and their share of it would jump."""


def metahuman_controls(curves: ArkitCurves) -> dict[str, Array]:
    """Control -> weights (T,), 0..1, in the order of their names. ``curves`` have mouthClose as ARKit has it."""
    weights = {name: curves.weights[:, ARKIT_INDEX[name]] for name in ARKIT_NAMES}
    weights["jawOpen"], together = _closed(weights["jawOpen"], weights["mouthClose"])
    controls = {name: together for name in TOGETHER}
    for shape, theirs in CONTROLS.items():
        for control, share in theirs.items():
            controls[control] = controls.get(control, 0.0) + share * weights[shape]
    return {PREFIX + name: np.clip(controls[name], 0.0, 1.0).astype(np.float32) for name in sorted(controls)}


def _closed(jaw: Array, close: Array) -> tuple[Array, Array]:
    """The jaw, and how far the lips are together over it (T,): 1 where ARKit's mouthClose takes up all of its way."""
    closed = np.minimum(close, jaw)
    return jaw - (1.0 - _JAW_STAYS) * closed, closed / np.maximum(jaw, _LEAST_JAW)


def _drive(weights: Array) -> dict[str, Array]:
    return metahuman_controls(ArkitCurves(weights, np.zeros((len(weights), 3), np.float32)))


_TONGUE = {PREFIX + shape.metahuman: shape.name for shape in TONGUE_SHAPES if shape.metahuman}
_ALL = (
    *dict.fromkeys(name for controls in CONTROLS.values() for name in controls),
    *TOGETHER,
    *(name.removeprefix(PREFIX) for name in _TONGUE),
)

_CALLED_LATER = {
    "tongueRollUp": "tongueBendUp",
    "tongueRollDown": "tongueBendDown",
    "tongueRollLeft": "tongueTwistLeft",
    "tongueRollRight": "tongueTwistRight",
}
"""The mapping that Epic published names the first; the 251 controls of later MetaHumans have the second."""


def _spelled(name: str) -> tuple[str, ...]:
    called = (name, _CALLED_LATER[name]) if name in _CALLED_LATER else (name,)
    return tuple(before + one for one in called for before in (PREFIX, "CTRL_expressions."))


METAHUMAN = naming_of(
    Split(
        title="ARKit shapes, by controls of MetaHuman",
        source="as above",
        parts={
            shape: ({PREFIX + name: share for name, share in controls.items()},) for shape, controls in CONTROLS.items()
        }
        | {"mouthClose": (dict.fromkeys((PREFIX + name for name in TOGETHER), 1.0),)},
        prefixes=("(?:)",),
        spellings={PREFIX + name: _spelled(name) for name in _ALL},
        drive=_drive,
        tongue=_TONGUE,
    )
)
"""A MetaHuman in Blender, whose controls are shape keys, or custom properties of an object or of a bone; the tongue's
own are among them."""
