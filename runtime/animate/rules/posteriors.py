# SPDX-License-Identifier: GPL-3.0-or-later
"""Posteriors: what a listener thought likely, where it was not sure which phone it heard.

Phones of a text are certain and pass through here unchanged; a recording's carry a confidence and posteriors.
"""

from dataclasses import replace

import numpy as np

from ...arrays import Array
from ...motion import FRAMES_PER_SECOND
from ...phones import INVENTORY, VOWELS
from ...runs import runs_of
from ...speech import SILENCE, Phone, SpeechFeatures
from .articulation import TARGETS

# Chosen by hand: confidence of a silence that is believed; dB of a frame as loud as speech; how probable speech must be
# in it; frames of the shortest vowel.
_SURE_SILENCE = 0.85
_LOUD = -12.0
_SPEECH_SHARE = 0.15
_SHORTEST_VOWEL = 2
_VOWELS = np.array([INVENTORY.index(symbol) for symbol in INVENTORY if symbol in VOWELS])


def blended_with_posteriors(value: Array, phone: Phone, features: SpeechFeatures) -> Array:
    """Targets (9,) of a doubtful phone: mixed with those of the phones heard, and smaller, half at confidence 0."""
    doubt = 1.0 - phone.confidence
    if doubt <= 0.0 or phone.symbol == SILENCE:
        return value
    likely = value
    if features.phone_posteriors is not None:
        shares = features.phone_posteriors[frames_of(phone, len(features.phone_posteriors))].mean(axis=0)
        likely = shares @ TARGETS / max(float(shares.sum()), 1e-6)
    return (1.0 - 0.5 * doubt) * ((1.0 - doubt) * value + doubt * likely)


def certainty(phone: Phone, symbols: frozenset[str], features: SpeechFeatures) -> float:
    """How sure it is, 0..1, that ``phone`` is one of ``symbols``: its confidence, or more where the posteriors
    say that it is at least one of its kind (a /p/ heard as /b/ shuts the lips all the same)."""
    if features.phone_posteriors is None or phone.confidence >= 1.0:
        return phone.confidence
    heard = features.phone_posteriors[frames_of(phone, len(features.phone_posteriors))]
    columns = [INVENTORY.index(symbol) for symbol in symbols]
    return max(phone.confidence, float(heard[:, columns].sum(axis=1).max()))


def with_unheard_vowels(phones: tuple[Phone, ...], features: SpeechFeatures) -> tuple[Phone, ...]:
    """``phones`` with a vowel where a doubtful silence is as loud as speech.

    A mouth that stays shut through a loud vowel is the worst of mistakes, so a silence that the listener doubts
    and that is within 12 dB of the clip's loudest speech gives way to the likeliest vowel, with little confidence.
    """
    posteriors = features.phone_posteriors
    if posteriors is None:
        return phones
    found: list[Phone] = []
    for phone in phones:
        if phone.symbol != SILENCE or phone.confidence >= _SURE_SILENCE:
            found.append(phone)
            continue
        here = frames_of(phone, min(len(posteriors), len(features.loudness)))
        loud = (features.loudness[here] > _LOUD) & (1.0 - posteriors[here, 0] > _SPEECH_SHARE)
        found += _split(phone, here.start, loud, posteriors)
    return tuple(found)


def _split(silence: Phone, first: int, loud: Array, posteriors: Array) -> list[Phone]:
    """The silence around the longest loud run in it, and that run as a vowel."""
    runs = runs_of(loud)
    if not len(runs) or (runs[:, 1] - runs[:, 0]).max() < _SHORTEST_VOWEL:
        return [silence]
    begin, stop = (runs[(runs[:, 1] - runs[:, 0]).argmax()] + first).tolist()
    vowels = posteriors[begin:stop].mean(axis=0)[_VOWELS]
    symbol = INVENTORY[int(_VOWELS[vowels.argmax()])]
    start = max(begin / FRAMES_PER_SECOND, silence.start)
    end = min(stop / FRAMES_PER_SECOND, silence.end)
    vowel = Phone(symbol, start, end, confidence=1.0 - silence.confidence)
    parts = (replace(silence, end=start), vowel, replace(silence, start=end))
    return [part for part in parts if part.end > part.start]


def frames_of(phone: Phone, count: int) -> slice:
    """Frames inside ``phone``, at least one, of a clip of ``count``."""
    first = min(int(np.ceil(phone.start * FRAMES_PER_SECOND - 1e-6)), count - 1)
    return slice(first, min(max(first + 1, int(phone.end * FRAMES_PER_SECOND) + 1), count))
