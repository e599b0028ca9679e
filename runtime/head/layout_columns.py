# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each ARKit shape goes in the FLAME layout: expression, jaw, eyes or eyelids."""

import math

from .arkit import ARKIT_NAMES

JAW_ANGLE = math.radians(20.7)
"""Turn of the jaw about +x at jawOpen 1: that of the lower teeth in the shape."""

EYE_TURN = 0.60
"""Turn of an eyeball at eyeLook 1, in radians; recorded captures give 0.56 to 0.65."""

EYE_TURNS: dict[str, tuple[int, tuple[float, float, float]]] = {
    "eyeLookDownLeft": (0, (1.0, 0.0, 0.0)),
    "eyeLookUpLeft": (0, (-1.0, 0.0, 0.0)),
    "eyeLookInLeft": (0, (0.0, -1.0, 0.0)),
    "eyeLookOutLeft": (0, (0.0, 1.0, 0.0)),
    "eyeLookDownRight": (1, (1.0, 0.0, 0.0)),
    "eyeLookUpRight": (1, (-1.0, 0.0, 0.0)),
    "eyeLookInRight": (1, (0.0, 1.0, 0.0)),
    "eyeLookOutRight": (1, (0.0, -1.0, 0.0)),
}
"""Eye (0 left, 1 right) and axis of each look: +x looks down, +y to the character's left."""

LID_SHAPES: tuple[str, ...] = tuple(EYE_TURNS)
EYELIDS: tuple[str, str] = ("eyeBlinkLeft", "eyeBlinkRight")
EXPRESSION_SHAPES: tuple[str, ...] = (
    *(name for name in ARKIT_NAMES if name not in (*LID_SHAPES, *EYELIDS, "jawOpen")),
    *LID_SHAPES,
    "jawOpen",
)
"""The ARKit shape behind each of the 50 displacements that the expression spans."""

JAW_COUPLED_SHAPES: tuple[str, ...] = (
    "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft", "mouthRight", "mouthSmileLeft", "mouthSmileRight",
    "mouthRollLower", "mouthShrugLower", "mouthPressLeft", "mouthPressRight",
    "mouthLowerDownLeft", "mouthLowerDownRight",
)  # fmt: skip
"""Mouth shapes that a turned jaw would carry more than 1.5 mm away from where the ARKit weights put them.

mouthClose, for one, would end 12.9 mm off at jawOpen 1. The layout adds what best takes that back.
"""
