# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording's mouth follows the sound too: how wide it opens is heard more surely than which phone was said.

The parameters were set by hand: smoothing, sharpness and rounding on 6.4 minutes of one actress' captured face; the
four weights of the opening and the loudness at which the mouth is shut on 90 clips of a man on film, none of those that
are scored, from what a fit to her gave. That fit alone (benchmarks/real_faces.py --fit) counts loudness itself for more
than people do: by it opening and speech of these 90 are followed by 0.690 and 0.530, now by 0.705 and 0.545, of three
takes of hers by 0.875 and 0.696, now by 0.875 and 0.701. docs/measured/real-faces.md has the scores with the weights
fitted leaving one take out. Lips that must meet are set afterwards, from the phones alone.

A jaw moves a little after the sound that it is driven by here: on these captures the best fit is 5 to 15 ms late, and
on 20 s of another, English, face the jaw came 25 ms after the loudness. Rounding follows the phones and
needs no delay.
"""

from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...speech import SpeechFeatures
from ..smoothing import gaussian, savitzky_golay
from .articulation import FUNNEL, JAW, LOWER, PUCKER, SPREAD, TARGETS, UPPER, lips_apart
from .heard_mouth import NARROWER, OPENER
from .mouth import NARROW_PER_SPREAD

_QUIET, _QUIET_FORMANTS = 45.0, 40.0
"""dB below the clip's loud parts at which the mouth is shut."""

_ROUND = 1e-6
_LOUDEST = 1.3
"""Most that a loudness counts, 1 being that of the clip's loud parts. Chosen by eye."""
# Of the posteriors' own precision, so that no second copy of an hour of them is made.
_LIKELY = TARGETS.astype(np.float32)
_LIKELY_JAW = _LIKELY[:, JAW] + OPENER


@dataclass(frozen=True)
class Drive:
    """loudness, formants: opening that full loudness, and full loudness of 1 to 3 kHz, add. phones: opening per unit
    of the probable phones' jaw; loud_phones: the same per unit of loudness, for a loud vowel opens wider. sharpness:
    how much of the difference from its surroundings is added to the opening. round_evidence: share of rounding that
    follows the probable phones instead of the written ones; round_gain. smoothing, surroundings, round_smoothing:
    standard deviations in frames of 20 ms. trail: frames by which the opening comes after sound and phones."""

    loudness: float = 0.1
    formants: float = 0.15
    phones: float = 0.04
    loud_phones: float = 0.55
    sharpness: float = 0.3
    round_evidence: float = 0.6
    round_gain: float = 1.1
    smoothing: float = 1.4
    trail: float = 0.5
    surroundings: float = 5.0
    round_smoothing: float = 5.0


SET_ON_CAPTURES = Drive()


def driven_by_loudness(articulators: Array, features: SpeechFeatures, drive: Drive = SET_ON_CAPTURES) -> Array:
    """``articulators`` (T, 9) of a clip that was listened to, with its jaw, lips and rounding as loud as the sound, and
    as smooth as the learned face is.

    Unchanged where the features hold no posteriors. Loudness is rougher than a jaw: smoothed so, the rules follow the
    opening in speech of a man on film by 0.530, where it was 0.519, and of an actress by 0.696, where it was 0.690.
    """
    if features.phone_posteriors is None or features.formant_loudness is None:
        return articulators
    evidence = opening_evidence(features, drive)
    opening = sharpened(evidence @ np.array([drive.loudness, drive.formants, drive.phones, drive.loud_phones]), drive)
    heard = articulators.copy()
    heard[:, [LOWER, UPPER]] *= np.minimum(evidence[:, :1], 1.0)
    heard[:, JAW] = np.maximum(opening - lips_apart(heard), 0.0)
    for column in (FUNNEL, PUCKER):
        probable = gaussian(features.phone_posteriors @ _LIKELY[:, column], drive.round_smoothing)
        mixed = (1.0 - drive.round_evidence) * heard[:, column] + drive.round_evidence * probable
        heard[:, column] = mixed
    _narrow(heard, gaussian(features.phone_posteriors @ NARROWER, drive.round_smoothing))
    heard[:, [FUNNEL, PUCKER]] *= drive.round_gain
    return np.maximum(savitzky_golay(heard), 0.0)


def _narrow(heard: Array, narrower: Array) -> None:
    """Make the mouth of ``heard`` (T, 9) narrower by (T,) weights of rounding: less spread, then rounder; or, where
    that is negative, wider: less round, then more spread."""
    rounding, spread = heard[:, [FUNNEL, PUCKER]].max(axis=1), NARROW_PER_SPREAD * heard[:, SPREAD]
    rounder = np.where(narrower > 0.0, np.maximum(narrower - spread, 0.0), np.maximum(narrower, -rounding))
    heard[:, SPREAD] += (rounder - narrower) / NARROW_PER_SPREAD
    heard[:, [FUNNEL, PUCKER]] *= 1.0 + (np.minimum(rounder, 0.0) / np.maximum(rounding, _ROUND))[:, None]
    heard[:, PUCKER] += np.maximum(rounder, 0.0)


def sharpened(opening: Array, drive: Drive) -> Array:
    """An opening (T,) that goes further than its surroundings. Real mouths overshoot what their mean follows: without
    this the 99th percentile of speed is a quarter too low."""
    further: Array = opening + drive.sharpness * (opening - gaussian(opening, drive.surroundings))
    return further


def opening_evidence(features: SpeechFeatures, drive: Drive) -> Array:
    """(T, 4): loudness and formant loudness, 0 quiet to 1 loud, the jaw of the probable phones as it is where they are
    heard, and that jaw times the mean of both; smoothed, and late by the drive's trail."""
    assert features.phone_posteriors is not None and features.formant_loudness is not None
    loud, formants, jaw = (
        np.clip(1.0 + features.loudness / _QUIET, 0.0, _LOUDEST),
        np.clip(1.0 + features.formant_loudness / _QUIET_FORMANTS, 0.0, _LOUDEST),
        features.phone_posteriors @ _LIKELY_JAW,
    )
    loud, formants, jaw = (gaussian(column, drive.smoothing, drive.trail) for column in (loud, formants, jaw))
    return np.stack([loud, formants, jaw, 0.5 * jaw * (loud + formants)], axis=1)
