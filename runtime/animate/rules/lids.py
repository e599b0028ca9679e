# SPDX-License-Identifier: GPL-3.0-or-later
"""Lids that blink, whatever the mood has them do."""

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX


def shut_lids(weights: Array, blinks: Array) -> None:
    """Lay blinks (T,), 0 open to 1 shut, over the lids of ``weights`` (T, 52), in place."""
    for side in ("Left", "Right"):
        resting = weights[:, ARKIT_INDEX[f"eyeBlink{side}"]]
        weights[:, ARKIT_INDEX[f"eyeBlink{side}"]] = 1.0 - (1.0 - blinks) * (1.0 - resting)
        for shape in ("eyeWide", "eyeSquint"):  # a shut lid is shut, whatever the mood
            weights[:, ARKIT_INDEX[f"{shape}{side}"]] *= 1.0 - blinks
