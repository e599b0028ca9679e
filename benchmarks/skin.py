# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare the painted skins with photographed ones, region by region, and write docs/measured/skin.md.

From the repository's root: .venv/bin/python benchmarks/skin.py. Half a minute; needs what `soliloquy setup` made.
"""

import argparse
import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.people.presets import PRESETS
from soliloquy.runtime.srgb import linear
from soliloquy.tools.head.bake_textures import LOOKS, skin_places
from soliloquy.tools.head.skin_pigment import DARK, LIGHT, Tone, darkness, luminance
from soliloquy.tools.head.skin_regions import REGIONS, measured_places
from soliloquy.tools.head.texel_noise import BAND_EDGES_MM, MM_PER_TEXEL, blurred
from soliloquy.tools.weights.folders import CHECKOUT

PAGE = Path(__file__).resolve().parents[1] / "docs" / "measured" / "skin.md"

Range = tuple[tuple[float, float, float], tuple[float, float, float]]

# fmt: off
RANGES: dict[str, tuple[Range, Range]] = {
    # Lowest and highest red, green, blue beside the cheek's: of ten photographed light skins, of five dark ones.
    "forehead": (((1.02, 1.11, 1.05), (1.08, 1.33, 1.35)), ((0.92, 0.97, 0.93), (1.04, 1.26, 1.22))),
    "between brows": (((1.02, 1.16, 1.14), (1.08, 1.38, 1.40)), ((0.87, 0.95, 0.90), (1.12, 1.38, 1.33))),
    "nose bridge": (((0.89, 0.78, 0.75), (0.93, 0.94, 0.89)), ((0.84, 0.78, 0.67), (1.12, 1.03, 0.87))),
    "nose tip": (((0.73, 0.65, 0.63), (0.83, 0.84, 0.84)), ((0.47, 0.48, 0.45), (0.81, 0.90, 0.83))),
    "nose wings": (((0.67, 0.45, 0.43), (0.82, 0.68, 0.72)), ((0.52, 0.48, 0.49), (0.81, 0.81, 0.75))),
    "upper lids": (((0.51, 0.36, 0.36), (0.78, 0.65, 0.63)), ((0.29, 0.33, 0.33), (0.74, 0.75, 0.83))),
    "under the eyes": (((0.84, 0.70, 0.71), (0.94, 0.82, 0.86)), ((0.50, 0.51, 0.50), (0.88, 0.84, 0.91))),
    "skin over the lip": (((0.86, 0.67, 0.69), (0.95, 0.80, 0.83)), ((0.74, 0.67, 0.72), (0.89, 0.90, 0.96))),
    "chin": (((0.95, 0.99, 0.94), (1.03, 1.10, 1.10)), ((0.58, 0.63, 0.64), (0.94, 1.03, 1.09))),
    "jaw sides": (((0.87, 0.96, 0.91), (1.01, 1.13, 1.12)), ((0.40, 0.46, 0.47), (1.02, 1.07, 1.05))),
    "neck front": (((0.46, 0.50, 0.45), (0.97, 1.17, 1.17)), ((0.70, 0.76, 0.72), (0.96, 1.07, 1.00))),
    "ears": (((0.71, 0.63, 0.54), (0.90, 0.77, 0.75)), ((0.56, 0.55, 0.52), (1.00, 1.03, 1.14))),
    "lips": (((0.65, 0.38, 0.41), (0.74, 0.63, 0.77)), ((0.32, 0.35, 0.39), (0.73, 0.78, 0.91))),
}
# fmt: on
_BEARDED = ("skin over the lip", "chin", "jaw sides", "neck front")
_FACTOR = 2.0
_BETWEEN = 0.5
"""Darkness from which on a skin is compared with the dark ones."""


@dataclass(frozen=True)
class Region:
    """ratio (3,): linear colour beside the cheek's. bands (3,): standard deviation of luminance below 0.13 mm, to 0.52
    and to 2.08 mm, as a share of the local mean."""

    ratio: Array
    bands: Array


@dataclass(frozen=True)
class Skin:
    name: str
    dark: bool
    regions: dict[str, Region]
    shaven: bool

    @property
    def bare(self) -> list[str]:
        """The regions that no beard darkens: the photographed skins have none."""
        return [region for region in REGIONS if not (self.shaven and region in _BEARDED)]

    def in_range(self, region: str) -> bool:
        low, high = RANGES[region][int(self.dark)]
        ratio = self.regions[region].ratio.round(2)
        return bool((ratio >= low).all() and (ratio <= high).all())

    def even(self, region: str) -> Array:
        """Which of the bands (3,) are within a factor of two of the photographs' mean."""
        share = self.regions[region].bands / np.array((DARK if self.dark else LIGHT)[region].bands)
        found: Array = (share >= 1 / _FACTOR) & (share <= _FACTOR)
        return found


