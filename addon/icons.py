# SPDX-License-Identifier: GPL-3.0-or-later
"""The icon that Blender lacks: a dice."""

from typing import Any

import bpy
import bpy.utils.previews
import numpy as np

_SIZE = 32
_GREY = 0.85
"""Pixels of a side, and as light as the icons of Blender's dark theme. Chosen by eye."""
_previews: list[Any] = []


def dice_icon() -> int:
    """Number of the icon, for ``icon_value``; 0, no icon, when the extension is not registered."""
    return _previews[0]["dice"].icon_id if _previews else 0


def _dice() -> np.ndarray:
    """RGBA (SIZE,SIZE,4) in 0..1: the five, as holes in a square with round corners."""
    across, up = np.meshgrid(*2 * [(np.arange(_SIZE) + 0.5) / _SIZE * 2 - 1])
    beyond_corner = np.hypot(np.maximum(np.abs(across) - 0.55, 0), np.maximum(np.abs(up) - 0.55, 0))
    pips = [
        np.hypot(across - x, up - y) for x, y in ((0, 0), (-0.45, -0.45), (0.45, -0.45), (-0.45, 0.45), (0.45, 0.45))
    ]
    softness = _SIZE / 2
    square = np.clip((0.3 - beyond_corner) * softness, 0, 1)
    holes = np.clip((0.17 - np.min(pips, axis=0)) * softness, 0, 1)
    opacity = square * (1 - holes)
    # Blender takes the colour as multiplied by the opacity already.
    return opacity[..., None] * np.array([_GREY, _GREY, _GREY, 1.0])


def register() -> None:
    collection = bpy.utils.previews.new()
    icon: Any = collection.new("dice")
    icon.icon_size = (_SIZE, _SIZE)
    icon.icon_pixels_float = _dice().ravel().tolist()
    _previews.append(collection)


def unregister() -> None:
    while _previews:
        bpy.utils.previews.remove(_previews.pop())
