# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that says nothing: it breathes, blinks, squints, looks about, shifts its head, presses its lips and swallows.

It ends as it begins, in place and in speed, so that it loops, and both are the rest from which lines begin. Sources:
resting breath 12 to 16 a minute; Bentivoglio, A. R. et al. (1997), Analysis of blink rate patterns in normal subjects
(17 a minute at rest); Rudney, J. D. et al. (1995), The relationship between human saliva flow and swallowing (a swallow
about once a minute); Hadar, U. et al. (1983), Head movement correlates of juncture and stress at sentence level (a
listener's head is still for seconds, then moves).
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...motion import FRAMES_PER_SECOND, ArkitCurves
from ...requests import Direction
from .blinks import blink_curve, blink_times
from .emotions import Mood, mood_of
from .gaze import gaze_along, look_weights, looped_aims
from .lids import shut_lids
from .noise import add_move, add_pulse, looped_wander
from .squints import add_squints

# Sizes were chosen by eye. Angles are radians, times seconds, frequencies Hz.
_BREATHS_PER_SECOND = 0.23
_BREATH = np.radians(0.5)
_NOSTRILS = 0.05
_SWAY = np.radians([0.5, 0.6, 0.4])  # standard deviations of pitch, yaw, roll
_SWAY_BAND = (0.05, 0.4)
_POSTURE = np.radians([1.6, 2.6, 1.2])
_FURTHEST_POSTURE = 1.8
_POSTURE_EVERY, _POSTURE_TAKES = (4.0, 9.0), (0.7, 1.3)
_BLINKS = 17.0 / 21.0
"""Of those of a person who talks."""
_BROWS, _CORNERS = 0.025, 0.03
_SLOW_BAND = (0.08, 0.5)
_PRESS_EVERY, _SWALLOW_EVERY = (6.0, 16.0), (40.0, 75.0)
_PRESS, _SWALLOW, _CHIN = 0.30, 0.55, 0.06
_FIRST_EVENT = 1.5


def idle(seconds: float, direction: Direction) -> ArkitCurves:
    """The face at 50 frames a second, round(50 * seconds) + 1 of them, the last as the first.

    The mouth is the same for every seed where the direction's variation is 0, and all the seed's own at 1.
    """
    times = np.arange(round(seconds * FRAMES_PER_SECOND) + 1) / FRAMES_PER_SECOND
    mood = mood_of(direction.emotion)
    for_head, for_brows, for_gaze, for_blinks, for_mouth, for_squints = np.random.default_rng(direction.seed).spawn(6)
    weights = np.tile(mood.weights, (len(times), 1))
    breath = _breath(times)
    head = _head(times, breath, mood, for_head)
    for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight"):
        weights[:, ARKIT_INDEX[name]] += _BROWS * _from_rest(looped_wander(times, for_brows, *_SLOW_BAND))
    for side in ("Left", "Right"):
        weights[:, ARKIT_INDEX[f"noseSneer{side}"]] += _NOSTRILS * np.maximum(breath, 0.0)
    everybodys = _mouth(times, np.random.default_rng(0))
    own = everybodys if not direction.variation else _mouth(times, for_mouth)
    weights += (1.0 - direction.variation) * everybodys + direction.variation * own
    add_squints(weights, times, mood, for_squints, looped=True)
    aims = looped_aims(float(times[-1]), mood.tempo, for_gaze)
    gaze = gaze_along(times, aims, head)
    gaze[:, 0] += mood.weights[ARKIT_INDEX["eyeLookDownLeft"]]
    look_weights(gaze, weights)
    rate = _BLINKS * mood.blinks * direction.blink_rate
    shut_lids(weights, blink_curve(times, blink_times(float(times[-1]), (), rate, for_blinks)))
    return ArkitCurves(np.clip(weights, 0.0, 1.0).astype(np.float32), (head + mood.head).astype(np.float32))


def _breath(times: Array) -> Array:
    """(T,) 0 at both ends: whole breaths, or none where there is no room for one."""
    breaths = round(_BREATHS_PER_SECOND * float(times[-1]))
    return np.sin(2 * np.pi * breaths * times / times[-1])


def _head(times: Array, breath: Array, mood: Mood, rng: np.random.Generator) -> Array:
    """(T, 3) radians about the mood's own pose."""
    band = (_SWAY_BAND[0] * mood.tempo, _SWAY_BAND[1] * mood.tempo)
    sway = np.stack([_from_rest(looped_wander(times, rng, *band)) for _ in range(3)], axis=1)
    turn = (sway * _SWAY + _postures(times, rng)) * mood.energy
    turn[:, 0] -= _BREATH * breath
    return turn


def _postures(times: Array, rng: np.random.Generator) -> Array:
    """(T, 3) poses that are taken, held for seconds and left, the last for rest."""
    turn, held, end = np.zeros((len(times), 3)), np.zeros(3), float(times[-1])
    start = rng.uniform(*_POSTURE_EVERY) / 2
    while start + 2 * _POSTURE_TAKES[1] < end:
        following = start + rng.uniform(*_POSTURE_EVERY)
        last = following + 2 * _POSTURE_TAKES[1] >= end
        pose = np.clip(rng.standard_normal(3), -_FURTHEST_POSTURE, _FURTHEST_POSTURE) * _POSTURE
        add_move(turn, times, start, rng.uniform(*_POSTURE_TAKES), pose - held)
        held = pose
        if last:
            break
        start = following
    add_move(turn, times, end - _POSTURE_TAKES[1], _POSTURE_TAKES[1], -held)
    return turn


def _mouth(times: Array, rng: np.random.Generator) -> Array:
    """(T, 52) lips that stay shut: corners that are never quite still, lips pressed now and then, a swallow."""
    weights = np.zeros((len(times), len(ARKIT_NAMES)))
    for side in ("Left", "Right"):
        corner = _from_rest(looped_wander(times, rng, *_SLOW_BAND))
        weights[:, ARKIT_INDEX[f"mouthSmile{side}"]] += _CORNERS * np.maximum(corner, 0.0)
        weights[:, ARKIT_INDEX[f"mouthFrown{side}"]] += _CORNERS * np.maximum(-corner, 0.0)
    for peak in _events(times, _PRESS_EVERY, rng):
        _press(weights, times, peak, _PRESS * rng.uniform(0.5, 1.0), rng)
    for peak in _events(times, _SWALLOW_EVERY, rng):
        _press(weights, times, peak, _SWALLOW, rng)
        add_pulse(weights[:, ARKIT_INDEX["jawForward"]], times, peak, _CHIN, (0.35, 0.15, 0.45))
    return weights


def _press(weights: Array, times: Array, peak: float, size: float, rng: np.random.Generator) -> None:
    """Lips pressed together and drawn into their corners, never quite evenly."""
    spans, uneven = (0.3, rng.uniform(0.1, 0.5), 0.5), rng.uniform(-0.2, 0.2)
    for side, share in (("Left", 1.0 + uneven), ("Right", 1.0 - uneven)):
        add_pulse(weights[:, ARKIT_INDEX[f"mouthPress{side}"]], times, peak, share * size, spans)
        add_pulse(weights[:, ARKIT_INDEX[f"mouthDimple{side}"]], times, peak, 0.4 * share * size, spans)


def _events(times: Array, every: tuple[float, float], rng: np.random.Generator) -> list[float]:
    """Seconds of peaks, none so near the ends that it is not over there."""
    found, following = [], rng.uniform(_FIRST_EVENT, every[1])
    while following < float(times[-1]) - _FIRST_EVENT:
        found.append(following)
        following += rng.uniform(*every)
    return found


def _from_rest(curve: Array) -> Array:
    return curve - curve[0]
