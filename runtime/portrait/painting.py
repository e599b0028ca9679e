# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouth repainted in its patch, and the patch blended into the warped picture."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..face.chips import Similarity
from ..face.mesh_points import INNER_LIPS, LOWER_INNER, UPPER_INNER
from .inner_mouth import InnerMouth, drawn, fitted
from .light import light_of
from .maps import landmark_maps
from .patch import SIDE, edge_fade, in_square, mouth_square
from .surroundings import moved_surroundings, with_surroundings
from .warp import flow, sampled

_SEEN_OPEN = (0.65, 0.95)
"""Share of the wanted opening that the photograph shows open: below the first nothing of its inside is kept, from the
second on all. Chosen by eye."""
_AJAR = (0.10, 0.20)
"""The same of the photograph's own opening, in widths of its mouth: what is less shows a shadow and no teeth. Chosen by
eye."""
_PARTED = (0.005, 0.02)
"""The wanted opening, in widths of the mouth, from which on and up to which more and more of the inside is drawn: of
lips that touch the map of the opening has a line still. Chosen by eye."""


@dataclass(frozen=True)
class Reference:
    """A photograph's mouth: patch float32 (SIDE,SIDE,3), 0..255, points (478,2) in it, maps (CHANNELS,SIDE,SIDE), the
    light (3,) as of ``light_of``, and our head's inner mouth laid on it."""

    patch: Array
    points: Array
    maps: Array
    light: Array
    inner: InnerMouth


@dataclass(frozen=True)
class Wanted:
    """A mouth that is to be painted: where its patch lies in the picture, points (478,2) in it, maps as those of the
    reference, where each of its pixels comes from (SIDE,SIDE,2), in pixels, the reference moved so, and begun
    (SIDE,SIDE,3): the same with the inside drawn that the reference does not show."""

    square: Similarity
    points: Array
    maps: Array
    flow: Array
    warped: Array
    begun: Array


@dataclass(frozen=True)
class Painted:
    """colour float32 (SIDE,SIDE,3), 0..255; mask (SIDE,SIDE), 0..1: how much of it is seen."""

    colour: Array
    mask: Array


def reference_of(picture: Array, points: Array) -> Reference:
    """Of a picture float32 (H,W,3), 0..255, with points (478,3) of the mesh in its pixels."""
    square = mouth_square(points)
    inside = in_square(points[:, :2], square)
    patch = sampled(picture, square.to_picture(_grid().reshape(-1, 2)).reshape(SIDE, SIDE, 2))
    return Reference(patch, inside, landmark_maps(inside), light_of(picture, points), fitted(inside))


def wanted_of(reference: Reference, points: Array) -> Wanted:
    """points (478,3) in the picture's pixels."""
    square = mouth_square(points)
    inside = in_square(points[:, :2], square)
    here, there = moved_surroundings(reference.points, inside), with_surroundings(reference.points)
    found = flow(here * SIDE, there * SIDE, SIDE, SIDE)
    warped, maps = sampled(reference.patch, found), landmark_maps(inside)
    return Wanted(square, inside, maps, found, warped, _begun(reference, inside, maps, warped))


def _begun(reference: Reference, points: Array, maps: Array, warped: Array) -> Array:
    share = unseen(reference.points, points)
    if share == 0.0:
        return warped
    shown = maps[1].astype(np.float32) / np.float32(255.0)
    colour = drawn(reference.inner, points, shown, reference.light)
    return np.asarray(warped + np.float32(share) * shown[..., None] * (colour - warped))


def unseen(before: Array, after: Array) -> float:
    """How much of a mouth's inside is drawn, 0..1: all where the photograph with points (478,2) shows none of it."""
    shown = np.interp(_gap(before) / max(_gap(after), 1e-6), _SEEN_OPEN, (0.0, 1.0))
    shown *= np.interp(opening(before), _AJAR, (0.0, 1.0))
    return float(np.interp(opening(after), _PARTED, (0.0, 1.0)) * (1.0 - shown))


def by_hand(wanted: Wanted) -> Painted:
    """The inside of the mouth alone, without a network."""
    return Painted(wanted.begun, wanted.maps[1].astype(np.float32) / 255.0)


def blend(picture: Array, wanted: Wanted, painted: Painted) -> None:
    """Lay the paint into the warped picture float32 (H,W,C), in place, but for its fourth channel. The picture's own
    finer detail is kept, except between the lips."""
    window = _window(wanted.square, picture.shape[1], picture.shape[0])
    if window is None:
        return
    left, top, right, bottom = window
    places = np.stack(np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5), axis=-1)
    inside = in_square(places.reshape(-1, 2), wanted.square).reshape(places.shape) * SIDE
    opening = wanted.maps[1].astype(np.float32) / 255.0
    layers = np.dstack([painted.colour, wanted.warped, painted.mask * edge_fade(), opening])
    found = sampled(layers, inside)
    found[((inside < 0) | (inside > SIDE)).any(axis=2)] = 0.0
    mask, within = found[..., 6:7], found[..., 7:8]
    seen = picture[top:bottom, left:right, :3]
    seen += mask * (found[..., :3] - seen + (1.0 - within) * (seen - found[..., 3:6]))


def opening(points: Array) -> float:
    """How far lips of points (478,2) are apart, in widths of the mouth."""
    return _gap(points) / max(float(np.ptp(points[list(INNER_LIPS), 0])), 1e-6)


def _gap(points: Array) -> float:
    return float((points[list(LOWER_INNER), 1] - points[list(UPPER_INNER), 1]).max())


def _grid() -> Array:
    """(SIDE,SIDE,2) middles of the patch's pixels, 0..1."""
    place = (np.arange(SIDE) + 0.5) / SIDE
    return np.stack(np.meshgrid(place, place), axis=-1)


def _window(square: Similarity, width: int, height: int) -> tuple[int, int, int, int] | None:
    """left, top, right, bottom of what of a picture the patch covers; None where that is nothing."""
    corners = square.to_picture(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int), [width, height])
    return (int(left), int(top), int(right), int(bottom)) if left < right and top < bottom else None
