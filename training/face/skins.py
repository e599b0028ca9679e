# SPDX-License-Identifier: GPL-3.0-or-later
"""A skin of one's own for everybody who is drawn, painted as the presets' are (tools/head), but coarsely: 0.1 s, after
half a minute for the first.

Needs the packages that set-up paints from, in build/sources.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from ...runtime.arrays import Array
from ...runtime.people.identity import Identity
from ...runtime.people.presets import skin_colour
from ...tools.head.bake_textures import SKIN_SIZE, skin_ground
from ...tools.head.paint_skin import Look, paint_skin
from ...tools.head.skin_ground import Ground
from ...tools.head.skin_pigment import MELANIN
from ...tools.head.texture_map import TexelMap
from ...tools.weights.folders import CHECKOUT
from .drawing import stage
from .marks import Marks, hair_code

SIZE = 256
"""Texels of a side: 1.6 mm each, where a drawn pixel is 1.3 and a picture of few pixels is made of most."""
_FINER = SKIN_SIZE // SIZE
_SPREAD = 0.25
"""Standard deviation of the logarithm of a skin's melanin beside its ancestry's (chosen by eye)."""
_BROW_BAND = (2.0, 10.0, 30.0, 50.0), (0.0, 1.0, 1.0, 0.0)
"""Heights above the eyes in millimetres, and how much of a brow's move they get."""
_MILLIMETRES = 1000.0
_IRIS = "452a17"
"""Not painted here."""


@cache
def _ground() -> tuple[TexelMap, Ground]:
    """What skins are painted on, with the means of what is finer than a texel: relief and creases are laid out for
    skins of SKIN_SIZE. Laid out on large texels a pore was a centimetre wide, and the dark edge of lips a lip away."""
    texels, large = skin_ground(CHECKOUT, SIZE)
    _, fine = skin_ground(CHECKOUT)

    def of_texels(values: Array) -> Array:
        spread = np.zeros(fine.covered.shape)
        spread[fine.covered] = values
        count = np.maximum(_means(fine.covered.astype(float)), 1.0 / _FINER**2)
        return np.asarray((_means(spread) / count)[large.covered])

    ground = fine.texels
    relief = replace(
        large.relief,
        grain=np.stack([_means(band) for band in fine.relief.grain]),
        waves={between: _means(wave) for between, wave in fine.relief.waves.items()},
    )
    painted = replace(
        large.texels,
        creases=of_texels(ground.creases),
        pits=of_texels(ground.pits),
        roots=of_texels(ground.roots),
        wrinkles=of_texels(ground.wrinkles),
    )
    return texels, replace(large, texels=painted, relief=relief)


def _means(picture: Array) -> Array:
    """(SIZE,SIZE) of (SKIN_SIZE,SKIN_SIZE)."""
    return np.asarray(picture.reshape(SIZE, _FINER, SIZE, _FINER).mean(axis=(1, 3)))


def own_skin(identity: Identity, marks: Marks, neutral: Array, draw: np.random.Generator) -> Array:
    """Linear light, float32 (SIZE,SIZE,3), of a person with vertices (V,3) at rest. Raises OSError without the
    packages."""
    texels, ground = _ground()
    look = Look(
        skin=_colour(identity, draw),
        hair=hair_code(identity),
        iris=_IRIS,
        redness=marks.redness,
        freckles=marks.freckles,
        spots=marks.spots,
        lines=marks.lines,
        stubble=marks.stubble,
        hairline=marks.hairline,
    )
    places = texels.spread((neutral - neutral[_eyes()].mean(axis=0)) * _MILLIMETRES + _eyes_off())
    places[:, 1] += marks.brow_down * np.interp(places[:, 1], *_BROW_BAND)
    painted = paint_skin(places, ground, look, marks.brow, int(draw.integers(1, 1_000_000)))
    masks = ground.texels.masks
    painted *= np.exp(-marks.lips * masks["lips"] - marks.lids * masks["eyelids"])[:, None]
    return np.asarray((texels.image(painted) / 255.0) ** 2.2, np.float32)


def _colour(identity: Identity, draw: np.random.Generator) -> str:
    """sRGB code of the cheeks."""
    light = skin_colour(identity) * np.exp(-draw.normal(0.0, _SPREAD) * MELANIN)
    return "".join(f"{round(255 * float(np.clip(each, 0.05, 0.97))):02x}" for each in light)


@cache
def _eyes() -> Array:
    """Vertices of the eyes."""
    head = stage().head
    return head.vertices_of("eye")


@cache
def _eyes_off() -> Array:
    """(3,) millimetres from the eyes' joints to the middle of their vertices, on the default head."""
    head = stage().head
    away: Array = (head.vertices[_eyes()].mean(axis=0) - head.joints[-2:].mean(axis=0)) * _MILLIMETRES
    return away
