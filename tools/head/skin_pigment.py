# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour of skin from what colours it: how much red, green and blue light each region of a face gives back beside
the cheek, and how uneven it is, as measured on photographed skins; melanin and blood between.

Light that goes through pigments is multiplied, so all is reckoned with in logarithms of linear light.
"""

from dataclasses import dataclass

import numpy as np

from .skin_regions import REGIONS

MELANIN = np.array([0.62, 0.92, 1.0])
"""Share of red, green and blue that melanin takes, as logarithms: of measured dark cheeks against light ones."""
BLOOD = np.array([0.42, 1.0, 0.98])
"""The same of blood: of nose wings and ears against cheeks on light skins."""


@dataclass(frozen=True)
class Tone:
    """Linear red, green and blue beside the cheek's, and the standard deviation of luminance in bands below 0.13 mm,
    0.13 to 0.5 and 0.5 to 2 mm, as shares of the local mean."""

    ratio: tuple[float, float, float]
    bands: tuple[float, float, float]


# Bands: means of ten photographed light skins and of five dark ones (docs/measured/skin.md). Ratios: those means, but
# where photographs hold shadows (nose, lids, ears, lips, jaw) the lighter end of what was measured: ours are lit anew.
# Where a preset's blood, freckles or wrinkles took it out of the range, up to two hundredths to its middle.
# fmt: off
LIGHT: dict[str, Tone] = {
    "forehead": Tone((1.05, 1.20, 1.17), (0.010, 0.012, 0.023)),
    "between brows": Tone((1.05, 1.25, 1.28), (0.011, 0.015, 0.018)),
    "nose bridge": Tone((0.9, 0.85, 0.81), (0.012, 0.026, 0.049)),
    "nose tip": Tone((0.8, 0.69, 0.67), (0.030, 0.101, 0.142)),
    "nose wings": Tone((0.78, 0.61, 0.61), (0.029, 0.091, 0.104)),
    "upper lids": Tone((0.74, 0.6, 0.58), (0.018, 0.056, 0.118)),
    "under the eyes": Tone((0.925, 0.81, 0.83), (0.010, 0.016, 0.036)),
    "cheeks": Tone((1.00, 1.00, 1.00), (0.010, 0.012, 0.022)),
    "skin over the lip": Tone((0.925, 0.755, 0.785), (0.013, 0.034, 0.179)),
    "chin": Tone((0.99, 1.06, 1.03), (0.012, 0.019, 0.025)),
    "jaw sides": Tone((0.95, 1.06, 1.03), (0.012, 0.014, 0.021)),
    "neck front": Tone((0.93, 1.09, 1.04), (0.012, 0.011, 0.017)),
    "ears": Tone((0.86, 0.71, 0.68), (0.033, 0.111, 0.142)),
    "lips": Tone((0.7, 0.47, 0.51), (0.026, 0.052, 0.131)),
}
DARK: dict[str, Tone] = {
    "forehead": Tone((1.01, 1.13, 1.09), (0.030, 0.028, 0.039)),
    "between brows": Tone((1.03, 1.20, 1.16), (0.032, 0.040, 0.052)),
    "nose bridge": Tone((1, 0.93, 0.8), (0.030, 0.038, 0.064)),
    "nose tip": Tone((0.79, 0.8, 0.73), (0.052, 0.165, 0.230)),
    "nose wings": Tone((0.77, 0.72, 0.66), (0.052, 0.147, 0.151)),
    "upper lids": Tone((0.71, 0.67, 0.67), (0.051, 0.099, 0.181)),
    "under the eyes": Tone((0.83, 0.79, 0.81), (0.033, 0.044, 0.101)),
    "cheeks": Tone((1.00, 1.00, 1.00), (0.033, 0.030, 0.036)),
    "skin over the lip": Tone((0.86, 0.8, 0.86), (0.041, 0.076, 0.175)),
    "chin": Tone((0.89, 0.96, 0.97), (0.041, 0.050, 0.054)),
    "jaw sides": Tone((0.86, 0.93, 0.94), (0.044, 0.046, 0.069)),
    "neck front": Tone((0.81, 0.90, 0.86), (0.033, 0.037, 0.052)),
    "ears": Tone((0.82, 0.77, 0.76), (0.075, 0.153, 0.196)),
    "lips": Tone((0.64, 0.6, 0.68), (0.051, 0.091, 0.247)),
}
# fmt: on
_LIGHT_CHEEK, _DARK_CHEEK = 0.42, 0.055
"""Linear luminance of the measured groups' cheeks."""


def darkness(skin: np.ndarray) -> float:
    """0 for a skin (3,), linear, as light as the measured light ones, 1 for one as dark as the dark ones."""
    light, dark = np.log(_LIGHT_CHEEK), np.log(_DARK_CHEEK)
    return float(np.clip((np.log(luminance(skin)) - light) / (dark - light), 0.0, 1.0))


def ratios(dark: float) -> np.ndarray:
    """Logarithms (R,3) of the colours of REGIONS beside the cheek's for a skin of that darkness."""
    light_ones, dark_ones = (np.log([tones[name].ratio for name in REGIONS]) for tones in (LIGHT, DARK))
    mixed: np.ndarray = (1 - dark) * light_ones + dark * dark_ones
    return mixed


def unevenness(dark: float) -> tuple[np.ndarray, np.ndarray]:
    """Standard deviations (R,3) of REGIONS and (3,) of the cheeks, in the three bands."""
    light_ones, dark_ones = (np.array([tones[name].bands for name in ("cheeks", *REGIONS)]) for tones in (LIGHT, DARK))
    mixed = np.exp((1 - dark) * np.log(light_ones) + dark * np.log(dark_ones))
    return mixed[1:], mixed[0]


def luminance(linear: np.ndarray) -> np.ndarray:
    """Of colours (...,3), by the weights of Rec. 709."""
    weighted: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighted
