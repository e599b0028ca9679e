# SPDX-License-Identifier: GPL-3.0-or-later
"""An eye of our own: a ball with a recessed iris and a pupil, and a clear cornea that bulges before them.

Proportions after the adult human eye (axial 24 mm, cornea 7.8 mm in radius, iris 11.7 mm across); the iris
takes less of the ball than in life, because MakeHuman's eyeballs are 32 mm across.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Array

SEGMENTS = 32
LIMBUS = math.radians(21.5)
"""Half the angle that the iris takes of the ball."""
PUPIL = 0.36
"""The pupil's share of the iris's radius."""
IRIS_UV = 0.25
"""The iris fills a disc of this radius about the middle of the eye's texture; the ball goes on to 0.5."""
_SEEN, _SEEN_UV = math.radians(90.0), 0.47
"""How far from the axis the white is ever seen, however far an eye turns, and where that is in the texture: what lies
behind the lids takes little of it, so that vessels have texels."""
CORNEA_RADIUS = 0.74
"""The cornea's radius of curvature, as a share of the ball's."""

_BALL_ANGLES = (180.0, 155.0, 130.0, 108.0, 90.0, 76.0, 64.0, 54.0, 46.0, 39.0, 33.0, 28.0, 24.0, 21.5)
_IRIS = ((0.97, 0.030), (0.85, 0.055), (0.65, 0.065), (0.48, 0.070), (PUPIL, 0.068), (0.34, 0.085), (0.17, 0.110))
"""Rings of the iris inwards: share of its radius, depth behind the limbus in radii of the ball."""
_CORNEA_SHARES = (1.06, 1.0, 0.92, 0.80, 0.64, 0.45, 0.24)


@dataclass(frozen=True)
class EyeMesh:
    """points (N,3) of an eye of radius 1 that looks along +z; quads (F,4); uv (F,4,2); is_cornea (F,)."""

    points: Array
    quads: Array
    uv: Array
    is_cornea: Array


def eye_vertices(centre: Array, radius: float) -> Array:
    """Vertices (N,3) of an eye at ``centre`` that looks along +z."""
    return centre + radius * EYE.points


def white_uv(angle: float) -> float:
    """The radius in the texture at which the white lies that is so far from the axis, radians."""
    return float(np.interp(angle, (LIMBUS, _SEEN, math.pi), (IRIS_UV, _SEEN_UV, 0.5)))


def white_angle(radius: Array) -> Array:
    """How far from the axis, radians, the white lies that is at a radius in the texture."""
    angle: Array = np.interp(radius, (IRIS_UV, _SEEN_UV, 0.5), (LIMBUS, _SEEN, math.pi))
    return angle


def _build() -> EyeMesh:
    sine, cosine = math.sin(LIMBUS), math.cos(LIMBUS)
    ball = []
    for degrees in _BALL_ANGLES:
        angle = math.radians(degrees)
        ball.append((math.sin(angle), math.cos(angle), white_uv(angle)))
    ball += [(share * sine, cosine - depth, share * IRIS_UV) for share, depth in _IRIS]
    ball.append((0.0, cosine - 0.115, 0.0))
    middle = cosine - math.sqrt(CORNEA_RADIUS**2 - sine**2)
    cornea = []
    for share in _CORNEA_SHARES:
        across = share * sine
        if share > 1:  # the edge lies just under the white
            cornea.append((across, math.sqrt(1 - across**2) * 0.996, 0.5))
        else:
            cornea.append((across, middle + math.sqrt(CORNEA_RADIUS**2 - across**2) + 0.002, share * 0.48))
    cornea.append((0.0, middle + CORNEA_RADIUS + 0.002, 0.0))
    points, quads, uv = _turned(ball)
    cornea_points, cornea_quads, cornea_uv = _turned(cornea)
    return EyeMesh(
        np.concatenate([points, cornea_points]),
        np.concatenate([quads, cornea_quads + len(points)]),
        np.concatenate([uv, cornea_uv]),
        np.repeat([False, True], [len(quads), len(cornea_quads)]),
    )


def _turned(profile: list[tuple[float, float, float]]) -> tuple[Array, Array, Array]:
    """A surface of revolution about z from (radius, z, texture radius), back to front; poles are quads too."""
    angles = [2 * math.pi * k / SEGMENTS for k in range(SEGMENTS)]
    points: list[tuple[float, float, float]] = []
    texture: list[tuple[float, float]] = []
    rings: list[list[int]] = []
    for radius, z, reach in profile:
        pole = radius < 1e-9
        turns = angles[:1] if pole else angles
        rings.append([len(points) + (0 if pole else k) for k in range(SEGMENTS)])
        points += [(radius * math.cos(turn), radius * math.sin(turn), z) for turn in turns]
        texture += [(0.5 + reach * math.cos(turn), 0.5 + reach * math.sin(turn)) for turn in turns]
    quads = []
    for outer, inner in itertools.pairwise(rings):
        for k in range(SEGMENTS):
            after = (k + 1) % SEGMENTS
            if len(set(inner)) > 1 and len(set(outer)) > 1:
                quads.append((outer[k], outer[after], inner[after], inner[k]))
            elif k % 2 == 0:
                two = (k + 2) % SEGMENTS
                ring, middle = (outer, inner[0]) if len(set(inner)) == 1 else (inner, outer[0])
                fan = (ring[k], ring[after], ring[two], middle)
                quads.append(fan if len(set(inner)) == 1 else fan[::-1])
    corners = np.array(quads)
    return np.array(points), corners, np.array(texture)[corners]


EYE = _build()
