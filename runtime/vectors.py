# SPDX-License-Identifier: GPL-3.0-or-later
"""Directions in space."""

import numpy as np

from .arrays import Array


def unit(vectors: Array) -> Array:
    """Vectors (...,3), none of them 0, with the length 1."""
    found: Array = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return found
