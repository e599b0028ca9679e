# SPDX-License-Identifier: GPL-3.0-or-later
"""The head: a pose for each phrase, drift, nods on accents, phrase ends, breathing.

Sources: Hadar, U. et al. (1983), Head movement correlates of juncture and stress at sentence level (wide movements
where speech begins after a pause, sharp ones on stressed syllables), and (1984), The timing of shifts of head postures
during conversation; Graf, H. P. et al. (2002), Visual prosody (the head sets off before the voice; nods lag the accent
by under 0.1 s and often go aside); Munhall, K. G. et al. (2004), Visual prosody and speech intelligibility, and
Busso, C. et al. (2007), Rigid head motion in expressive speech animation: rotations of a few degrees (standard
deviation 2 to 4 degrees), most of their power below 1 Hz. Resting breath 12 to 16 a minute.
"""

import numpy as np

from ...arrays import Array
from ...motion import FRAMES_PER_SECOND
from ..phrases import Accent, Phrase
from .emotions import Mood
from .noise import add_move, add_pulse, minimum_jerk, wander

# Sizes and speeds were chosen by eye, then set so that spread, power below 1 Hz and mean speed lie within people's
# (docs/measured/evaluation.md; a test holds them there). Angles are radians, times seconds, frequencies Hz.
_POSE = np.radians([2.0, 2.4, 1.2])  # standard deviations of pitch, yaw, roll
_FURTHEST_POSE = 1.8
_POSE_LEAD, _POSE_LENGTH = 0.35, 0.95
_REST_DELAY, _REST_LENGTH = 0.1, 1.3
_PAUSE_TO_REST = 1.5
_DRIFT = np.radians([2.0, 2.0, 0.9])  # standard deviations of pitch, yaw, roll
_DRIFT_BAND = (0.15, 1.4)
_STILL = 0.25
_NOD = np.radians(5.5)
_ASIDE = 0.35
_BREATHS_PER_SECOND = 0.23  # 14 a minute
_BREATH = np.radians(0.35)
_REACH = np.radians(22.0)


def head_turn(
    times: Array, phrases: tuple[Phrase, ...], accents: tuple[Accent, ...], mood: Mood, rng: np.random.Generator
) -> Array:
    """(T, 3) axis-angle radians: +x nods down, +y turns to the character's left, +z leans to its right."""
    turn = _drift(times, phrases, mood, rng)
    _add_poses(turn, times, phrases, mood, rng)
    for accent in accents:
        _add_beat(turn, times, accent, mood, rng)
    for phrase in phrases:
        # A statement ends with the head going down, a question with it going up and aside.
        end = -0.5 if phrase.question else 0.6
        add_pulse(turn[:, 0], times, phrase.end - 0.15, end * _NOD * mood.energy, (0.35, 0.15, 0.6))
        if phrase.question:
            add_pulse(turn[:, 2], times, phrase.end - 0.1, rng.choice([-1, 1]) * _NOD * 0.6, (0.4, 0.4, 0.7))
    breath = np.sin(2 * np.pi * _BREATHS_PER_SECOND * times + rng.uniform(0, 2 * np.pi))
    turn[:, 0] += _BREATH * breath
    # A neck yields less the further it has turned: a nod on top of a low pose does not go all the way.
    return _REACH * np.tanh(turn / _REACH) + mood.come(times)[:, None] * mood.head


def _drift(times: Array, phrases: tuple[Phrase, ...], mood: Mood, rng: np.random.Generator) -> Array:
    """(T, 3) slow wandering. In silence its clock runs slower: the head holds where it is and does not swing back."""
    pace = _STILL + (1.0 - _STILL) * _talking(times, phrases)
    clock = np.cumsum(pace) / FRAMES_PER_SECOND
    lowest, highest = (frequency * mood.tempo for frequency in _DRIFT_BAND)
    drift = np.stack([wander(clock, rng, lowest, highest) for _ in range(3)], axis=1)
    return drift * _DRIFT * mood.energy


def _add_poses(turn: Array, times: Array, phrases: tuple[Phrase, ...], mood: Mood, rng: np.random.Generator) -> None:
    """A pose held through each phrase, taken just before the voice sets in; rest after the last one and in long
    pauses."""
    held = np.zeros(3)
    for phrase, following in zip(phrases, (*phrases[1:], None), strict=False):
        pose = np.clip(rng.standard_normal(3), -_FURTHEST_POSE, _FURTHEST_POSE) * _POSE * mood.energy
        add_move(turn, times, phrase.start - _POSE_LEAD, _POSE_LENGTH / mood.tempo**0.5, pose - held)
        held = pose
        if following is None or following.start - phrase.end > _PAUSE_TO_REST:
            add_move(turn, times, phrase.end + _REST_DELAY, _REST_LENGTH, -held)
            held = np.zeros(3)


def _add_beat(turn: Array, times: Array, accent: Accent, mood: Mood, rng: np.random.Generator) -> None:
    size = _NOD * accent.strength * mood.energy * rng.uniform(0.55, 1.15)
    axis = rng.choice(3, p=[0.74, 0.14, 0.12])
    sign = 1.0 if axis == 0 else rng.choice([-1.0, 1.0])
    spans = tuple(np.array([0.20, 0.04, 0.38]) * rng.uniform(0.85, 1.2) / mood.tempo**0.5)
    peak = accent.time + rng.normal(0.04, 0.03)
    add_pulse(turn[:, axis], times, peak, sign * size, spans)
    if axis == 0:  # the head comes up a little before it nods, and seldom nods straight down
        add_pulse(turn[:, 0], times, peak - 0.26, -0.22 * size, (0.16, 0.0, 0.16))
        add_pulse(turn[:, 1], times, peak, rng.uniform(-_ASIDE, _ASIDE) * size, spans)


def _talking(times: Array, phrases: tuple[Phrase, ...]) -> Array:
    """(T,) 1 in speech, 0 in pauses, with soft edges of 0.4 s."""
    level = np.zeros(len(times))
    for phrase in phrases:
        first, last = np.searchsorted(times, (phrase.start - 0.3, phrase.end + 0.4))
        local = times[first:last]
        here = minimum_jerk((local - phrase.start + 0.3) / 0.4) - minimum_jerk((local - phrase.end) / 0.4)
        level[first:last] = np.maximum(level[first:last], here)
    return level
