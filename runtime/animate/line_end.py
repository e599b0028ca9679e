# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a line: the face and the head come back to rest, where the clip's last frame holds them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_NAMES
from ..motion import FRAMES_PER_SECOND, ArkitCurves
from ..speech import SILENCE, Phone
from .rules.noise import minimum_jerk

EASE_FRAMES = round(0.4 * FRAMES_PER_SECOND)
"""The tail, which every line of ours has after its last sound."""
_SHORTEST = 0.2
"""Seconds of silence at the end of a recording below which only brows and gaze come back: the mouth is needed until
then, and back in less it would snap. Chosen by eye."""
_HELD = 3
"""Frames at rest: at 24 frames a second the last one is the mean of so many."""
_FREE = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eyeLook"))]
"""Shapes that no sound needs."""
_OTHERS = [i for i in range(len(ARKIT_NAMES)) if i not in _FREE]


def at_rest_at_the_end(curves: ArkitCurves, phones: Sequence[Phone]) -> ArkitCurves:
    """``curves`` that reach 0 at the end: brows and gaze always, all else and the head where silence follows the last
    sound, and from then on. Every frame before is as it was."""
    weights, head = curves.weights.copy(), curves.head.copy()
    frames = len(curves)
    share = share_left(min(EASE_FRAMES, frames // 2))
    weights[frames - len(share) :, _FREE] *= share[:, None]
    silent = frames - _first_silent_frame(phones, frames)
    if silent >= round(_SHORTEST * FRAMES_PER_SECOND):
        share = share_left(min(len(share), silent))
        weights[frames - len(share) :, _OTHERS] *= share[:, None]
        head[frames - len(share) :] *= share[:, None]
    return replace(curves, weights=weights, head=head)


def _first_silent_frame(phones: Sequence[Phone], frames: int) -> int:
    """The first one after the last sound; beyond the end where no sound is known."""
    ends = [phone.end for phone in phones if phone.symbol != SILENCE]
    return int(np.ceil(max(ends) * FRAMES_PER_SECOND)) + 1 if ends else frames


def share_left(eased: int) -> Array:
    """(n,) from nearly 1 to 0, by which what comes to rest is multiplied."""
    left = 1.0 - minimum_jerk(np.arange(1, eased + 1) / max(eased - _HELD + 1, 1))
    return left.astype(np.float32)
