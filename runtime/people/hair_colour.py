# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of hair: what each preset has, and those that one may choose."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..srgb import linear, of_code, srgb
from .hair_style import Waves


@dataclass(frozen=True)
class HairColour:
    """code: sRGB of hair that is not grey. grey: share of strands that are, 0..1."""

    code: str
    grey: float = 0.0

    @property
    def linear(self) -> Array:
        """(3,) linear light."""
        return linear(of_code(self.code))


@dataclass(frozen=True)
class HairLook:
    """What hair looks like, beside how it lies."""

    colour: HairColour
    waves: Waves


HAIR_COLOURS: Mapping[str, HairColour] = {
    "black": HairColour("14100e"),
    "dark_brown": HairColour("2b1c13"),
    "brown": HairColour("4a3324"),
    "chestnut": HairColour("5a3018"),
    "red": HairColour("8c3d18"),
    "dark_blond": HairColour("86633c"),
    "blond": HairColour("b8935a"),
    "greying": HairColour("3b3028", 0.45),
    "grey": HairColour("6b645e", 0.75),
    "white": HairColour("cfcac2", 0.9),
}
"""By the name that ``Identity.hair_colour`` has for each. Chosen by eye."""

PRESET_COLOURS: Mapping[str, HairColour] = {
    "Clara": HairColour("4a3324"),
    "Amara": HairColour("15100e"),
    "Daniel": HairColour("3a2a1d"),
    "Ines": HairColour("4d4642", 0.3),
    "Kenji": HairColour("14110f"),
    "Kofi": HairColour("100d0b"),
    "Mei": HairColour("171310"),
    "Priya": HairColour("14100e"),
    "Rosa": HairColour("8d8883", 0.7),
    "Samuel": HairColour("2b2826", 0.2),
    "Walter": HairColour("c9c6c1", 0.8),
    "Yuki": HairColour("241a15"),
}
"""As tools/head/bake_textures.py paints their scalps."""

_BROW_LIGHT = 0.75
"""Of a brow's hairs beside the head's, as tools/head/paint_skin.py paints them."""

GREY: Array = np.array([0.60, 0.59, 0.57])
"""Linear light of a strand without pigment."""


def brow_srgb(colour: HairColour) -> Array:
    """(3,) sRGB, 0..1, of brows that are painted in a colour."""
    return _BROW_LIGHT * srgb(colour.linear)