def measured_skins(names: tuple[str, ...] = tuple(PRESETS)) -> list[Skin]:
    """The skins that lie in assets/built."""
    texels, places, masks = skin_places(CHECKOUT)
    stands_for = measured_places(places, masks)
    return [_measured(name, texels.covered, stands_for) for name in names]


def _measured(name: str, covered: Array, stands_for: dict[str, Array]) -> Skin:
    with Image.open(CHECKOUT.assets / f"{name.lower()}_skin.jpg") as picture:
        light = linear(np.asarray(picture.convert("RGB"), float)[::-1] / 255)
    bright = luminance(light)
    layers = [bright, *(blurred(bright, edge / MM_PER_TEXEL) for edge in BAND_EDGES_MM)]
    bands = [(finer - coarser) / layers[-1] for finer, coarser in itertools.pairwise(layers)]
    colours, uneven = light[covered], np.stack([band[covered] for band in bands], axis=1)
    cheek = colours[stands_for["cheeks"]].mean(axis=0)
    regions = {
        region: Region(colours[there].mean(axis=0) / cheek, uneven[there].std(axis=0))
        for region, there in stands_for.items()
    }
    return Skin(name, darkness(cheek) > _BETWEEN, regions, LOOKS[name].stubble > 0)


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    skins = measured_skins()
    PAGE.write_text("\n".join(_page(skins)) + "\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def _page(skins: list[Skin]) -> list[str]:
    checked = [(skin, region) for skin in skins for region in skin.bare]
    inside = sum(skin.in_range(region) for skin, region in checked)
    even = np.array([skin.even(region) for skin in skins for region in ("cheeks", *skin.bare)])
    fine, middle, coarse = even.sum(axis=0)
    lines = [
        "# Painted skins beside photographed ones",
        "",
        "Written by `benchmarks/skin.py`. Fifteen photographed skins (CC0, by MakeHuman's community; figures alone",
        "were kept) were measured in fourteen regions of the face; ours, which are painted by rules, in the same.",
        "Ratio: mean linear red, green and blue beside the cheek's. Unevenness: standard deviation of luminance in",
        f"bands below {BAND_EDGES_MM[0]} mm (fine), to {BAND_EDGES_MM[1]} (middle) and to {BAND_EDGES_MM[2]} (coarse),",
        "in percent of the local mean; a photograph's holds creases and their shadows, which ours leaves to light.",
        "Where a beard is shaven, both are shown and not compared: no photographed skin has one.",
        "",
        f"Ratios inside the range of the photographed light or dark skins: {inside} of {len(checked)}. Unevenness",
        f"within a factor of two of their mean: fine {fine}, middle {middle}, coarse {coarse} of {len(even)}.",
    ]
    for dark, title, tones in ((False, "Light skins", LIGHT), (True, "Dark skins", DARK)):
        own = [skin for skin in skins if skin.dark == dark]
        lines += ["", f"## {title}: {', '.join(skin.name for skin in own)}", ""]
        lines += ["| region | photographs | ours, mean | inside | unevenness of photographs | ours, mean |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [_row(region, own, dark, tones[region]) for region in ("cheeks", *REGIONS)]
    return lines


def _row(region: str, skins: list[Skin], dark: bool, tone: Tone) -> str:
    found = [skin.regions[region] for skin in skins]
    ratio = _figures(np.mean([each.ratio for each in found], axis=0))
    bands = _figures(100 * np.mean([each.bands for each in found], axis=0), 1)
    if region == "cheeks":
        return f"| cheeks | 1 | 1 | | {_figures(100 * np.array(tone.bands), 1)} | {bands} |"
    low, high = RANGES[region][int(dark)]
    ranges = ", ".join(f"{one:.2f} to {other:.2f}" for one, other in zip(low, high, strict=True))
    bare = [skin for skin in skins if region in skin.bare]
    inside = sum(skin.in_range(region) for skin in bare)
    uneven = _figures(100 * np.array(tone.bands), 1)
    return f"| {region} | {ranges} | {ratio} | {inside} of {len(bare)} | {uneven} | {bands} |"


def _figures(values: Array, digits: int = 2) -> str:
    return " ".join(f"{value:.{digits}f}" for value in values)


if __name__ == "__main__":
    raise SystemExit(main())
