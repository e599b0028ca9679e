# SPDX-License-Identifier: GPL-3.0-or-later
"""Our head's shapes carried over to another mesh, by where the two faces correspond.

No list of FLAME's vertices takes part: both faces are looked at in the same way. Places that both have (eyes, mouth,
its corners, tip of the nose, chin, brow, cheeks) give a smooth map between them (a thin-plate spline in space,
Bookstein 1989), and behind it each vertex takes what those of ours do that are nearest to it and follow the jaw as it
does.
"""

from functools import cache

import numpy as np

from ..arrays import Array
from ..head.heads import load_head
from .lips import LipPairs, Surface, find_lips

_NEAREST, _BLUR = 8, 0.002
"""Chosen: so many of our vertices are mixed, by the square of their distance; below the second (metres) alike."""
_JAW_APART = 0.03
"""Metres that stand for following the jaw wholly or not at all: a lower lip takes nothing from an upper one. Chosen by
hand."""
_CHUNK = 500
"""Vertices at once, for memory."""
_MIDLINE = 0.008
"""Metres at each side in which the profile is looked for. Chosen by hand."""


@cache
def our_face() -> tuple[Surface, LipPairs]:
    """The default head's skin."""
    head = load_head()
    names = np.array(head.material_names)[head.material_index]
    skin = np.zeros(len(head.vertices), bool)
    skin[head.quads[np.isin(names, ("skin", "mouth"))]] = True
    at = {name: head.joints[index].astype(np.float64) for index, name in enumerate(head.bone_names)}
    sides = np.stack([head.quads, np.roll(head.quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    face = Surface(
        head.vertices.astype(np.float64),
        head.bone_weights[:, head.bone_names.index("jaw")].astype(np.float64),
        at["jaw"],
        np.array([at["eye.L"], at["eye.R"]]),
        skin,
        sides,
    )
    return face, find_lips(face)


class Correspondence:
    """Which of our vertices each of a mesh's skin vertices is like."""

    def __init__(self, face: Surface, lips: LipPairs) -> None:
        ours, our_lips = our_face()
        there, here = _landmarks(face, lips), _landmarks(ours, our_lips)
        self.scale = float(np.linalg.norm(there - there.mean(axis=0)) / np.linalg.norm(here - here.mean(axis=0)))
        self._skin = np.flatnonzero(face.skin)
        self._from = np.flatnonzero(ours.skin)
        self._count = len(face.vertices)
        placed = _spline(there, here)(face.vertices[self._skin])
        theirs = np.column_stack([placed, _JAW_APART * _follows(face)[self._skin]])
        known = np.column_stack([ours.vertices, _JAW_APART * _follows(ours)])[self._from]
        parts = [_shares(theirs[first : first + _CHUNK], known) for first in range(0, len(theirs), _CHUNK)]
        self._nearest = np.concatenate([nearest for nearest, _ in parts])
        self._shares = np.concatenate([shares for _, shares in parts])

    def carried(self, values: Array) -> Array:
        """Values of ours (V,...) at the vertices of the mesh; 0 beside its skin. Lengths are not scaled."""
        mixed = np.einsum("vk,vk...->v...", self._shares, values[self._from][self._nearest])
        found = np.zeros((self._count, *values.shape[1:]))
        found[self._skin] = mixed
        return found


def smoothed(values: Array, edges: Array, times: int = 2) -> Array:
    """Values (V,C), each ``times`` times brought half of the way to the mean of its neighbours."""
    both = np.concatenate([edges, edges[:, ::-1]])
    count = np.maximum(np.bincount(both[:, 0], minlength=len(values)), 1)[:, None]
    for _ in range(times):
        summed = np.stack(
            [np.bincount(both[:, 0], column[both[:, 1]], minlength=len(values)) for column in values.T], axis=1
        )
        values = 0.5 * values + 0.5 * np.where(count > 0, summed / count, values)
    return values


def _follows(face: Surface) -> Array:
    return face.jaw_weights / max(float(face.jaw_weights[face.skin].max()), 1e-6)


def _landmarks(face: Surface, lips: LipPairs) -> Array:
    """Places (11,3) that every face has, in one order."""
    places = (face.vertices[lips.upper] + face.vertices[lips.lower]) / 2
    mouth = places[np.abs(places[:, 0] - places[:, 0].mean()).argmin()]
    eyes = face.eyes.mean(axis=0)
    apart = float(face.eyes[0, 0] - face.eyes[1, 0])
    height = float(eyes[1] - mouth[1])
    skin = face.vertices[face.skin & (face.vertices[:, 2] > mouth[2] - 1.5 * apart)]
    profile = skin[np.abs(skin[:, 0]) < _MIDLINE]
    nose = _foremost(profile, mouth[1] + 0.2 * height, eyes[1])
    brow = _foremost(profile, eyes[1] + 0.35 * apart, eyes[1] + 0.75 * apart)
    hangs = _of_jaw(face)[np.abs(_of_jaw(face)[:, 0]) < _MIDLINE]
    beneath = hangs[hangs[:, 1] < mouth[1] - 0.3 * height]
    chin = beneath[(beneath[:, 2] - beneath[:, 1]).argmax()] if len(beneath) else mouth - [0.0, height, 0.0]
    level = skin[np.abs(skin[:, 1] - mouth[1]) < 0.15 * height + 0.004]
    cheeks = [level[level[:, 0].argmin()], level[level[:, 0].argmax()]]
    return np.array([*face.eyes, mouth, places[0], places[-1], nose, brow, chin, *cheeks, eyes])


def _of_jaw(face: Surface) -> Array:
    """The skin (N,3) that the jaw takes along."""
    return face.vertices[face.skin & (_follows(face) > 0.5)]


def _foremost(profile: Array, low: float, high: float) -> Array:
    between = profile[(profile[:, 1] > low) & (profile[:, 1] < high)]
    if not len(between):
        raise ValueError("its face has no profile between mouth and brow")
    return between[between[:, 2].argmax()]


class _Spline:
    """A smooth map that takes given places to others: kernel r, with an affine part."""

    def __init__(self, places: Array, weights: Array) -> None:
        self._places, self._weights = places, weights

    def __call__(self, points: Array) -> Array:
        return _terms(points, self._places) @ self._weights


def _terms(points: Array, places: Array) -> Array:
    away = np.linalg.norm(points[:, None] - places[None], axis=2)
    return np.concatenate([away, np.ones((len(points), 1)), points], axis=1)


def _spline(given: Array, wanted: Array) -> _Spline:
    terms = _terms(given, given)
    count = len(given)
    system = np.zeros((count + 4, count + 4))
    system[:count], system[count:, :count] = terms, terms[:, count:].T
    # A little stiffness, in metres: landmarks are found, not measured.
    system[:count, :count] -= 0.002 * np.eye(count)
    right = np.concatenate([wanted, np.zeros((4, 3))])
    return _Spline(given, np.linalg.lstsq(system, right, rcond=None)[0])


def _shares(theirs: Array, known: Array) -> tuple[Array, Array]:
    """The nearest of ``known`` to each of ``theirs`` (N,K), and their shares, which add up to 1."""
    squared = (theirs**2).sum(axis=1)[:, None] - 2 * theirs @ known.T + (known**2).sum(axis=1)
    nearest = np.argpartition(squared, _NEAREST, axis=1)[:, :_NEAREST]
    shares = 1 / (np.take_along_axis(squared, nearest, axis=1).clip(0.0) + _BLUR**2)
    return nearest, shares / shares.sum(axis=1, keepdims=True)
