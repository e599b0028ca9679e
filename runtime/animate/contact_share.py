# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of a motion belongs to its contacts: what stays when the rest is played more weakly."""

from collections.abc import Sequence

import numpy as np

from ..arrays import Array
from ..phones import BILABIALS, LABIODENTALS
from ..speech import Phone

# Chosen by eye: how long before and after its phone a contact is whole, and in how long it comes and goes.
_WHOLE_SECONDS = 0.02
_RAMP_SECONDS = 0.04


def contact_share(phones: Sequence[Phone], frames: int, frames_per_second: float) -> Array:
    """(frames,) 1 in each P, B, M, F and V, 0 away from them, with ramps between. Where a phone lies between two
    frames, the nearest has 1."""
    times = np.arange(frames) / frames_per_second
    whole = max(_WHOLE_SECONDS, 0.5 / frames_per_second)
    share = np.zeros(frames)
    for phone in phones:
        if phone.symbol in BILABIALS | LABIODENTALS:
            away = np.maximum(phone.start - times, times - phone.end)
            share = np.maximum(share, np.clip(1.0 - (away - whole) / _RAMP_SECONDS, 0.0, 1.0))
    return share
