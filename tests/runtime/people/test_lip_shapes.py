# SPDX-License-Identifier: GPL-3.0-or-later
"""Lips that touch do so between the places at which they are brought together, too."""

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.lip_curves import gap_along, span
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.lip_line import MEETING

# Kenji's mouth stood 0.07 mm open in a kink just before its corners, and Kofi's in a pressed /p/ beside the middle.
WHO = ("Kenji", "Kofi", "Yuki", "random=5")
CLOSELY, GAPS_MM = 801, (-0.12, 0.03)
PRESSED = (0.04, 0.08, 0.16, 0.3)


def lip_gaps(who: str, pressed: float = 0.0) -> Array:
    """Gaps (801,) across the mouth in millimetres."""
    head, topology = load_head(who), people_data().topology
    press = head.shape_deltas[ARKIT_INDEX["mouthPressLeft"]] + head.shape_deltas[ARKIT_INDEX["mouthPressRight"]]
    lips = 1000 * (head.vertices + pressed * press).astype(float)[topology.vertex_of(topology.lip_rings)][None, MEETING]
    return gap_along(lips, span(lips, CLOSELY))[0]


@pytest.mark.parametrize("who", WHO)
def test_lips_at_rest_and_pressed_touch_everywhere(who: str) -> None:
    gaps = np.stack([lip_gaps(who, pressed) for pressed in (0.0, *PRESSED)])
    assert gaps.min() > GAPS_MM[0] and gaps.max() < GAPS_MM[1]
