# SPDX-License-Identifier: GPL-3.0-or-later
"""How far jaw, lips and corners move, against how far people's do.

The teacher opens a mouth by the jaw alone, nearly; people's lips take a larger part, and their
corners a smaller one (docs/measured/strangers.md).
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX

Gains = tuple[float, float, float, float]
"""Of ``PARTS``, in their order."""
PARTS: dict[str, tuple[str, ...]] = {
    "jaw": ("jawOpen", "mouthClose"),
    "lower lip": ("mouthLowerDownLeft", "mouthLowerDownRight"),
    "upper lip": ("mouthUpperUpLeft", "mouthUpperUpRight"),
    "corners": ("mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight"),
}


def with_gains(weights: Array, gains: Gains, held: Array) -> Array:
    """Weights (T,52) whose parts move by ``gains`` as much around what the emotion holds (T,52); none below 0."""
    scaled = weights.copy()
    for shapes, gain in zip(PARTS.values(), gains, strict=True):
        columns = [ARKIT_INDEX[shape] for shape in shapes]
        scaled[:, columns] = np.maximum(held[:, columns] + gain * (weights[:, columns] - held[:, columns]), 0.0)
    return scaled
