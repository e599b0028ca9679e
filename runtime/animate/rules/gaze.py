# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the eyes look: at the listener, with small saccades, away at the start of a thought, back at its end.

Sources: Kendon, A. (1967), Some functions of gaze-direction in social interaction (away at the start of an
utterance, back at its end); Lee, S. P., Badler, J. B. and Badler, N. I. (2002), Eyes alive (sizes and intervals of
saccades in talk: most below 10 degrees, mutual gaze over a second); Bahill, A. T. et al. (1975), The main sequence:
duration 21 ms + 2.2 ms a degree. The eyes hold their aim while the head turns (vestibulo-ocular reflex).
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX
from ..phrases import Phrase
from .noise import minimum_jerk

RADIANS_PER_UNIT = 0.60
"""Turn of an eyeball by an eyeLook weight of 1, as on the heads (docs/head.md)."""

_MAIN_SEQUENCE = (0.021, 0.0022)
"""Seconds, and seconds a degree (Bahill)."""
LARGEST = np.radians(18.0)
"""The furthest that the eyes turn in the head: chosen by eye."""
_AWAY_AT_ANY_TIME, _AWAY_AT_A_START = 0.35, 0.7
"""Chance that a gaze shift leaves the listener, and that the start of a phrase does. Chosen so that the times on
and off the listener are those of people (docs/measured/evaluation.md)."""
_LONG_ENOUGH = 2.8
"""Seconds on the listener after which these chances are full. Chosen with them."""

_BACK_BEFORE_THE_END = 0.4
"""Seconds: a loop ends on the listener. Chosen by eye."""

Aims = list[tuple[float, Array]]
"""(time, aim) of each fixation; aims are radians, (0, 0) the listener's face."""


def gaze_angles(
    times: Array, phrases: tuple[Phrase, ...], head: Array, tempo: float, rng: np.random.Generator
) -> Array:
    """(T, 2) radians of both eyes in the head: +x down, +y to the character's left."""
    return gaze_along(times, _aims(float(times[-1]), phrases, tempo, rng), head)


def gaze_along(times: Array, aims: Aims, head: Array) -> Array:
    """(T, 2) as ``gaze_angles``: saccades from aim to aim, held while the head turns."""
    gaze = np.zeros((len(times), 2))
    for (start, aim), (_, before) in zip(aims[1:], aims[:-1], strict=True):
        degrees = float(np.degrees(np.linalg.norm(aim - before)))
        length = _MAIN_SEQUENCE[0] + _MAIN_SEQUENCE[1] * degrees
        first, last = np.searchsorted(times, (start, start + length))
        gaze[first:last] += minimum_jerk((times[first:last] - start) / length)[:, None] * (aim - before)
        gaze[last:] += aim - before
    return np.clip(gaze - head[:, :2], -LARGEST, LARGEST)


def looped_aims(duration: float, tempo: float, rng: np.random.Generator) -> Aims:
    """Aims of one who does not talk, the last on the listener as the first."""
    aims = [aim for aim in _aims(duration, (), tempo, rng) if aim[0] < duration - _BACK_BEFORE_THE_END]
    return [*aims, (duration - _BACK_BEFORE_THE_END, np.zeros(2))]


def _aims(duration: float, phrases: tuple[Phrase, ...], tempo: float, rng: np.random.Generator) -> Aims:
    aims = [(0.0, np.zeros(2))]
    now, away, back = 0.0, False, 0.0
    while True:
        fixation = (rng.lognormal(-0.12, 0.45) if away else rng.lognormal(0.15, 0.55)) / tempo**0.5
        following = now + max(fixation, 0.25)
        away_chance = _AWAY_AT_ANY_TIME
        for phrase in phrases:
            if not away and now < phrase.start <= following + 0.3 and phrase.start > 0.8:
                following, away_chance = max(phrase.start - 0.1, now + 0.25), _AWAY_AT_A_START
            if away and now < phrase.end - 0.2 <= following:
                following = max(phrase.end - 0.2, now + 0.2)
        if following >= duration:
            return aims
        if away:
            away, back = False, following
        else:  # eyes that have only just come back stay
            away = bool(rng.random() < away_chance * min((following - back) / _LONG_ENOUGH, 1.0))
        size = min(5.5 + rng.exponential(4.0), 17.0) if away else abs(rng.normal(0.0, 1.1))
        aims.append((following, np.radians(size) * _direction(rng)))
        now = following


def _direction(rng: np.random.Generator) -> Array:
    """(2,) of length 1. Aside more than up or down: the horizontal share of gaze shifts is the larger one."""
    angle = rng.uniform(0, 2 * np.pi)
    direction = np.array([0.5 * np.sin(angle), np.cos(angle)])
    return direction / np.linalg.norm(direction)


def look_weights(gaze: Array, weights: Array) -> None:
    """Write gaze (T, 2) into the eight eyeLook columns of ``weights`` (T, 52), in place, over what is there."""
    down, left = gaze[:, 0] / RADIANS_PER_UNIT, gaze[:, 1] / RADIANS_PER_UNIT
    for side, outward in (("Left", left), ("Right", -left)):
        for shape, curve in (("Down", down), ("Up", -down), ("Out", outward), ("In", -outward)):
            weights[:, ARKIT_INDEX[f"eyeLook{shape}{side}"]] = np.clip(curve, 0.0, 1.0)
