# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones with start and end from posteriors alone, without a transcript."""

import numpy as np

from ..arrays import Array
from ..phones import BILABIALS, INVENTORY, LABIODENTALS
from ..speech import Phone
from .likeness import likeness
from .segments import segments_of

_SWITCH = 3.0
"""Nats that a change of phone must earn. Chosen by hand (training/phone_head/tune.py)."""

_BILABIAL_BONUS, _LABIODENTAL_BONUS = 1.0, 2.0
"""Nats in favour of phones that lips are seen to make: a contact that is missed is noticed more than one too many.
Chosen on other sentences than those of docs/measured/recordings.md (training/phone_head/tune.py)."""

_LEAST = 1e-4
"""Probability that a phone counts with at least. Chosen by hand."""
_SHARED = 0.25
"""Of a phone's evidence, what comes from those that it may be heard for (``likeness.py``). Chosen by hand."""
_BLOCK = 1000
"""Frames whose evidence is made at once."""


def decode(posteriors: Array, duration: float) -> tuple[Phone, ...]:
    """The most probable phones of ``posteriors`` (T, P), covering 0..duration, silences included.

    A phone's confidence is its family's mean posterior while it lasts. Memory and time grow linearly with T.
    """
    if len(posteriors) == 0:
        return ()
    path = _best_path(posteriors)
    found = []
    for segment in segments_of(path, np.arange(posteriors.shape[1]), posteriors, duration):
        span = posteriors[segment.first : segment.last]
        confidence = float((span @ likeness()[segment.state]).mean())
        phone = Phone(INVENTORY[segment.state], segment.start, segment.end, confidence=min(confidence, 1.0))
        found.append(phone)
    return tuple(found)


def evidence(posteriors: Array) -> Array:
    """(T, P) log evidence: a posterior that is split between like phones (/p/ and /b/) still speaks for each."""
    shared = (1.0 - _SHARED) * posteriors + _SHARED * (posteriors @ likeness().T)
    return np.log(np.maximum(shared, _LEAST)).astype(np.float32)


def _bonus() -> Array:
    """(P,) nats for each phone."""
    nats = {BILABIALS: _BILABIAL_BONUS, LABIODENTALS: _LABIODENTAL_BONUS}
    return np.array([next((n for kind, n in nats.items() if s in kind), 0.0) for s in INVENTORY], np.float32)


def _best_path(posteriors: Array) -> Array:
    """Viterbi over phones that may follow one another freely, at a fixed cost for each change. (T,) columns."""
    frames, phones = posteriors.shape
    bonus = _bonus()
    came_from = np.zeros((frames, phones), np.uint8)
    stay = np.arange(phones, dtype=np.uint8)
    for frame in range(frames):
        if frame % _BLOCK == 0:
            scores = evidence(posteriors[frame : frame + _BLOCK]) + bonus
        if frame == 0:
            best = scores[0].copy()
            continue
        leader = int(best.argmax())
        entry = best[leader] - _SWITCH
        changed = best < entry
        came_from[frame] = np.where(changed, leader, stay)
        best = np.where(changed, entry, best) + scores[frame % _BLOCK]
    path = np.empty(frames, np.int64)
    path[-1] = int(best.argmax())
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = came_from[frame, path[frame]]
    return path
