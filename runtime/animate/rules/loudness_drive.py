# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording's mouth hangs on the sound too: how wide it opens is heard more surely than which phone was said.

Six parameters, fitted to 6.4 minutes of one actor's captured face (docs/listening.md has the leave-one-take-out
scores): how far loudness, the loudness of 1 to 3 kHz and the probable phones open the mouth; how sharply; and how far
rounding follows the probable phones. Lips that must meet are set afterwards, from the phones alone.
"""

import numpy as np

from ...speech import SpeechFeatures
from .articulation import FUNNEL, JAW, LOWER, PUCKER, TARGETS, UPPER

_LOUDNESS, _FORMANTS, _PHONES = 0.13, 0.16, 0.34
"""Opening of the loudest frames by loudness, by formant loudness, and per unit of the probable phones' jaw."""

_SHARPNESS = 0.3
_ROUND_EVIDENCE, _ROUND_GAIN = 0.7, 1.2
_QUIET, _QUIET_FORMANTS = 35.0, 40.0
"""dB below the clip's loud parts at which the mouth is shut."""

_LOUDEST = 1.3
_SMOOTHING = 0.8
_SURROUNDINGS = 4.0
_ROUND_SMOOTHING = 3.0
"""Standard deviations, in frames of 20 ms."""


def driven_by_loudness(articulators: np.ndarray, features: SpeechFeatures) -> np.ndarray:
    """``articulators`` (T, 9) of a clip that was listened to, with its jaw, lips and rounding as loud as the sound.

    Unchanged where the features hold no posteriors.
    """
    if features.phone_posteriors is None or features.formant_loudness is None:
        return articulators
    loud = _smooth(np.clip(1.0 + features.loudness / _QUIET, 0.0, _LOUDEST), _SMOOTHING)
    formants = _smooth(np.clip(1.0 + features.formant_loudness / _QUIET_FORMANTS, 0.0, _LOUDEST), _SMOOTHING)
    likely = features.phone_posteriors @ TARGETS
    opening = _LOUDNESS * loud + _FORMANTS * formants + _PHONES * _smooth(likely[:, JAW], _SMOOTHING)
    # Real mouths overshoot what their mean follows: without this the 99th percentile of speed is a quarter too low.
    opening += _SHARPNESS * (opening - _smooth(opening, _SURROUNDINGS))
    heard = articulators.copy()
    heard[:, [LOWER, UPPER]] *= np.minimum(loud, 1.0)[:, None]
    heard[:, JAW] = np.maximum(opening - 0.5 * (heard[:, LOWER] + heard[:, UPPER]), 0.0)
    for column in (FUNNEL, PUCKER):
        evidence = _smooth(likely[:, column], _ROUND_SMOOTHING)
        heard[:, column] = _ROUND_GAIN * ((1.0 - _ROUND_EVIDENCE) * heard[:, column] + _ROUND_EVIDENCE * evidence)
    return heard


def _smooth(curve: np.ndarray, deviation: float) -> np.ndarray:
    """(T,) through a Gaussian whose standard deviation is given in frames; the ends are held."""
    reach = int(np.ceil(3 * deviation))
    kernel = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / deviation))
    return np.convolve(np.pad(curve, reach, mode="edge"), kernel / kernel.sum(), mode="valid")
