# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of a take by which one sees whether a face follows it."""

from typing import TYPE_CHECKING

import numpy as np

from ..blender.motion_keys import shapes_of
from ..blender.rig import Rig
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.phones import BILABIALS, OPEN_VOWELS

if TYPE_CHECKING:
    from ..runtime.take import Take


def telling_moments(rig: Rig, take: "Take", curves: ArkitCurves | Motion, frames_per_second: float) -> list[int]:
    """Frames of the take, in a closure of the lips, in an open vowel, and where most is moved."""
    moments = []
    for symbols in (BILABIALS, OPEN_VOWELS):
        phones = [phone for phone in take.lip_phones if phone.symbol in symbols]
        if phones:
            longest = max(phones, key=lambda phone: phone.end - phone.start)
            moments.append(round((longest.start + longest.end) / 2 * frames_per_second))
    shapes = shapes_of(rig, curves).values()
    moments.append(int(np.argmax(sum(np.abs(values) for values in shapes))))
    return [min(moment, len(curves) - 1) for moment in moments]
