# SPDX-License-Identifier: GPL-3.0-or-later
"""The twelve people that have names, and which of them somebody else is most like."""

from collections.abc import Mapping

import numpy as np

from ..arrays import Array
from .beards import BEARDS
from .hair_colour import HAIR_COLOURS, PRESET_COLOURS, HairColour, HairLook
from .hair_style import Style, styled, waves_of
from .identity import AUTO_HAIR, Identity

PRESETS: Mapping[str, Identity] = {
    "Clara": Identity(woman=0.95, age=31.5, european=1.0, hair="bob"),
    "Amara": Identity(woman=0.95, age=29.55, african=1.0, european=0.0, hair="curls"),
    "Daniel": Identity(woman=0.05, age=39.3, european=1.0, muscle=0.6, hair="crop", beard="stubble"),
    "Ines": Identity(
        woman=0.92, age=56, african=0.3, european=0.7, weight=0.6, lips=0.3, nose_width=0.2, cheekbones=0.3,
        hair="short",
    ),
    "Kenji": Identity(woman=0.08, age=35.4, asian=1.0, european=0.0, hair="swept"),
    "Kofi": Identity(woman=0.05, age=35.4, african=1.0, european=0.0, muscle=0.6, hair="shorn", beard="goatee"),
    "Mei": Identity(woman=0.92, age=29.55, asian=1.0, european=0.0, hair="long"),
    "Priya": Identity(
        woman=0.95, age=24, african=0.2, asian=0.3, european=0.5, weight=0.42, eye_size=0.35, lips=0.25,
        nose_length=0.2, chin_height=-0.2, hair="long",
    ),
    "Rosa": Identity(
        woman=0.9, age=68, asian=0.45, european=0.55, weight=0.8, cheeks=0.4, nose_width=0.35, face_width=0.3,
        hair="short",
    ),
    "Samuel": Identity(
        woman=0.06, age=50, african=0.6, european=0.4, weight=0.85, muscle=0.6, neck_width=0.5, jaw_width=0.4,
        cheeks=0.3, hair="shorn", beard="full"
    ),
    "Walter": Identity(
        woman=0.04, age=76, european=1.0, weight=0.3, nose_length=0.45, nose_bridge=0.5, ear_size=0.6, cheeks=-0.5,
        lips=-0.4, brow_height=-0.3, hair="crop",
    ),
    "Yuki": Identity(
        woman=0.4, age=20, asian=0.75, european=0.25, weight=0.25, muscle=0.35, eye_size=0.3, jaw_width=-0.4,
        face_width=-0.2, hair="swept",
    ),
}  # fmt: skip
"""By name, the default one first. The layout's basis is the default one's own; the six whose ages are no whole numbers
were the first there were, and their vertices are the same as ever."""

_WEIGHTS = {"woman": 2.0, "age": 1.0 / 18.0, "ancestry": 1.5}
"""Of differences between people, chosen by eye. Ancestry counts little, for the skin takes its colour by
``skin_tint``."""
_SKINS = {"african": (0.43, 0.27, 0.20), "asian": (0.86, 0.70, 0.56), "european": (0.86, 0.69, 0.57)}
"""sRGB, the means of the first presets' (tools/head/bake_textures.py)."""
_IRISES = {
    "blue": "4f6f80", "grey": "67727a", "green": "5b6b45", "hazel": "6b5632", "brown": "452a17", "dark": "2a190e",
}  # fmt: skip
_MELANIN = (0.62, 0.92, 1.0)
"""Share of red, green and blue that melanin takes, as logarithms: of photographed dark cheeks against light ones."""
_DARKEST, _LIGHTEST = 0.60, 0.28
"""How much of it a tone of 1 adds, and one of -1 takes, in sRGB values (chosen by eye)."""
_PLAIN = 0.02
"""Share by which a tint must change some colour for the texture to be another one."""


def nearest_preset(identity: Identity) -> str:
    """Who looks most like a person by gender, age and ancestry: whose textures are worn and whose hair is grown."""
    return min(PRESETS, key=lambda name: _difference(identity, PRESETS[name]))


def hair_of(identity: Identity) -> str:
    """How a person's hair lies, never AUTO_HAIR."""
    return PRESETS[nearest_preset(identity)].hair if identity.hair == AUTO_HAIR else identity.hair


def brows_of(identity: Identity) -> HairColour | None:
    """The colour of a person's brows; None for that of the nearest preset."""
    chosen = identity.hair_colour if identity.brow_colour == AUTO_HAIR else identity.brow_colour
    return HAIR_COLOURS.get(chosen)


def beard_of(identity: Identity) -> str:
    """One of BEARDS, or empty for a shaven person."""
    beard = PRESETS[nearest_preset(identity)].beard if identity.beard == AUTO_HAIR else identity.beard
    return beard if beard in BEARDS else ""


def iris_of(identity: Identity) -> str:
    """The sRGB code of a person's iris; empty for that of the nearest preset."""
    return _IRISES.get(identity.eyes, "")


def style_of(identity: Identity) -> Style:
    """How a person's hair lies and bends."""
    texture = identity.hair_texture
    if texture == AUTO_HAIR and identity.hair == AUTO_HAIR:
        texture = PRESETS[nearest_preset(identity)].hair_texture
    return styled(hair_of(identity), "" if texture == AUTO_HAIR else texture)


def hair_look(identity: Identity) -> HairLook:
    """What a person's hair looks like."""
    chosen = HAIR_COLOURS.get(identity.hair_colour, PRESET_COLOURS[nearest_preset(identity)])
    return HairLook(chosen, waves_of(style_of(identity)))


def skin_tint(identity: Identity) -> tuple[float, float, float]:
    """What the skin's texture of the nearest preset is to be multiplied by: red, green, blue, as ancestry and tone have
    it.

    Skins of several ancestries are mixed by the logarithm, as layers of pigment are; a tone is more or less melanin.
    """
    own, worn = (skin_colour(each) for each in (identity, PRESETS[nearest_preset(identity)]))
    more = identity.skin_tone * (_DARKEST if identity.skin_tone > 0 else _LIGHTEST)
    tint = own / worn * np.exp(-more * np.array(_MELANIN))
    if np.abs(tint - 1.0).max() < _PLAIN:
        return 1.0, 1.0, 1.0
    red, green, blue = tint.round(3).tolist()
    return red, green, blue


def skin_colour(identity: Identity) -> Array:
    """sRGB (3,) of the cheeks, by ancestry alone."""
    colours: Array = np.log([_SKINS[name] for name in identity.ancestry])
    mixed: Array = np.exp(np.array(list(identity.ancestry.values())) @ colours)
    return mixed


def _difference(one: Identity, other: Identity) -> float:
    shares, others = one.ancestry, other.ancestry
    ancestry = sum(abs(shares[name] - others[name]) for name in shares)
    return (
        _WEIGHTS["woman"] * abs(one.woman - other.woman)
        + _WEIGHTS["age"] * abs(one.age - other.age)
        + _WEIGHTS["ancestry"] * ancestry
    )
