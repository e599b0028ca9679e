# SPDX-License-Identifier: GPL-3.0-or-later
"""The beginning of a line: the head comes out of rest, and the eyes with it, where other lines and idling end."""

from dataclasses import replace

from ..head.arkit import ARKIT_NAMES
from ..motion import ArkitCurves
from .line_end import EASE_FRAMES, share_left

_GAZE = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("eyeLook")]


def from_rest_at_the_beginning(curves: ArkitCurves) -> ArkitCurves:
    """``curves`` whose head and gaze begin at 0, as all else does by itself, and are their own after as long as they
    take to come back at the end. The eyes keep their aim, for they turn against the head."""
    weights, head = curves.weights.copy(), curves.head.copy()
    share = share_left(min(EASE_FRAMES, len(curves) // 2))[::-1, None]
    weights[: len(share), _GAZE] *= share
    head[: len(share)] *= share
    return replace(curves, weights=weights, head=head)
