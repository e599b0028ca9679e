# SPDX-License-Identifier: GPL-3.0-or-later
"""The head: drift, nods on accents, phrase ends, breathing.

Sources: Hadar, U. et al. (1983), Head movement correlates of juncture and stress at sentence level (beats on
stressed syllables, posture shifts at phrase ends); Munhall, K. G. et al. (2004), Visual prosody and speech
intelligibility, and Busso, C. et al. (2007): rotations of a few degrees (standard deviation 2 to 4 degrees),
most of their power below 1 Hz; Graf, H. P. et al. (2002), Visual prosody: nods lag the accent by under 0.1 s.
Resting breath 12 to 16 a minute.
"""

import numpy as np

from ..phrases import Accent, Phrase
from .emotions import Mood
from .noise import add_pulse, minimum_jerk, wander

_DRIFT = np.radians([1.1, 2.0, 1.0])  # standard deviations of pitch, yaw, roll
_STILL = 0.45
_NOD = np.radians(4.2)
_BREATHS_PER_SECOND = 0.23
_BREATH = np.radians(0.35)


def head_turn(
    times: np.ndarray, phrases: tuple[Phrase, ...], accents: tuple[Accent, ...], mood: Mood, rng: np.random.Generator
) -> np.ndarray:
    """(T, 3) axis-angle radians: +x nods down, +y turns to the character's left, +z leans to its right."""
    size = mood.energy * (_STILL + (1.0 - _STILL) * _talking(times, phrases))
    turn = np.stack([wander(times, rng, 0.05 * mood.tempo, 0.5 * mood.tempo) for _ in range(3)], axis=1)
    turn *= _DRIFT * size[:, None]
    for accent in accents:
        _beat(turn, times, accent, mood, rng)
    for phrase in phrases:
        # A statement ends with the head going down, a question with it going up and aside.
        end = -0.5 if phrase.question else 0.6
        add_pulse(turn[:, 0], times, phrase.end, end * _NOD * mood.energy, (0.35, 0.25, 0.6))
        if phrase.question:
            add_pulse(turn[:, 2], times, phrase.end, rng.choice([-1, 1]) * _NOD * 0.6, (0.4, 0.5, 0.7))
        # The breath before a phrase lifts the head a little.
        add_pulse(turn[:, 0], times, phrase.start - 0.1, -0.25 * _NOD, (0.3, 0.05, 0.35))
    breath = np.sin(2 * np.pi * _BREATHS_PER_SECOND * times + rng.uniform(0, 2 * np.pi))
    turn[:, 0] += _BREATH * breath
    return turn + mood.head


def _beat(turn: np.ndarray, times: np.ndarray, accent: Accent, mood: Mood, rng: np.random.Generator) -> None:
    size = _NOD * accent.strength * mood.energy * rng.uniform(0.55, 1.15)
    axis = rng.choice(3, p=[0.74, 0.14, 0.12])
    sign = 1.0 if axis == 0 else rng.choice([-1.0, 1.0])
    spans = tuple(np.array([0.20, 0.04, 0.38]) * rng.uniform(0.85, 1.2) / mood.tempo**0.5)
    peak = accent.time + rng.normal(0.04, 0.03)
    add_pulse(turn[:, axis], times, peak, sign * size, spans)
    if axis == 0:  # the head comes up a little before it nods
        add_pulse(turn[:, 0], times, peak - 0.26, -0.22 * size, (0.16, 0.0, 0.16))


def _talking(times: np.ndarray, phrases: tuple[Phrase, ...]) -> np.ndarray:
    """(T,) 1 in speech, 0 in pauses, with soft edges of 0.4 s."""
    level = np.zeros(len(times))
    for phrase in phrases:
        first, last = np.searchsorted(times, (phrase.start - 0.3, phrase.end + 0.4))
        local = times[first:last]
        here = minimum_jerk((local - phrase.start + 0.3) / 0.4) - minimum_jerk((local - phrase.end) / 0.4)
        level[first:last] = np.maximum(level[first:last], here)
    return level
