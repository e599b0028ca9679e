# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotations given as axis-angle, in the forms that files and Blender want; and the one between two sets of points."""

import numpy as np

from .arrays import Array


def quaternions(axis_angle: Array) -> Array:
    """Unit quaternions (T,4), w first, of axis-angle rotations (T,3) in radians; w is never negative below pi."""
    angle = np.linalg.norm(axis_angle.astype(np.float64), axis=1, keepdims=True)
    return np.concatenate([np.cos(angle / 2), axis_angle * 0.5 * np.sinc(angle / (2 * np.pi))], axis=1)


def axis_angles(quaternions: Array) -> Array:
    """Rotations (T,3) in radians, at most pi, of unit quaternions (T,4), w first; tiny ones keep their size."""
    upright = np.where(quaternions[:, :1] < 0, -quaternions, quaternions).astype(np.float64)
    half = np.linalg.norm(upright[:, 1:], axis=1, keepdims=True)
    return 2 * upright[:, 1:] * np.where(half > 0, np.arctan2(half, upright[:, :1]) / np.maximum(half, 1e-300), 1.0)


def yaw_pitch_roll(axis_angle: Array) -> Array:
    """Angles (T,3) in radians of rotations (T,3) given as axis-angle in the head's frame.

    The rotation is R_y(yaw) R_x(pitch) R_z(roll), the order of a face anchor in ARKit: yaw to the
    character's left, pitch down, roll from +x to +y.
    """
    w, x, y, z = quaternions(axis_angle).T
    yaw = np.arctan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y))
    pitch = np.arcsin(np.clip(2 * (w * x - y * z), -1, 1))
    roll = np.arctan2(2 * (x * y + w * z), 1 - 2 * (x * x + z * z))
    return np.stack([yaw, pitch, roll], axis=1)


def of_yaw_pitch_roll(angles: Array) -> Array:
    """The other way: axis-angle (T,3) of angles (T,3) in radians."""
    halves = angles.astype(np.float64).T / 2
    (cy, cx, cz), (sy, sx, sz) = np.cos(halves), np.sin(halves)
    parts = (
        cy * cx * cz + sy * sx * sz,
        cy * sx * cz + sy * cx * sz,
        sy * cx * cz - cy * sx * sz,
        cy * cx * sz - sy * sx * cz,
    )
    return axis_angles(np.stack(parts, axis=1))


def without_flips(quaternions: Array) -> Array:
    """The same turns (T,4) without a change of sign from frame to frame, between which nobody could interpolate."""
    against = np.where(np.sum(quaternions[1:] * quaternions[:-1], axis=1) < 0, -1.0, 1.0)
    return np.concatenate([quaternions[:1], quaternions[1:] * np.cumprod(against)[:, None]])


def of_matrices(matrices: Array) -> Array:
    """Axis-angle vectors (T,3) in radians of rotation matrices (T,3,3); turns of less than half a circle."""
    skew = matrices - matrices.transpose(0, 2, 1)
    axis = np.stack([skew[:, 2, 1], skew[:, 0, 2], skew[:, 1, 0]], axis=1) / 2
    sine = np.linalg.norm(axis, axis=1, keepdims=True)
    cosine = (np.trace(matrices, axis1=1, axis2=2)[:, None] - 1) / 2
    angle = np.arctan2(sine, cosine)
    return np.asarray(axis * np.where(sine > 1e-9, angle / np.maximum(sine, 1e-9), 1.0))


def turn_between(points: Array, others: Array) -> tuple[Array, Array]:
    """The turn (3,3), for rows, that brings ``points`` (N,3) nearest to ``others`` (N,3), both counted from their
    middle, and the singular values (3,) that go with it (Umeyama 1991): their sum, over that of one set's squares, is
    how large the other is beside it."""
    left, sizes, right = np.linalg.svd(points.T @ others)
    sign = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    turn: Array = left * sign @ right
    return turn, sizes * sign
