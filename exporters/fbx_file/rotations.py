# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX's Euler angles: degrees about X, then Y, then Z, all about axes that stand still."""

import numpy as np

from ...runtime.arrays import Array

_STEEP = 60.0
"""Degrees about Y; below it the nearest of two ways to say a rotation is always the one that arcsine gives."""


def matrices(degrees: Array) -> Array:
    """Rotation matrices (...,3,3) of angles (...,3)."""
    x, y, z = np.moveaxis(np.radians(degrees), -1, 0)
    cx, sx, cy, sy, cz, sz = np.cos(x), np.sin(x), np.cos(y), np.sin(y), np.cos(z), np.sin(z)
    rows = [
        [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
        [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
        [-sy, cy * sx, cy * cx],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def from_quaternions(quaternions: Array) -> Array:
    """Rotation matrices (T,3,3) of unit quaternions (T,4) w, x, y, z."""
    w, x, y, z = np.asarray(quaternions, float).T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def angles(rotations: Array) -> Array:
    """Angles (T,3) of rotation matrices (T,3,3), continuous in time."""
    y = np.arcsin(np.clip(-rotations[:, 2, 0], -1.0, 1.0))
    x = np.arctan2(rotations[:, 2, 1], rotations[:, 2, 2])
    z = np.arctan2(rotations[:, 1, 0], rotations[:, 0, 0])
    found = np.degrees(np.stack([x, y, z], axis=1))
    if np.abs(found[:, 1]).max(initial=0.0) > _STEEP:
        for frame in range(1, len(found)):
            found[frame] = nearest(found[frame], found[frame - 1])
    return np.unwrap(found, axis=0, period=360.0)


def nearest(degrees: Array, to: Array) -> Array:
    """The same rotation (3,), said so that its angles are nearest to ``to``."""
    other = degrees + np.array([180.0, 0.0, 180.0])
    other[1] = 180.0 - other[1]
    ways = np.stack([degrees, other])
    ways -= 360.0 * np.round((ways - to) / 360.0)
    return ways[np.abs(ways - to).sum(axis=1).argmin()]


def transform(translation: Array, degrees: Array, scaling: Array) -> Array:
    """Matrices (...,4,4) that scale, turn and move."""
    made = np.zeros((*np.shape(translation)[:-1], 4, 4))
    made[..., :3, :3] = matrices(degrees) * np.asarray(scaling)[..., None, :]
    made[..., :3, 3] = translation
    made[..., 3, 3] = 1.0
    return made


def parts(transforms: Array) -> tuple[Array, Array, Array]:
    """Translation, angles and scaling, each (T,3), of matrices (T,4,4) without shear."""
    linear = transforms[:, :3, :3]
    scaling = np.linalg.norm(linear, axis=1)
    # A mirror is said as all three axes reversed: one rotation then fits in every frame.
    scaling *= np.where(np.linalg.det(linear) < 0, -1.0, 1.0)[:, None]
    return transforms[:, :3, 3], angles(linear / np.where(scaling == 0, 1.0, scaling)[:, None, :]), scaling


def size_of(linear: Array) -> float:
    """By how much a matrix (3,3) makes things larger, on the whole."""
    return float(np.cbrt(abs(np.linalg.det(linear))))


def keeps_angles(linear: Array) -> bool:
    """Whether a matrix (3,3) turns and scales evenly, without mirror or shear."""
    size = size_of(linear)
    even = bool(np.abs(linear @ linear.T - np.eye(3) * size**2).max() < 1e-5 * size**2)
    return even and bool(np.linalg.det(linear) > 0)
