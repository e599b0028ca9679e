# SPDX-License-Identifier: GPL-3.0-or-later
"""An eye's texture: the white with its veins, the iris with its fibres and dark ring, the pupil."""

import numpy as np
from soliloquy.runtime.people.eye_mesh import IRIS_UV, PUPIL
from soliloquy.runtime.smooth_step import smooth_step
from soliloquy.runtime.srgb import of_code

from .paint import mixed, noise

_WHITE = np.array([0.885, 0.862, 0.845])
_RED = np.array([0.25, 0.75, 0.75])


def paint_eye(iris: str, size: int, seed: int) -> np.ndarray:
    """uint8 (size,size,3): the iris fills a disc of radius IRIS_UV about the middle."""
    side = (np.arange(size) + 0.5) / size - 0.5
    x, y = (axis.ravel() for axis in np.meshgrid(side, side))
    radius, turn = np.hypot(x, y), np.arctan2(y, x)
    around = np.stack([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=1)
    white = _white(radius, around, seed)
    share = radius / IRIS_UV
    # The limbus: the iris fades into the white through a soft dark ring.
    white = white * (1.0 - 0.34 * smooth_step(1.16, 1.0, share))[:, np.newaxis]
    painted = mixed(white, _iris(of_code(iris), share, around, seed), smooth_step(1.06, 0.92, share))
    return (np.clip(painted, 0.0, 1.0) * 255 + 0.498).astype(np.uint8).reshape(size, size, 3)


def _white(radius: np.ndarray, around: np.ndarray, seed: int) -> np.ndarray:
    spread = np.clip((radius - IRIS_UV) / (0.5 - IRIS_UV), 0.0, 1.0)
    veins = np.clip(noise(around * 9 + np.array([0, 0, 6.0]) * spread[:, np.newaxis], 1.0, seed) - 0.15, 0, 1)
    red = smooth_step(0.05, 0.5, spread) * (0.10 + 0.35 * veins)
    return np.tile(_WHITE, (len(radius), 1)) * (1.0 - red[:, np.newaxis] * _RED)


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
