# SPDX-License-Identifier: GPL-3.0-or-later
"""Loudness from the voice model's energy, so that it is known before the sound exists.

The line was fitted to the sound of 24 voices (tools/weights/fit_loudness.py) and is kept with the weights.
"""

import numpy as np

from ..arrays import Array
from ..weights import all_weights

ENERGY_FRAMES_PER_SECOND = 80


def decibels_per_energy() -> float:
    """The fitted line's slope. Raises KeyError when the registry of weights lacks it."""
    return float(all_weights()["kokoro_generator"].extra["decibels_per_energy"])


def loudness_of_energy(energy: Array) -> Array:
    """(T,) energy at 80 a second -> (T,) float32 dB RMS over 25 ms, relative to the clip's 95th percentile."""
    return (decibels_per_energy() * (energy - np.percentile(energy, 95))).astype(np.float32)
