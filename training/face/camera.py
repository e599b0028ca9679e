# SPDX-License-Identifier: GPL-3.0-or-later
"""How drawn heads are looked at."""

import numpy as np

from ...runtime.arrays import Array

SIDE = 176
"""Pixels of a picture."""
_ACROSS = 0.235
"""Metres that the picture shows at the face's distance: a face is some 0.16 wide."""
PIXEL = _ACROSS / SIDE
_MIDDLE = np.array([0.0, 0.008, 0.075])
"""Where the camera looks, in metres from the head joint."""


def turned(vertices: Array, turn: Array) -> Array:
    """About the head joint: pitch, then yaw, then roll."""
    pitch, yaw, roll = turn
    around = (
        np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
        @ np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
        @ np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    )
    return np.asarray(vertices @ around.T.astype(np.float32) - _MIDDLE, np.float32)


def projected(vertices: Array, distance: float) -> tuple[Array, Array, Array]:
    """x and y in pixels, and the distance from the camera in metres; whatever the distance, a face is as large."""
    depth = distance - vertices[:, 2]
    scale = distance / depth / PIXEL
    return vertices[:, 0] * scale + SIDE / 2, SIDE / 2 - vertices[:, 1] * scale, depth
