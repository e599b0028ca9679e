# SPDX-License-Identifier: GPL-3.0-or-later
"""How like the truth a made picture is: PSNR, SSIM, MS-SSIM, and the distances of its face's points."""

import numpy as np
from scipy.ndimage import correlate1d
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.mesh_points import INNER_LIPS, JAW_EDGE, OUTER_LIPS

_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_SCALES = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
"""Wang, Simoncelli and Bovik 2003, "Multiscale structural similarity"."""
_POINTS = [*OUTER_LIPS, *INNER_LIPS, *JAW_EDGE]


def psnr(one: Array, other: Array) -> float:
    """Decibels, of pictures 0..255."""
    return float(10 * np.log10(255.0**2 / max(float(((one - other) ** 2).mean()), 1e-9)))


def ssim(one: Array, other: Array) -> float:
    """Wang et al. 2004, of the luminance, with their Gaussian window of 11 pixels."""
    alike, structure = _parts(_luminance(one), _luminance(other))
    return float((alike * structure).mean())


def ms_ssim(one: Array, other: Array) -> float:
    """Five scales, of the luminance; the picture's sides must be 176 or more."""
    one, other = _luminance(one), _luminance(other)
    found = 1.0
    for number, weight in enumerate(_SCALES):
        alike, structure = _parts(one, other)
        last = number == len(_SCALES) - 1
        found *= max(float((alike * structure if last else structure).mean()), 1e-6) ** weight
        one, other = _halved(one), _halved(other)
    return found


def landmark_distance(one: Array, other: Array) -> float:
    """LD: mean distance in pixels of the lips' and the jaw's points (T,478,2)."""
    return float(np.linalg.norm(one[:, _POINTS] - other[:, _POINTS], axis=2).mean())


def velocity_distance(one: Array, other: Array) -> float:
    """LVD: the same of the points' steps from frame to frame."""
    return landmark_distance(np.diff(one, axis=0), np.diff(other, axis=0))


def _luminance(picture: Array) -> Array:
    return np.asarray(picture, float) @ [0.299, 0.587, 0.114]


def _parts(one: Array, other: Array) -> tuple[Array, Array]:
    mean_one, mean_other = _windowed(one), _windowed(other)
    spread_one, spread_other = _windowed(one * one) - mean_one**2, _windowed(other * other) - mean_other**2
    shared = _windowed(one * other) - mean_one * mean_other
    alike = (2 * mean_one * mean_other + _C1) / (mean_one**2 + mean_other**2 + _C1)
    return alike, (2 * shared + _C2) / (spread_one + spread_other + _C2)


def _windowed(picture: Array) -> Array:
    window = np.exp(-((np.arange(11) - 5) ** 2) / (2 * 1.5**2))
    window /= window.sum()
    return np.asarray(correlate1d(correlate1d(picture, window, axis=0), window, axis=1)[5:-5, 5:-5])


def _halved(picture: Array) -> Array:
    even = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]
    return np.asarray((even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4)
