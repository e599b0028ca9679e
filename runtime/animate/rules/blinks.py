# SPDX-License-Identifier: GPL-3.0-or-later
"""Blinks: when and how long.

Sources: Bentivoglio, A. R. et al. (1997), Analysis of blink rate patterns in normal subjects (17 a minute at rest,
26 in conversation); Nakano, T. and Kitazawa, S. (2010), Eyeblink entrainment at breakpoints of speech (speakers
blink at the ends of phrases and in pauses); Trutoiu, L. et al. (2011), Modeling and animating eye blinks, and
Evinger, C. et al. (1991): closing is two to three times as fast as opening, lid half shut for 0.1 to 0.2 s.
"""

import numpy as np

from ...arrays import Array
from ..phrases import Phrase
from .noise import minimum_jerk

_MEAN_INTERVAL = 2.7
"""Seconds between blinks: with the pull to phrase ends about 21 a minute, between Bentivoglio's 17 and 26."""
_SHORTEST_INTERVAL = 0.9
_REACH = 0.8
"""Seconds over which the end of a phrase draws a blink to itself. This and the shortest interval: chosen by eye."""
CLOSING, SHUT, OPENING = 0.075, 0.045, 0.170
"""Seconds, chosen within Evinger's and Trutoiu's ranges: opening takes 2.3 times as long as closing."""


def blink_times(
    duration: float, phrases: tuple[Phrase, ...], rate: float, rng: np.random.Generator
) -> tuple[float, ...]:
    """Seconds at which lids begin to fall; ``rate`` scales the 21 or so a minute of a person who talks, 0 for none."""
    if rate <= 0.0:
        return ()
    breaks = np.array([phrase.end + 0.06 for phrase in phrases])
    taken: list[float] = []
    following = rng.uniform(0.4, 2.5)
    last = duration - CLOSING - SHUT - OPENING
    while following < last:
        time = _drawn_to_a_break(following, breaks, rng)
        if taken and time - taken[-1] < _SHORTEST_INTERVAL:
            time = following
        if time < last and (not taken or time - taken[-1] >= _SHORTEST_INTERVAL):
            taken.append(time)
        interval = rng.lognormal(np.log(_MEAN_INTERVAL) - 0.125, 0.5) / rate
        following += max(interval, _SHORTEST_INTERVAL)
    return tuple(taken)


def _drawn_to_a_break(time: float, breaks: Array, rng: np.random.Generator) -> float:
    """The end of a phrase that is near, or the time as it is."""
    if not breaks.size:
        return time
    nearest = float(breaks[np.abs(breaks - time).argmin()])
    return nearest + rng.uniform(0.0, 0.12) if abs(nearest - time) < _REACH else time


def blink_curve(times: Array, blinks: tuple[float, ...]) -> Array:
    """(T,) 0 open to 1 shut. Lids fall fast, stay shut for a frame or two, and rise slowly."""
    curve = np.zeros(len(times))
    for start in blinks:
        first, last = np.searchsorted(times, (start, start + CLOSING + SHUT + OPENING))
        local = times[first:last] - start
        fall = minimum_jerk(local / CLOSING)
        rise = 1.0 - (1.0 - np.clip((local - CLOSING - SHUT) / OPENING, 0.0, 1.0)) ** 2.2
        curve[first:last] = np.maximum(curve[first:last], fall * (1.0 - rise))
    return curve
