# SPDX-License-Identifier: GPL-3.0-or-later
"""How narrow a mouth was, by what was seen of its width: the weights that are fitted to a face follow that by 0.86
(docs/measured/capture.md), so a style that learned from them alone knew less than the picture shows."""

from collections.abc import Sequence

import numpy as np

from ...runtime.head.lips import narrowness
from ..data.real_faces import Capture

_STILL = 1e-6


def seen_narrowness(captures: Sequence[Capture]) -> list[np.ndarray | None]:
    """(T,) of each capture, as of weights (``lips.narrowness``); None where the mouth's width is not known.

    By how much a mouth is narrower than in the middle of its own clip, brought to mean and deviation that the weights
    of all these captures have together: so the unit of the widths does not matter.
    """
    known = [(capture, capture.width) for capture in captures if capture.width is not None]
    if not known:
        return [None] * len(captures)
    narrower = np.concatenate([np.median(width) - width for _, width in known])
    by_weights = np.concatenate([narrowness(capture.weights) for capture, _ in known])
    slope = by_weights.std() / max(narrower.std(), _STILL)
    rest = by_weights.mean() - slope * narrower.mean()
    return [
        None if width is None else rest + slope * (np.median(width) - width)
        for width in (capture.width for capture in captures)
    ]
