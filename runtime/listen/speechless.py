# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound that is no speech: noise, hum, tones and music, in which the phone head hears silence."""

from collections.abc import Sequence

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_NAMES
from ..motion import ArkitCurves
from ..speech import SILENCE, Phone, SpeechFeatures

WARNING = (
    "Hardly any speech is heard in the recording: where it is noise, music or a tone, the mouth stays still. "
    "Give a recording of somebody who speaks"
)
_MOST_SILENCE = 0.6
"""Mean probability of silence in what is loud. Measured: speech stays far below, noises and tones far above
(docs/measured/speechless.md)."""
_LOUD = -25.0
"""Decibels below the clip's loudest twentieth. Chosen: vowels lie above it."""
_MOOD = ("mouthSmile", "mouthFrown", "mouthDimple", "mouthPress", "mouthStretch")
_SPEAKING = [
    column
    for column, name in enumerate(ARKIT_NAMES)
    if name.startswith(("jaw", "mouth", "tongue")) and not name.startswith(_MOOD)
]
"""What speech moves, and moods hardly."""


def silence_in_what_is_loud(features: SpeechFeatures) -> float:
    """Mean probability of silence, 0..1, in the loud frames of a recording; 0 where nothing was listened to."""
    posteriors = features.phone_posteriors
    loud = features.loudness > _LOUD
    return float(np.mean(posteriors[loud, 0])) if posteriors is not None and loud.any() else 0.0


def is_speechless(features: SpeechFeatures) -> bool:
    """Whether a recording that is not silent holds hardly any speech."""
    return silence_in_what_is_loud(features) > _MOST_SILENCE


def with_still_mouth(curves: ArkitCurves, phones: Sequence[Phone], features: SpeechFeatures) -> ArkitCurves:
    """``curves`` whose mouth does not follow the loudness of a recording in which nothing is said."""
    if any(phone.symbol != SILENCE for phone in phones) or not is_speechless(features):
        return curves
    weights: Array = curves.weights.copy()
    weights[:, _SPEAKING] = 0.0
    return ArkitCurves(weights, curves.head, curves.frames_per_second)
