# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotations by SciPy, to compare what readers find with what the take says."""

import numpy as np
from scipy.spatial.transform import Rotation


def turns_apart(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Radians (T,) between quaternions (T,4) x, y, z, w and axis-angles (T,3)."""
    return (Rotation.from_quat(found) * Rotation.from_rotvec(expected).inv()).magnitude()
