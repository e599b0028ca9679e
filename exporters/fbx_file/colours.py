# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of materials, in the form in which those who read FBX expect them."""

import numpy as np

from ...runtime.arrays import Array
from .scene import Scene, property_of, set_property

_COLOURS = ("DiffuseColor", "EmissiveColor", "SpecularColor", "ReflectionColor", "TransparentColor")


def encode_colours(scene: Scene) -> None:
    """Blender writes linear numbers; Unity and three.js take them for sRGB, and show them too dark."""
    for material in scene.objects("Material"):
        for name in _COLOURS:
            values = property_of(material, name)
            if values is not None:
                set_property(material, name, "Color", _srgb(np.array(values, float)))


def uncover_pictures(scene: Scene) -> None:
    """Under a picture the colour is white: many multiply the two, and Blender writes what it does not show."""
    for material in scene.objects("Material"):
        if any(driven == "DiffuseColor" for driven, _ in scene.drivers(material, "Texture")):
            set_property(material, "DiffuseColor", "Color", (1.0, 1.0, 1.0))


def _srgb(linear: Array) -> Array:
    """The sRGB curve (IEC 61966-2-1)."""
    inside = np.clip(linear, 0.0, 1.0)
    return np.where(inside <= 0.0031308, 12.92 * inside, 1.055 * inside ** (1 / 2.4) - 0.055)
