# SPDX-License-Identifier: GPL-3.0-or-later
"""Bare skin: the colours of its regions, blood and melanin, pores, freckles and shaven hair.

Where places are asked for, they are mm on the default head (skin_regions.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from soliloquy.runtime.people.beards import beard_cover
from soliloquy.runtime.smooth_step import smooth_step
from soliloquy.runtime.srgb import linear, of_code, srgb

from .paint import blot, mixed
from .skin_ground import Ground, Texels
from .skin_pigment import BLOOD, MELANIN, darkness, unevenness

if TYPE_CHECKING:
    from .paint_skin import Look

Waves = Mapping[float, np.ndarray]

_GRAIN = np.array([2.1, 0.42, 1.4])
"""Grain by chance in each band, beside the unevenness measured there: coarse grain reaches into the middle band, where
pores and wrinkles are too, and JPEG takes of the fine one (fitted with benchmarks/skin.py)."""
_GRAIN_LIMITS = np.array([0.067, 0.06, 0.08])
"""Standard deviations of grain by chance at most: what the photographs have beyond that at nose, lids, ears and lips
are creases and their shadows, which depth, pores and creases (skin_creases.py) give here (fitted likewise)."""
_GRAIN_COLOUR = np.array([0.75, 1.0, 1.05])
_DEPTH = np.array([0.28, 0.46, 0.46])
"""How much of the light that a hollow lacks its colour lacks too: red goes furthest through skin (chosen by eye)."""
_CREASE_COLOUR = np.array([0.85, 1.0, 1.02])
_DARKER = 1.1
"""How much darker creases are on the darkest skins, as measured ones are more uneven (fitted likewise)."""
_IN_WRINKLES = 0.42
"""What the deepest wrinkle of the oldest takes from the logarithm of the colour: more, and an old forehead is more
than twice as uneven as the photographed ones (fitted likewise)."""
_SHAVEN = np.array([0.62, 0.66, 0.74])
"""What a shaven beard lets through of red, green and blue: its roots lie under the skin (chosen by eye)."""


@dataclass(frozen=True)
class Pigment:
    """What is alike for all texels of a skin. cheek (3,): linear. regions (R,3) and everywhere (3,): see
    Ground.region_colours. grain (3,N): of unevenness. waves: soft noise (N,) by its size in mm."""

    look: "Look"
    cheek: np.ndarray
    dark: float
    regions: np.ndarray
    everywhere: np.ndarray
    grain: np.ndarray
    waves: Mapping[float, np.ndarray]


def pigment_of(ground: Ground, look: "Look", seed: int) -> Pigment:
    cheek = linear(of_code(look.skin))
    dark = darkness(cheek)
    regions = ground.region_colours(dark, _depth(ground.texels, dark))
    return Pigment(look, cheek, dark, *regions, ground.grain(seed + 3), ground.waves(seed))


def paint_pigment(texels: Texels, pigment: Pigment, part: slice) -> np.ndarray:
    """sRGB (P,3) in 0..1 of texels, which are that part of the ground's."""
    look, dark = pigment.look, pigment.dark
    layers = texels.shares @ pigment.regions + pigment.everywhere
    layers += _depth(texels, dark)
    layers -= (_IN_WRINKLES * look.lines * texels.wrinkles)[:, np.newaxis] * _GRAIN_COLOUR
    waves = {between: wave[part] for between, wave in pigment.waves.items()}
    layers -= _blood(texels, look, waves)[:, np.newaxis] * BLOOD
    layers -= (_melanin(waves, dark) + _freckles(texels, look, waves))[:, np.newaxis] * MELANIN
    layers += _grain(texels, pigment.grain[:, part], dark)[:, np.newaxis] * _GRAIN_COLOUR
    painted = pigment.cheek * np.exp(layers)
    return srgb(_stubble(painted, texels, look, waves))


