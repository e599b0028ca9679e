# SPDX-License-Identifier: GPL-3.0-or-later
"""How loud a voice is over the noise that it stands in, where a listener tells in which frames nobody speaks.

A mouth that opens as far as a sound is loud stands open in noise: 20 dB below the voice by half of its way, in every
pause. So the power that is there in silence is taken off that of every frame, as spectral subtraction does band by band
(S. Boll, "Suppression of acoustic noise in speech using spectral subtraction", IEEE ASSP 27(2), 1979).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND
from ..speech import SILENCE, Phone, SpeechFeatures
from .features import LOUDNESS_FLOOR
from .speechless import is_speechless

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
_IN_A_PAUSE = 4.0
"""And besides inside a pause between what is said: music and other people are now and then much louder than their mean,
and are no silence. Set there too, in music and in babble at 10 dB: with 2 the mouth stands open by 23 to 28 % of its
way, with 4 by 15 to 21 %; with 9 words that nobody wrote down are lost in babble."""
_SHORTEST_PAUSE, _PAUSE_EDGE = 0.25, 0.1
"""Seconds of such a pause, and at its ends where the voice may sound on or begin. Chosen by hand."""
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


def over_noise(features: SpeechFeatures, phones: Sequence[Phone]) -> SpeechFeatures:
    """``features`` as ``heard_features`` gives them, whose loudness and formant loudness are those of the voice alone.

    phones: what was heard, or is known, to be said, and when. Unchanged where nothing was listened to, hardly any
    speech is heard, no frame is surely silent, or noise is far below the voice.
    """
    if features.phone_posteriors is None or features.formant_loudness is None or is_speechless(features):
        return features
    silence, pauses = features.phone_posteriors[:, 0], inside_pauses(phones, len(features.loudness))
    return replace(
        features,
        loudness=_voice_alone(features.loudness, silence, pauses),
        formant_loudness=_voice_alone(features.formant_loudness, silence, pauses),
    )


def inside_pauses(phones: Sequence[Phone], frames: int) -> Array:
    """(frames,) 1 where nothing is said, and nothing was or will be within a moment; 0 elsewhere."""
    times, inside = np.arange(frames) / FRAMES_PER_SECOND, np.zeros(frames)
    end = phones[-1].end if phones else 0.0
    for pause in phones:
        if pause.symbol == SILENCE and pause.end - pause.start >= _SHORTEST_PAUSE:
            first = pause.start + (_PAUSE_EDGE if pause.start > 0.0 else 0.0)
            last = pause.end - _PAUSE_EDGE if pause.end < end else np.inf
            inside[slice(*np.searchsorted(times, (first, last)))] = 1.0
    return inside


def _voice_alone(loudness: Array, silence: Array, pauses: Array) -> Array:
    """(T,) float32 dB beside the loud parts of speech, as ``loudness`` (T,) are. silence (T,): how probably nobody
    speaks, 0..1; pauses (T,): 1 where nothing is said."""
    decibels = loudness.astype(np.float64)
    silent = (silence > _SILENT).astype(np.float64)
    count = silent.sum()
    if not count:
        return loudness
    everywhere = float(decibels @ silent) / count
    noise = (_around(silent * decibels) + _ANYWHERE * everywhere) / (_around(silent) + _ANYWHERE)
    counts = np.clip((noise - _FAINT) / (_STRONG - _FAINT), 0.0, 1.0)
    powers = counts * (_TAKEN_OFF + _IN_SILENCE * silence + _IN_A_PAUSE * pauses)
    still = np.maximum(silence, pauses)
    least = 10.0 ** (-(_LEAST + (_NOTHING - _LEAST) * still) / 10.0)
    left = np.maximum(1.0 - powers * 10.0 ** ((noise - decibels) / 10.0), least)
    return np.maximum(decibels + 10.0 * np.log10(left), LOUDNESS_FLOOR).astype(np.float32)


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
