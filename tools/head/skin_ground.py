# SPDX-License-Identifier: GPL-3.0-or-later
"""What all skins are painted on: for each texel, which region of the face it is, how deep it lies, and its relief."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.head.skin_maps import FLAT

from .skin_creases import creases
from .skin_pigment import ratios
from .skin_regions import REGIONS, measured_places, region_shares
from .skin_relief import Relief, make_relief

_SEED = 21


@dataclass(frozen=True)
class Texels:
    """N texels that are skin. places (N,3): mm on the default head, see skin_regions. masks (N,) each: "lips", "ears",
    "eyelids". open_sky (N,): share of light from around that gets there. shares (N,R) of REGIONS. creases (N,): see
    skin_creases.py. pits, roots, wrinkles (N,): of the relief, wrinkles as depth."""

    places: np.ndarray
    masks: Mapping[str, np.ndarray]
    open_sky: np.ndarray
    shares: np.ndarray
    creases: np.ndarray
    pits: np.ndarray
    roots: np.ndarray
    wrinkles: np.ndarray

    @property
    def mirrored(self) -> np.ndarray:
        """places on the person's left."""
        return np.column_stack([np.abs(self.places[:, 0]), self.places[:, 1:]])

    def part(self, part: slice) -> "Texels":
        masks = {name: mask[part] for name, mask in self.masks.items()}
        arrays = (self.open_sky, self.shares, self.creases, self.pits, self.roots, self.wrinkles)
        return Texels(self.places[part], masks, *(array[part] for array in arrays))


@dataclass(frozen=True)
class Ground:
    """covered (S,S): which texels of the texture are skin; their relief. stands_for: which of them (N,) are looked at
    when a region is measured."""

    texels: Texels
    covered: np.ndarray
    relief: Relief
    stands_for: Mapping[str, np.ndarray]

    def grain(self, seed: int) -> np.ndarray:
        """Noise (3,N) in the bands of unevenness, at another place of the texture for each seed."""
        moved = np.random.default_rng(seed).integers(0, len(self.covered), 2)
        return np.stack([np.roll(band, moved, axis=(0, 1))[self.covered] for band in self.relief.grain])

    def waves(self, seed: int) -> dict[float, np.ndarray]:
        """Soft noise (N,) for each of WAVES_MM, at other places of the texture for each seed."""
        chance = np.random.default_rng(seed)
        return {
            between: np.roll(wave, chance.integers(0, len(self.covered), 2), axis=(0, 1))[self.covered]
            for between, wave in self.relief.waves.items()
        }

    def region_colours(self, dark: float, besides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What a share of 1 of each region (R,3) adds to the logarithm of the cheek's colour, and what (3,) is added
        everywhere, so that each region's mean is the measured one. besides (N,3): what is added to all skins too."""
        shares = self.texels.shares
        cheeks = shares[self.stands_for["cheeks"]].mean(axis=0)
        seen = np.stack([shares[self.stands_for[name]].mean(axis=0) - cheeks for name in REGIONS])
        light = np.exp(besides)  # whose mean is measured: that of its logarithm is darker, the more uneven it is
        level = np.log(light[self.stands_for["cheeks"]].mean(axis=0))
        already = np.stack([np.log(light[self.stands_for[name]].mean(axis=0)) - level for name in REGIONS])
        colours: np.ndarray = np.linalg.solve(seen, ratios(dark) - already)
        return colours, -cheeks @ colours - level


def make_ground(
    covered: np.ndarray, places: np.ndarray, masks: Mapping[str, np.ndarray], open_sky: np.ndarray, bend: np.ndarray
) -> Ground:
    """The ground of a texture whose covered (S,S) texels lie at places (N,3) of the default head. bend (N,): of its
    surface there, 1/mm."""
    shares = region_shares(places, masks)
    relief = make_relief(covered, places, masks, shares, _SEED)
    lines = np.clip(FLAT - relief.wrinkles[covered], 0.0, 1.0)
    dark = creases(covered, places, masks, 1.0 - open_sky, bend, _SEED)
    texels = Texels(places, masks, open_sky, shares, dark, relief.pits[covered], relief.roots[covered], lines)
    return Ground(texels, covered, relief, measured_places(places, masks))
