# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a speaker's head turns, derived, for want of a published mean.

Busso et al. (2007) give how far the head strays in a neutral sentence, Hadar et al. (1983) how slow most of its
movements are. Movement in a band from f to F whose power falls with the square of the frequency has as much speed in
each hertz, and a root mean square frequency of sqrt(f F): here 0.6 Hz, with nine tenths of its power below 1 Hz. An
axis that strays by s then has a speed of 2 pi sqrt(f F) s, and the mean speed over three axes is that of a normal
distribution. Were the power spread evenly over the band, the mean would be 1.8 times as large; were it to stop at
1 Hz, 0.75 times: so much is the figure worth.
"""

from collections.abc import Sequence

import numpy as np

_LATITUDES, _LONGITUDES = 200, 400


def mean_speed(standard_deviations: Sequence[float], band: Sequence[float]) -> float:
    """Degrees a second, for standard deviations in degrees and a band in Hz."""
    return float(2 * np.pi * np.sqrt(band[0] * band[1]) * mean_length(np.array(standard_deviations)))


def mean_length(standard_deviations: np.ndarray) -> float:
    """Of a normally distributed vector with these deviations (3,): sqrt(8 / pi) times their mean over directions."""
    height, weight = np.polynomial.legendre.leggauss(_LATITUDES)
    angle = 2 * np.pi * np.arange(_LONGITUDES) / _LONGITUDES
    width = np.sqrt(1 - height**2)[:, None]
    directions = np.stack([height[:, None] + 0 * angle, width * np.cos(angle), width * np.sin(angle)], axis=-1)
    lengths = np.linalg.norm(directions * standard_deviations, axis=-1).mean(axis=1)
    return float(np.sqrt(8 / np.pi) * (0.5 * weight * lengths).sum())
