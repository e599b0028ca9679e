# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit a person to the shapes, which are alike for all: lips that just touch at rest, lids that just shut, and that are
open as in somebody awake.

All arrays here are those of MakeHuman's base mesh, in metres.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..smooth_step import smooth
from .base_mesh import BaseMesh
from .lip_line import Pose, closing_moves, pressing_moves

FITTED_RINGS = (
    (571, 0.2), (554, 0.5), (537, 0.8), (520, 1.0), (474, 1.0), (468, 1.0), (509, 0.8), (467, 0.6), (466, 0.35),
    (455, 0.15),
)  # fmt: skip
"""Upper middle vertex of rings around the mouth, inside out, and how much of a correction each takes part in."""
PARTS = np.array([part for _, part in FITTED_RINGS])
_REST_PLACES, _PRESSED_PLACES = 141, 241
"""Places across the mouth at which lips at rest must touch, before they are pressed and after: at 101 a kink fits
between two, just before the corners, which showed 8 pixels of a million of Kenji's teeth. With 241 before too, single
vertices were bent so far that Walter's two layouts came 3.9 mm apart in a mouthClose, where it is 3.1."""
BLINK_MARGIN = 1.05
"""How much further a blink goes than where the last of the eyeball disappears."""
LIDS_OVER_IRIS, _LID_KEEPS = (0.0011, 0.0004), 0.18
"""Metres of the iris that the upper and the lower lid cover at rest, and the share kept of how much more or less it is
on somebody: MakeHuman's men look half asleep, with 4 to 6 mm covered above and white below."""
_AWAKE_STEPS, _MOST_MOVED = 8, ((-0.3, 1.2), (-0.3, 0.5))
"""Steps in which that is found, and how far the lids' shapes may be taken for it."""
_CORNERS_KEEP = (0.40, 0.80)
"""From where on, in radii beside the eye's middle, the lids move less for it, and no more: corners stay pointed."""
_FINE = 601
"""Heights at which the lid is looked for."""
_BLINK_COLUMNS = (-0.57, -0.5, -0.37, -0.25, 0.0, 0.25, 0.37, 0.5, 0.57)
"""Where a blink must shut, in radii of the eyeball from its middle: of 50 people by chance all do then."""


@dataclass(frozen=True)
class Eye:
    """Middle (3,) and radius of an eyeball, and the radius of its iris."""

    centre: Array
    radius: float
    iris: float


def with_lips_at_rest(rings: Array, body: Array) -> Array:
    """``body`` (19158,3) with the lips moved up and down, half each, until they touch all along the mouth, and so deep
    that no look from below or above gets between them.

    rings (R,38): the base vertices of FITTED_RINGS. People differ by up to 1.6 mm here, which would leave some mouths
    open in every /m/ and some crossed.
    """
    fitted = body.copy()
    fitted[rings, 1] += closing_moves([Pose(body[rings], looked_at=_REST_PLACES)], PARTS)
    fitted[rings, 1] += pressing_moves(fitted[rings])
    fitted[rings, 1] += closing_moves([Pose(fitted[rings], looked_at=_PRESSED_PLACES)], PARTS)
    return fitted


def blink_scale(base: BaseMesh, body: Array, blink: Array, centre: Array, radius: float) -> float:
    """What the package's blink (19158,3) of the eye at ``centre`` is to be multiplied by for this person's lids.

    Found by halving an interval on what a level look from the front still sees of the eyeball.
    """
    quads = base.groups["body"].vertices
    near = np.abs(body[quads] - centre).max(axis=(1, 2)) < 2 * radius
    low, high = 0.4, 1.6
    for _ in range(12):
        middle = (low + high) / 2
        lids = (body + middle * blink)[quads[near]] - centre
        if any(_sees_eye(lids, share * radius, radius) for share in _BLINK_COLUMNS):
            low = middle
        else:
            high = middle
    return round(high * BLINK_MARGIN, 4)


def with_lids_awake(base: BaseMesh, body: Array, moves: tuple[Array, Array], eye: Eye) -> Array:
    """``body`` (19158,3) with the lids of an eye where they cover as much of the iris as LIDS_OVER_IRIS says.
    moves: the package's eyeWide and eyeSquint (19158,3), which take the upper and the lower lid there."""
    quads = base.groups["body"].vertices
    near = quads[np.abs(body[quads] - eye.centre).max(axis=(1, 2)) < 2 * eye.radius]
    beside = np.abs(body[:, :1] - eye.centre[0]) / eye.radius
    share = smooth(np.clip((_CORNERS_KEEP[1] - beside) / (_CORNERS_KEEP[1] - _CORNERS_KEEP[0]), 0.0, 1.0))
    for whole, sign, wanted, (least, most) in zip(moves, (1.0, -1.0), LIDS_OVER_IRIS, _MOST_MOVED, strict=True):
        move = share * whole
        before = _covered(body[near], eye, sign)
        kept = wanted + _LID_KEEPS * (before - wanted)
        low, high = least, most
        for _ in range(_AWAKE_STEPS):
            middle = (low + high) / 2
            too_much = _covered(body[near] + middle * move[near], eye, sign) > kept
            # eyeWide uncovers, eyeSquint covers.
            low, high = (middle, high) if too_much == (sign > 0) else (low, middle)
        body = body + round((low + high) / 2, 4) * move
    return body


def _covered(lids: Array, eye: Eye, sign: float) -> float:
    """Metres of the iris that the upper (1) or the lower (-1) lid covers under its middle, seen from the front."""
    heights, seen = _seen_heights(lids - eye.centre, 0.0, eye.radius, _FINE)
    return eye.iris - float((sign * heights[seen]).max(initial=0.0))


def _sees_eye(lids: Array, x: float, radius: float) -> bool:
    return bool(_seen_heights(lids, x, radius)[1].any())


def _seen_heights(lids: Array, x: float, radius: float, count: int = 81) -> tuple[Array, Array]:
    """Heights (count,), and at which of them, at ``x`` from the eye's middle, the ball is seen from the front past
    quads (F,4,3)."""
    start, end = lids, np.roll(lids, -1, axis=1)
    cut = (start[:, :, 0] < x) != (end[:, :, 0] < x)
    crossing = cut.any(axis=1)
    start, end, cut = start[crossing], end[crossing], cut[crossing]
    # The first two edges that the plane at x cuts, of those quads that it goes through.
    rows = np.arange(len(cut))
    first, second = cut.argmax(axis=1), cut.shape[1] - 1 - cut[:, ::-1].argmax(axis=1)
    one, other = (_at(start[rows, edge], end[rows, edge], x) for edge in (first, second))
    is_low = (one[:, 1] <= other[:, 1])[:, None]
    low, high = np.where(is_low, one, other), np.where(is_low, other, one)
    heights = np.linspace(-0.75, 0.75, count) * radius
    inside = (heights >= low[:, 1:2]) & (heights <= high[:, 1:2])
    slope = (high[:, 2:] - low[:, 2:]) / np.maximum(high[:, 1:2] - low[:, 1:2], 1e-15)
    depth = low[:, 2:] + slope * (heights - low[:, 1:2])
    front = np.where(inside, depth, -np.inf).max(axis=0, initial=-np.inf)
    ball = np.sqrt(radius**2 - x**2 - heights**2)
    return heights, front < ball


def _at(start: Array, end: Array, x: float) -> Array:
    """Where edges from start (N,3) to end (N,3) pass x."""
    place: Array = start + (end - start) * ((x - start[:, :1]) / (end[:, :1] - start[:, :1]))
    return place