def _depth(texels: Texels, dark: float) -> np.ndarray:
    """What hollows, pores, furrows and creases (N,3) take from the logarithm of the colour."""
    hollow = np.log(np.clip(texels.open_sky, 0.05, 1.0))
    pits = (0.13 + 0.10 * dark) * texels.pits
    creases = (1.0 + _DARKER * dark) * texels.creases
    return (
        hollow[:, np.newaxis] * _DEPTH - pits[:, np.newaxis] * _GRAIN_COLOUR - creases[:, np.newaxis] * _CREASE_COLOUR
    )


def _blood(texels: Texels, look: "Look", waves: Waves) -> np.ndarray:
    """More (N,) than the region's mean: patches by chance, and on red faces the nose and cheeks."""
    patches = 0.6 * waves[9.0] + 0.4 * waves[3.2]
    mirrored = texels.mirrored
    ruddy = blot(mirrored, (34, -30, 8), (15, 12, 30)) + 0.8 * blot(mirrored, (0, -28, 44), (11, 9, 16))
    vessels = np.clip(1.0 - np.abs(waves[2.4]) * 5.0, 0.0, 1.0)
    over = max(look.redness - 0.45, 0.0)
    return 0.07 * look.redness * patches + over * ruddy * (0.08 * (1 + patches) + 0.10 * vessels)


def _melanin(waves: Waves, dark: float) -> np.ndarray:
    uneven: np.ndarray = 0.5 * waves[15.0] + 0.3 * waves[6.0] + 0.2 * waves[2.4]
    return (0.045 + 0.075 * dark) * uneven


def _freckles(texels: Texels, look: "Look", waves: Waves) -> np.ndarray:
    """Freckles on cheeks and nose, and with age spots on forehead and temples."""
    mirrored = texels.mirrored
    sunny = blot(mirrored, (30, -22, 10), (30, 16, 50)) + blot(mirrored, (0, -20, 20), (20, 16, 50))
    sunny = np.clip(sunny + 0.35 * blot(mirrored, (0, 38, 20), (50, 20, 60)) - 0.02, 0.0, 1.0)
    small = smooth_step(0.40, 0.62, 0.75 * waves[1.3] + 0.5 * waves[2.4])
    few = smooth_step(0.50, 0.66, 0.8 * waves[3.2] + 0.3 * waves[1.3])
    found = 0.9 * look.freckles * sunny * (0.55 * small + 0.6 * few)
    if look.spots:
        blotted = 0.8 * waves[6.0] + 0.5 * waves[2.4]
        outside = smooth_step(25.0, 45.0, mirrored[:, 0]) + blot(mirrored, (0, 50, 15), (45, 22, 60))
        found = found + 0.30 * look.spots * smooth_step(0.42, 0.62, blotted) * np.clip(outside, 0.0, 1.0)
    return found


def _grain(texels: Texels, grain: np.ndarray, dark: float) -> np.ndarray:
    """Unevenness (N,) of the logarithm of luminance, as strong in each band as on the skins measured."""
    of_regions, of_cheeks = unevenness(dark)
    strong = of_cheeks + texels.shares @ (of_regions - of_cheeks)
    found: np.ndarray = (np.minimum(_GRAIN * strong, _GRAIN_LIMITS).T * grain).sum(axis=0)
    return found


def _stubble(painted: np.ndarray, texels: Texels, look: "Look", waves: Waves) -> np.ndarray:
    """Roots of a shaven beard, linear colours (N,3)."""
    if not look.stubble:
        return painted
    beard = look.stubble * beard_share(texels, waves)
    roots = texels.roots
    shaded = painted * _SHAVEN ** (0.75 * beard)[:, np.newaxis]
    return mixed(shaded, linear(of_code(look.hair)) * 0.6, np.clip(0.85 * beard * roots, 0.0, 0.9))


def beard_share(texels: Texels, waves: Waves) -> np.ndarray:
    """How thickly (N,) a beard grows, as hairs do (runtime/people/beards.py); edges by chance."""
    edge = 0.16 * waves[6.0] + 0.10 * waves[2.4]
    grown = smooth_step(0.22, 0.75, beard_cover(texels.places) + edge)
    found: np.ndarray = grown * (1 - texels.masks["lips"]) * (1 - texels.masks["ears"])
    return found
