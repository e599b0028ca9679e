# SPDX-License-Identifier: GPL-3.0-or-later
"""A line's mouths in a few numbers, from which the report draws them."""

import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX
from ..runtime.head.lips import opening
from ..runtime.motion import FRAMES_PER_SECOND
from ..runtime.speech import SILENCE
from ..runtime.take import Take

_SHOWN = 10
_WIDE = ("mouthStretchLeft", "mouthStretchRight", "mouthSmileLeft", "mouthSmileRight")
_NARROW = ("mouthPucker", "mouthFunnel")


def mouths(take: Take) -> list[list[str | int]]:
    """[phone, opening 0..100, width -100..100] at the middle of phones spread over the line; of /p b m f v/ the frame
    where the lips come nearest. Of a line in which nobody speaks, nothing."""
    phones = [phone for phone in take.speech.phones if phone.symbol != SILENCE]
    shown = min(_SHOWN, len(phones))
    chosen = [phones[index] for index in np.linspace(0, len(phones) - 1, shown).round().astype(int)]
    weights = take.curves.weights
    opened = opening(weights)
    wide = weights[:, [ARKIT_INDEX[name] for name in _WIDE]].mean(axis=1)
    narrow = weights[:, [ARKIT_INDEX[name] for name in _NARROW]].max(axis=1)
    found: list[list[str | int]] = []
    for phone in chosen:
        first = round(phone.start * FRAMES_PER_SECOND)
        last = max(first + 1, round(phone.end * FRAMES_PER_SECOND))
        frame = first + int(np.argmin(opened[first:last])) if phone.symbol[0] in "pbmfv" else (first + last) // 2
        frame = min(frame, len(weights) - 1)
        found.append([phone.symbol, round(100 * float(opened[frame])), round(100 * float(wide[frame] - narrow[frame]))])
    return found
