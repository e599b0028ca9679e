# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of materials, in the form in which those who read FBX expect them."""

import numpy as np

from ...runtime.srgb import srgb
from .scene import Scene, property_of, set_property

_COLOURS = ("DiffuseColor", "EmissiveColor", "SpecularColor", "ReflectionColor", "TransparentColor")


_THROWN_BACK = 0.16
"""Of light that falls straight on a surface, for a SpecularFactor of 1: Blender's Principled BSDF has 0.08 times its
"Specular IOR Level", of which the exporter writes the half."""


def encode_colours(scene: Scene) -> None:
    """Blender writes linear numbers; Unity and three.js take them for sRGB, and show them too dark."""
    for material in scene.objects("Material"):
        for name in _COLOURS:
            values = property_of(material, name)
            if values is not None:
                set_property(material, name, "Color", srgb(np.array(values, float)))


def dim_highlights(scene: Scene) -> None:
    """Blender writes the surface's own colour and a factor, which three.js leaves out: skin shone like lacquer.

    Light that is thrown back by skin, teeth or cloth has no colour, and is the share that Blender's own shader has.
    """
    for material in scene.objects("Material"):
        factor = property_of(material, "SpecularFactor")
        if factor is not None and property_of(material, "ReflectionFactor") in (None, [0.0]):
            set_property(material, "SpecularColor", "Color", np.full(3, factor[0] * _THROWN_BACK))


def uncover_pictures(scene: Scene) -> None:
    """Under a picture the colour is white: many multiply the two, and Blender writes what it does not show."""
    for material in scene.objects("Material"):
        if any(driven == "DiffuseColor" for driven, _ in scene.drivers(material, "Texture")):
            set_property(material, "DiffuseColor", "Color", (1.0, 1.0, 1.0))
