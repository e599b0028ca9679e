# SPDX-License-Identifier: GPL-3.0-or-later
"""A still face, told by the names of its shapes."""

import numpy as np

from ..arrays import Array
from .arkit import ARKIT_INDEX, ARKIT_NAMES


def weights_of(**named: float) -> Array:
    """Weights (52,) of ARKit's shapes: those that are named, and 0 for the others. Raises KeyError for another name."""
    weights = np.zeros(len(ARKIT_NAMES))
    for name, weight in named.items():
        weights[ARKIT_INDEX[name]] = weight
    return weights
