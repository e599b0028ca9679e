# SPDX-License-Identifier: GPL-3.0-or-later
"""Beards: where on a face hairs of each grow, how long they are and which way they lie.

Places are millimetres on the default head from the middle between its eyes: x to either side, y up, z out of the face.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..vectors import unit

_Blot = tuple[tuple[float, float, float], tuple[float, float, float], float]
"""Middle, radii and how thickly hairs stand in it."""
_CHIN: tuple[_Blot, ...] = (((0, -88, 14), (26, 20, 40), 1.0), ((34, -78, -2), (22, 22, 34), 1.0))
_JAW: tuple[_Blot, ...] = (((58, -52, -36), (14, 34, 22), 1.0), ((30, -104, -18), (34, 14, 36), 0.7))
_LIP: tuple[_Blot, ...] = (((12, -49, 32), (13, 5.5, 16), 0.95),)
_POINT_OF_CHIN: tuple[_Blot, ...] = (
    ((0, -88, 20), (17, 15, 30), 1.3),
    ((0, -73, 30), (7, 5, 20), 0.8),
    ((24, -62, 22), (5, 14, 22), 1.0),
)


@dataclass(frozen=True)
class Beard:
    """where: what of the face it covers. long_mm: hairs on the jaw, on the chin and over the lip. hairs: of a whole
    beard, so that thick ones have more. lift: how steeply hairs leave the skin, degrees."""

    where: tuple[_Blot, ...]
    long_mm: tuple[float, float, float]
    hairs: int
    lift: float


BEARDS: Mapping[str, Beard] = {
    "stubble": Beard((*_CHIN, *_JAW, *_LIP), (1.0, 1.1, 1.0), 8000, 40.0),
    "moustache": Beard((((13, -48.5, 32), (15, 5.5, 18), 1.2),), (5.0, 5.0, 5.0), 2200, 22.0),
    "goatee": Beard((*_LIP, *_POINT_OF_CHIN), (6.0, 10.0, 4.2), 3600, 24.0),
    "full": Beard((*_CHIN, *_JAW, *_LIP), (7.0, 12.0, 4.5), 7000, 26.0),
}
"""By the name that ``Identity.beard`` has for each. Chosen by eye; a man has 7,000 to 25,000 hairs there."""

_LIPS, _LIPS_EDGE = ((0.0, -62.5), (26.0, 9.5)), 0.15
"""Middle and radii of what is bare, and the share of them over which hairs begin."""
_CHIN_BELOW, _LIP_ABOVE = (-72.0, -60.0), (-60.0, -54.0)
"""Heights between which hairs of the jaw become those of the chin and of the lip."""
_MIDDLE = (22.0, 42.0)
"""From the face's middle, between which hairs of chin and lip become those of the jaw."""
_NECK, _ON_NECK = (-114.0, -98.0), 0.3
"""Heights between which hairs under the chin grow shorter, and how short they are below."""


def beard_cover(places: Array, where: tuple[_Blot, ...] = BEARDS["stubble"].where) -> Array:
    """How thickly (N,) hairs stand at places (N,3) of skin, 0..1, without the edge's chance."""
    mirrored = np.column_stack([np.abs(places[:, 0]), places[:, 1:]])
    total = np.zeros(len(places))
    for middle, radii, thick in where:
        total += thick * np.exp(-(((mirrored - np.array(middle)) / np.array(radii)) ** 2).sum(axis=1))
    from_lips = np.linalg.norm((mirrored[:, :2] - _LIPS[0]) / _LIPS[1], axis=1)
    kept: Array = np.clip(total, 0.0, 1.0) * np.clip((from_lips - 1.0) / _LIPS_EDGE, 0.0, 1.0)
    return kept


def lengths(beard: Beard, places: Array) -> Array:
    """Millimetres (N,) that hairs at places (N,3) are long."""
    jaw, chin, lip = beard.long_mm
    across, up = np.abs(places[:, 0]), places[:, 1]
    middle = np.interp(across, _MIDDLE, (1.0, 0.0))
    of_chin, of_lip = middle * np.interp(up, _CHIN_BELOW, (1.0, 0.0)), middle * np.interp(up, _LIP_ABOVE, (0.0, 1.0))
    long = jaw + (chin - jaw) * of_chin + (lip - jaw) * of_lip
    found: Array = long * np.interp(up, _NECK, (_ON_NECK, 1.0))
    return found


def combed(places: Array) -> Array:
    """Which way (N,3) hairs lie: down, on the lip outwards too, under the chin forwards."""
    across, up = places[:, 0], places[:, 1]
    of_lip = np.interp(up, _LIP_ABOVE, (0.0, 1.0)) * np.interp(np.abs(across), _MIDDLE, (1.0, 0.0))
    under = np.interp(up, (-104.0, -94.0), (1.0, 0.0))
    aside = np.clip(across / 14.0, -1.0, 1.0) * (0.12 + 0.75 * of_lip)
    return unit(np.stack([aside, 0.2 * under - 1.0, 0.15 + 0.3 * under], axis=1))
