# SPDX-License-Identifier: GPL-3.0-or-later
"""Directions in space."""

import numpy as np

from .arrays import Array


def unit(vectors: Array) -> Array:
    """Vectors (...,3) with the length 1; one that has none stays 0."""
    found: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return found
