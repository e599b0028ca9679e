# SPDX-License-Identifier: GPL-3.0-or-later
"""An eye's texture: the white with its veins, the iris with its fibres and dark ring, the pupil."""

import numpy as np
from soliloquy.runtime.people.eye_mesh import IRIS_UV, PUPIL
from soliloquy.runtime.smooth_step import smooth_step
from soliloquy.runtime.srgb import of_code

from .paint import mixed, noise
from .paint_skin import Look
from .paint_white import paint_white


def paint_eye(look: Look, size: int, seed: int) -> np.ndarray:
    """uint8 (size,size,3): the iris fills a disc of radius IRIS_UV about the middle."""
    side = (np.arange(size) + 0.5) / size - 0.5
    x, y = (axis.ravel() for axis in np.meshgrid(side, side))
    radius, turn = np.hypot(x, y), np.arctan2(y, x)
    around = np.stack([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=1)
    white = paint_white(radius, turn, size, look.skin, look.lines, seed)
    share = radius / IRIS_UV
    # The limbus: the iris fades into the white through a soft dark ring.
    white = white * (1.0 - 0.34 * smooth_step(1.16, 1.0, share))[:, np.newaxis]
    painted = mixed(white, _iris(of_code(look.iris), share, around, seed), smooth_step(1.06, 0.92, share))
    return (np.clip(painted, 0.0, 1.0) * 255 + 0.498).astype(np.uint8).reshape(size, size, 3)


def _iris(tone: np.ndarray, share: np.ndarray, around: np.ndarray, seed: int) -> np.ndarray:
    """share: distance from the middle, 1 at the limbus."""
    depth = share[:, np.newaxis] * np.array([0.0, 0.0, 2.0])
    fibres = 0.6 * noise(around * 10 + depth, 0.5, seed + 1) + 0.4 * noise(around * 24 + depth, 0.5, seed + 2)
    collarette = np.exp(-(((share - 0.52) / 0.16) ** 2))
    bright = (0.85 + 0.40 * fibres) * (1.0 + 0.35 * collarette)
    bright *= 1.0 - 0.72 * smooth_step(0.78, 1.0, share)
    # Light that comes in from above through the cornea gathers in the lower half.
    bright *= 1.0 + 0.30 * np.clip(around[:, 1], -0.6, 1.0) * smooth_step(PUPIL, 0.7, share)
    bright *= smooth_step(PUPIL, PUPIL + 0.06, share)
    return tone * bright[:, np.newaxis]
