# SPDX-License-Identifier: GPL-3.0-or-later
"""A smooth space through all voices: each point is a voice, and near points sound alike.

A point has a number for each principal component of the voices' styles, in standard deviations of the voices; the
middle of all of them is 0. What a point sounds like is a mix of all voices, whose shares may be negative
(tools/weights/build_voice_space.py). Points far out sound like nobody: ``drawn_in`` brings them back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..weights import weight_path

MEASURES = ("pitch", "tract", "tilt", "harmonicity", "rate", "woman")
"""What is known of how a point sounds: semitones above 100 Hz, cm of vocal tract, dB of 1 to 5 kHz against below,
dB of tone against breath, phones a second, and 1 for a woman's voice to 0 for a man's."""
FARTHEST = 3.0
"""Length of a point at most. benchmarks/voice_space.py draws within it. The voices themselves lie from 2.3 to 4.8 away,
as far as the components that are kept tell them."""


@dataclass(frozen=True, eq=False)
class VoiceSpace:
    """names: of the V voices. points (V,D): where they are. shares (D,V): what a step along a component adds. slopes
    (D,M), middle (M,): the measures."""

    names: tuple[str, ...]
    points: Array
    shares: Array
    slopes: Array
    middle: Array

    def parts_of(self, point: Array) -> tuple[tuple[str, float], ...]:
        """Every voice's share in a point (D,); they sum to 1, and some are negative."""
        shares = 1.0 / len(self.names) + np.asarray(point, np.float64) @ self.shares
        return tuple((name, round(float(share), 5)) for name, share in zip(self.names, shares, strict=True))

    def point_of(self, parts: Mapping[str, float]) -> Array:
        """The point (D,) nearest to a mix."""
        known = [parts.get(name, 0.0) for name in self.names]
        return np.asarray(np.array(known) @ self.points)

    def measured(self, point: Array) -> dict[str, float]:
        """What a point (D,) should sound like, by MEASURES."""
        told = np.asarray(point) @ self.slopes + self.middle
        return dict(zip(MEASURES, (float(each) for each in told), strict=True))

    def step(self, wanted: Mapping[str, float]) -> Array:
        """The shortest way (D,) by which the measures that are named change by so much; those named with 0 stay."""
        chosen = self.slopes[:, [MEASURES.index(name) for name in wanted]].astype(np.float64)
        return np.asarray(np.linalg.lstsq(chosen.T, np.array(list(wanted.values())), rcond=None)[0])

    def apart_from(self, direction: Array, names: tuple[str, ...]) -> Array:
        """What of a direction (D,) leaves the named measures as they are, of length 1."""
        chosen = self.slopes[:, [MEASURES.index(name) for name in names]].astype(np.float64)
        basis, _ = np.linalg.qr(chosen)
        left: Array = direction - basis @ (basis.T @ direction)
        return np.asarray(left / max(float(np.linalg.norm(left)), 1e-9))


def drawn_in(point: Array) -> Array:
    """The point (D,) itself, or the nearest one that is not farther out than voices sound natural."""
    length = float(np.linalg.norm(point))
    return np.asarray(point * min(1.0, FARTHEST / max(length, 1e-9)))


def reached(start: Array, way: Array) -> Array:
    """As far along ``way`` from ``start``, both (D,), as voices sound natural; a start that is farther is drawn in."""
    start = drawn_in(start)
    along, length = float(start @ way), float(way @ way)
    room = max(0.0, FARTHEST**2 - float(start @ start))
    share = (np.sqrt(along**2 + length * room) - along) / max(length, 1e-12)
    return np.asarray(start + min(1.0, float(share)) * way)


@cache
def voice_space() -> VoiceSpace:
    """The one that is shipped. Raises SetupError when its weights are missing."""
    with np.load(weight_path("voice_space"), allow_pickle=False) as arrays:
        names = tuple(str(name) for name in arrays["names"])
        return VoiceSpace(
            names, *(arrays[name].astype(np.float64) for name in ("points", "shares", "slopes", "middle"))
        )
