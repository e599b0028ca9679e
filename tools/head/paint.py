# SPDX-License-Identifier: GPL-3.0-or-later
"""What the painters of skin and eyes share: colours, soft edges, blots and noise in space.

The noise is made from integers by a fixed rule, so that a texture is the same on every machine.
"""

import itertools
from collections.abc import Callable

import numpy as np
from soliloquy.runtime.smooth_step import smooth


def blot(points: np.ndarray, middle: tuple[float, float, float], radii: tuple[float, float, float]) -> np.ndarray:
    """A Gaussian blot (N,) at points (N,3)."""
    return np.exp(-(((points - np.array(middle)) / np.array(radii)) ** 2).sum(axis=1))


def mixed(under: np.ndarray, over: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Colours (N,3) with ``over`` (3,) or (N,3) laid on by share (N,)."""
    return under * (1.0 - share[:, np.newaxis]) + over * share[:, np.newaxis]


def noise(points: np.ndarray, cell: float, seed: int) -> np.ndarray:
    """Value noise (N,) in -1..1 at points (N,3), one value a cell."""
    scaled = points / cell
    whole = np.floor(scaled)
    share = smooth(scaled - whole)
    key = _key(whole.astype(np.int64))
    total = np.zeros(len(points))
    for corner in itertools.product((0, 1), repeat=3):
        x, y, z = (share[:, axis] if on else 1.0 - share[:, axis] for axis, on in enumerate(corner))
        offset = sum(on * prime for on, prime in zip(corner, _PRIMES, strict=True))
        total += x * y * z * _mixed_up(key + np.uint32(offset & 0xFFFFFFFF), seed)
    return total * 2.0 - 1.0


def where(mask: np.ndarray, values: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """``values(chosen)`` at the places where mask (N,) is above 0, and 0 elsewhere: noise costs time."""
    chosen = mask > 0
    found = np.zeros(len(mask))
    found[chosen] = values(chosen)
    return found


_PRIMES = (374761393, 668265263, 2147483647)
_MULTIPLIER = 1274126177


def _key(cells: np.ndarray) -> np.ndarray:
    """Integers of 32 bits, which wrap: they are mixed several times as fast as those of 64."""
    x, y, z = cells.astype(np.uint32).T
    return x * np.uint32(_PRIMES[0]) + y * np.uint32(_PRIMES[1]) + z * np.uint32(_PRIMES[2])


def _mixed_up(key: np.ndarray, seed: int) -> np.ndarray:
    mix: np.ndarray = key + np.uint32(seed * _MULTIPLIER & 0xFFFFFFFF)
    mix = (mix ^ (mix >> 13)) * np.uint32(_MULTIPLIER)
    return ((mix ^ (mix >> 16)) & 0xFFFF) / 65535.0
