# SPDX-License-Identifier: GPL-3.0-or-later
"""How one person's mouth differs from one take to the next of the same line, before lips that must meet are set.

Nobody says a line twice alike: sounds run into each other more or less, jaw and lip share an opening differently, one
corner goes further than the other, and all of it comes a little sooner or later. That such things vary, and that jaw
and lip make up for each other, is known of speakers (Hughes and Abbs 1976, Labial-mandibular coordination in the
production of speech; Perkell and Klatt 1986, Invariance and variability in speech processes). By how much was chosen
by eye, and is measured in docs/measured/variation.md.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..requests import Direction
from .rules.noise import wander
from .smoothing import gaussian

_SEED = 40_127
"""Of the mouth alone, so that brows, eyes and head are those of the same seed without variation."""
_SOONER = 0.020
"""Seconds by which the mouth is sooner or later at most, with a variation of 1."""
# Shares with a variation of 1: that of the whole take, that which comes and goes, and the most of both together.
_PRECISION = (0.45, 0.40, 0.8)
_TRADE = (0.16, 0.12, 0.35)
_UNEVEN = (0.12, 0.08, 0.25)
_SLOWEST, _FASTEST = 0.25, 2.0
"""Hertz of what comes and goes: from a phrase to a word."""
_NEIGHBOURS = 3.0
"""Frames: standard deviation of the stretch by which sounds run into each other, about one phone to either side."""
_LOWER_SHARE, _UPPER_SHARE = 1.4, 0.6
"""Of an opening that the lips take over from the jaw; together 2, as half of each counts (docs/conventions.md)."""
_SIDES = [
    (ARKIT_INDEX[name], ARKIT_INDEX[name.replace("Left", "Right")])
    for name in ARKIT_NAMES
    if name.startswith("mouth") and name.endswith("Left") and name != "mouthLeft"
]
JAW_AND_MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth"))]
_JAW = ARKIT_INDEX["jawOpen"]
_LOWER = [ARKIT_INDEX[f"mouthLowerDown{side}"] for side in ("Left", "Right")]
_UPPER = [ARKIT_INDEX[f"mouthUpperUp{side}"] for side in ("Left", "Right")]


@dataclass(frozen=True)
class MouthVariation:
    """At each frame (T,): later: frames by which the mouth is late, below 0 early. precision: share of what sets a
    sound apart from its neighbours that is added, below 0 taken away. trade: share of the jaw's opening that the lips
    do, below 0 that the jaw does for them. uneven: share by which the left half goes further than the right."""

    later: Array
    precision: Array
    trade: Array
    uneven: Array

    def articulated(self, curves: Array) -> Array:
        """``curves`` (T,C), of any articulators, in this take's timing, its sounds as distinct as it makes them."""
        frames = np.arange(len(curves))
        varied = np.empty_like(curves)
        for column, curve in enumerate(curves.T):
            timed = np.interp(frames - self.later, frames, curve)
            varied[:, column] = timed + self.precision * (timed - gaussian(timed, _NEIGHBOURS))
        return np.maximum(varied, 0.0)

    def shared(self, curves: Array, jaw: int, lower: list[int], upper: list[int]) -> None:
        """Let lips and jaw share the opening of ``curves`` (T,C), in place, as this take does; columns are given."""
        over = self.trade * curves[:, jaw]
        # The lips cannot give more than they do.
        least = -np.minimum(
            curves[:, lower].min(axis=1) / _LOWER_SHARE,
            curves[:, upper].min(axis=1) / _UPPER_SHARE,
        )
        over = np.maximum(over, np.minimum(least, 0.0))
        curves[:, jaw] -= over
        curves[:, lower] += _LOWER_SHARE * over[:, None]
        curves[:, upper] += _UPPER_SHARE * over[:, None]

    def make_uneven(self, weights: Array, frames: slice) -> None:
        """Scale the halves of the mouth in ``weights`` (n,52) of these frames, in place."""
        more = self.uneven[frames, None]
        for side, change in zip(zip(*_SIDES, strict=True), (1.0 + more, 1.0 - more), strict=True):
            weights[:, list(side)] *= change


def mouth_variation(times: Array, direction: Direction) -> MouthVariation | None:
    """That of the direction's seed, at ``times`` (T,) seconds; None where every take has the same mouth."""
    if direction.variation <= 0.0:
        return None
    kinds = np.random.default_rng([_SEED, direction.seed]).spawn(4)
    later = np.tanh(wander(times, kinds[0], _SLOWEST, _FASTEST)) * _SOONER
    shares = [_share(times, rng, *sizes) for rng, sizes in zip(kinds[1:], (_PRECISION, _TRADE, _UNEVEN), strict=True)]
    later, *shares = (direction.variation * curve for curve in (later * _frames_per_second(times), *shares))
    return MouthVariation(later, *shares)


def varied_mouth(weights: Array, direction: Direction, times: Array) -> Array:
    """``weights`` (T,52) with the mouth of this take, whose lips need not meet yet; the same where none varies."""
    variation = mouth_variation(times, direction)
    if variation is None:
        return weights
    varied = weights.copy()
    varied[:, JAW_AND_MOUTH] = variation.articulated(weights[:, JAW_AND_MOUTH])
    variation.shared(varied, _JAW, _LOWER, _UPPER)
    variation.make_uneven(varied, slice(None))
    return varied


def _share(times: Array, rng: np.random.Generator, of_take: float, passing: float, most: float) -> Array:
    drawn = of_take * rng.standard_normal() + passing * wander(times, rng, _SLOWEST, _FASTEST)
    return np.asarray(most * np.tanh(drawn / most))


def _frames_per_second(times: Array) -> float:
    return float(1.0 / (times[1] - times[0])) if len(times) > 1 else 1.0
