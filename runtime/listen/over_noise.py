# SPDX-License-Identifier: GPL-3.0-or-later
"""How loud a voice is over the noise that it stands in, where a listener tells in which frames nobody speaks.

A mouth that opens as far as a sound is loud stands open in noise: 20 dB below the voice by half of its way, in every
pause. So the power that is there in silence is taken off that of every frame, as spectral subtraction does band by band
(S. Boll, "Suppression of acoustic noise in speech using spectral subtraction", IEEE ASSP 27(2), 1979).
"""

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND

_SILENT = 0.8
"""Least probability of silence in a frame that shows the noise. Chosen by hand, as ``_AROUND`` and ``_ANYWHERE``."""
_AROUND = 4 * FRAMES_PER_SECOND
"""Frames to both sides whose silence shows it: a room's noise changes, and people pause every few seconds."""
_ANYWHERE = 5.0
"""Frames that the silence of the whole recording counts as, where nobody pauses for so long."""
_TAKEN_OFF, _IN_SILENCE = 1.0, 2.0
"""The noise's powers that are taken off everywhere, and besides where it is silent: noise is now louder and now quieter
than its geometric mean. Set on a man and an actress, clean, in white noise, in babble and by a phone in a room
(docs/measured/hard-recordings.md): 3 everywhere takes quiet vowels off too, and less than 2 leaves the mouth open."""
_FAINT, _STRONG = -35.0, -27.0
"""dB of noise, beside the voice's loud parts, at which it begins to count and counts whole. Chosen by hand: noise at
20 dB counts whole. Of a man's own studio, which is between, taking it off costs 0.02 of his r in speech and gains 0.01
of it all in all."""
_LEAST = 10.0
"""dB by which speech is made quieter at most: a vowel that noise covers was spoken all the same. Chosen there."""
_NOTHING = 120.0
"""dB by which silence is."""
_LOUD_PARTS = (75.0, 95.0)
"""Percentiles of what is spoken between which its loud parts begin. Chosen so that where a fifth of a recording or more
is speech, and nothing is louder, its own 95th percentile stays."""
_FEWEST = 10
"""Frames of speech that have percentiles."""


def over_noise(decibels: Array, silence: Array, loud: float) -> Array:
    """(T,) dB of the voice alone.

    decibels (T,): power of each frame; silence (T,): how probably nobody speaks in it, 0..1; loud: as ``loud_parts``.
    Where no frame is surely silent, or noise is far below the voice, nothing is taken off.
    """
    silent = (silence > _SILENT).astype(np.float64)
    count = silent.sum()
    if not count:
        return decibels
    everywhere = float(decibels @ silent) / count
    noise = (_around(silent * decibels) + _ANYWHERE * everywhere) / (_around(silent) + _ANYWHERE)
    counts = np.clip((noise - loud - _FAINT) / (_STRONG - _FAINT), 0.0, 1.0)
    left = 1.0 - counts * (_TAKEN_OFF + _IN_SILENCE * silence) * 10.0 ** ((noise - decibels) / 10.0)
    least = 10.0 ** (-(_LEAST + (_NOTHING - _LEAST) * silence) / 10.0)
    found: Array = decibels + 10.0 * np.log10(np.maximum(left, least))
    return found


def loud_parts(decibels: Array, silence: Array) -> float:
    """dB above which a voice is loud: the 95th percentile, as ``relative_loudness`` has it, where that is one of
    speech. Of a minute of noise around a word, or louder than the voice, it says nothing of the voice."""
    usual = float(np.percentile(decibels, 95))
    spoken = decibels[silence < 0.5]
    if len(spoken) < _FEWEST:
        return usual
    return float(np.clip(usual, *np.percentile(spoken, _LOUD_PARTS)))


def _around(values: Array) -> Array:
    """(T,): the sum over ``_AROUND`` frames to both sides of each."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    here = np.arange(len(values))
    summed: Array = total[np.minimum(here + _AROUND + 1, len(values))] - total[np.maximum(here - _AROUND, 0)]
    return summed
