# SPDX-License-Identifier: GPL-3.0-or-later
"""Lower lids and cheeks that are never quite still, and a nose that goes with the upper lip.

Sizes were set on a man on film who speaks neutrally (GRID's speaker s1: Cooke et al. 2006), his blinks left out: his
lower lids go up and down by a standard deviation of 0.17 mm as a face mesh sees them, beside what goes with his gaze,
nine tenths of it below 1 Hz. By what the mesh sees of our own eyeSquint that is 0.15 of its weight; the solver of the
mesh's makers has 0.04. Ours lies between the two. His cheeks go with the lids (r 0.68 under the eye).
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX
from ...motion import FRAMES_PER_SECOND
from ..smoothing import gaussian
from .emotions import Mood
from .noise import looped_wander, wander

_SQUINT, _SPREAD, _MOST = 0.09, 0.75, 1.6
"""The weight in the middle, the standard deviation of its logarithm, and the deviations that it comes near to at most:
it varies by 0.06, and stays between 0.03 and 0.3."""
_UNEVEN = 0.15
"""Of that spread, by which the two eyes differ: his go together with r 0.97."""
_SLOWEST, _FASTEST = 0.1, 0.8
"""Hz, of his lids."""
_CHEEK = 0.5
"""Of a squint, that the cheek adds to it. Chosen by eye."""
_NOSE, _NOSE_SPREAD = 0.4, 0.1
"""Of what lifts the upper lip lifts the nose's wings too, and seconds over which it does (standard deviation): so
far and so slowly as the man's do (regressed on his mouth, r 0.70 on other clips)."""
_SIDES = ("Left", "Right")


def add_squints(weights: Array, times: Array, mood: Mood, rng: np.random.Generator, looped: bool = False) -> None:
    """Add what lower lids and cheeks do by themselves to ``weights`` (T, 52), in place: nothing at either end. Eyes
    that a mood opens wide do not squint."""
    drawn = looped_wander if looped else wander
    band = (_SLOWEST * mood.tempo, _FASTEST * mood.tempo)
    both, apart = drawn(times, rng, *band), _UNEVEN * drawn(times, rng, *band)
    there = mood.come(times) * mood.come(times[-1] - times)
    for side, sign in zip(_SIDES, (1.0, -1.0), strict=True):
        wide = mood.weights[ARKIT_INDEX[f"eyeWide{side}"]]
        of_eye = np.exp(_SPREAD * _MOST * np.tanh((both + sign * apart) / _MOST))
        squint = _SQUINT * max(0.0, 1.0 - 2.0 * wide) * there * of_eye
        weights[:, ARKIT_INDEX[f"eyeSquint{side}"]] += squint
        weights[:, ARKIT_INDEX[f"cheekSquint{side}"]] += _CHEEK * squint


def add_nose(weights: Array) -> None:
    """Let the nose of ``weights`` (T, 52) go with the upper lip, in place."""
    for side in _SIDES:
        lip = gaussian(weights[:, ARKIT_INDEX[f"mouthUpperUp{side}"]], _NOSE_SPREAD * FRAMES_PER_SECOND)
        weights[:, ARKIT_INDEX[f"noseSneer{side}"]] += _NOSE * lip
