# SPDX-License-Identifier: GPL-3.0-or-later
"""The curve between linear light and sRGB (IEC 61966-2-1)."""

import numpy as np

from .arrays import Array


def of_code(code: str) -> Array:
    """sRGB (3,), 0..1, of red, green and blue in hexadecimal, such as "dfb79d"."""
    return np.array([int(code[at : at + 2], 16) for at in (0, 2, 4)]) / 255.0


def linear(code: Array) -> Array:
    """Linear light of sRGB, both 0..1."""
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def srgb(light: Array) -> Array:
    """sRGB of linear light, both 0..1; light beyond is cut off."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
