# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of a face become ARKit weights: first who it is and how it rests, then every frame within 0..1."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..face.mesh_points import LID_MIDDLES, LIDS, LOWER_LIP, MOUTH_CORNERS, RIGID, UPPER_LIP
from ..head.box_least_squares import solve_in_box
from .basis import Basis, capture_basis, counted_from_between
from .pose import Posed, posed

_LOOKED_AT = 400
"""Frames of a film, spread over it, on which the face at rest is found. Chosen by hand."""
_ROUNDS = 3
"""Times that the rest is taken from what shapes leave over. Chosen by hand."""
_CLOSED_SHARE = 30.0
"""Percent of the frames, those with the smallest gap between the lips, that the rest begins with. Chosen by hand."""
_SMOOTH, _SWEEPS = 0.05, 2
"""How much a weight leans on its neighbours in time, in shares of how sure it is itself. Chosen by eye."""
_CHUNK = 1000
"""Frames solved together."""
_WIDER = (0.8, 2.5)
"""Least and most by which what lids do is enlarged. Chosen by eye."""
_BLINKING, _SURELY_SHUT = 1.0, 0.55
"""Percent of the frames in which the lids are taken to be shut, if they are nearer than that share of their rest.
Chosen by hand."""
_TOUCHING = 3.0
"""Percentile of the gap at which the lips are taken to touch: nobody speaks for long without. Chosen by hand."""


@dataclass(frozen=True)
class Fitted:
    """weights (T,52), 0..1. turns (T,3): of the head, axis-angle radians, from straight into the camera. gap (T,):
    between the lips, and width (T,), between the mouth's corners, millimetres on our heads. rest (K,3): the person's
    face at rest."""

    weights: Array
    turns: Array
    gap: Array
    width: Array
    rest: Array


def fit_points(points: Array, rest: Array | None = None) -> Fitted:
    """The fit of points (T,K,3), +Y up, +Z to the camera, in any unit. rest: of the person, if it is known already."""
    basis = capture_basis()
    if rest is None:
        rest = face_at_rest(points, basis)
    seen = posed(points, rest, basis.places(RIGID))
    weights = _solved(_moved(seen, rest, basis), basis)
    gap = _gap(seen.face, basis)
    return Fitted(weights, seen.turns, gap - np.percentile(gap, _TOUCHING), _width(seen.face, basis), rest)


def face_at_rest(points: Array, basis: Basis) -> Array:
    """A person's face (K,3) at rest, millimetres: what stays when that which the shapes explain is taken away."""
    some = points[np.linspace(0, len(points) - 1, min(len(points), _LOOKED_AT)).round().astype(int)]
    rigid = basis.places(RIGID)
    face = posed(some, basis.rest, rigid).face
    gap = _gap(face, basis)
    rest = np.median(face[gap <= np.percentile(gap, _CLOSED_SHARE)], axis=0)
    for _ in range(_ROUNDS):
        seen = posed(some, rest, rigid)
        weights = _solved(_moved(seen, rest, basis), basis)
        rest = np.median(seen.face - np.tensordot(weights, basis.slopes, axes=1), axis=0)
    return np.asarray(rest)


def _moved(seen: Posed, rest: Array, basis: Basis) -> Array:
    """(T,3K) how far each point is from rest."""
    moved = counted_from_between(seen.face - rest, basis)
    moved[:, basis.places((*LIDS[0], *LIDS[1])), 1] *= _lids_enlarged(seen.face, rest, basis)
    return moved.reshape(len(seen.face), -1)


def _lids_enlarged(face: Array, rest: Array, basis: Basis) -> float:
    """By how much lids move less than on our heads: a narrow eye shuts by less than a wide one, and of the lids of a
    small or blurred face the mesh sees a part only, so that the most they shut in a film is taken for shut."""
    own = float(_lids_apart(rest[None], basis)[0])
    least = float(np.percentile(_lids_apart(face, basis), _BLINKING)) / own
    seen = 1.0 - max(least, 0.0) if least < _SURELY_SHUT else 1.0
    return float(np.clip(_lids_apart(basis.rest[None], basis)[0] / own / seen, *_WIDER))


def _lids_apart(face: Array, basis: Basis) -> Array:
    """Millimetres (T,) between the lids of faces (T,K,3), the mean of both eyes."""
    uppers, lowers = (basis.places(each) for each in zip(*LID_MIDDLES, strict=True))
    return np.asarray((face[:, uppers, 1] - face[:, lowers, 1]).mean(axis=1))


def _gap(face: Array, basis: Basis) -> Array:
    (upper,), (lower,) = basis.places((UPPER_LIP,)), basis.places((LOWER_LIP,))
    return np.asarray(face[:, upper, 1] - face[:, lower, 1])


def _width(face: Array, basis: Basis) -> Array:
    right, left = basis.places(MOUTH_CORNERS)
    return np.asarray(np.linalg.norm(face[:, right, :2] - face[:, left, :2], axis=1))


def _solved(moved: Array, basis: Basis) -> Array:
    """Weights (T,52): least squares within 0..1, with what is known of weights before, leaning on frames beside."""
    normal = basis.weighing @ basis.slopes.reshape(len(basis.slopes), -1).T + basis.precision
    goals = moved @ basis.weighing.T + basis.pull
    weights = _in_box(normal, goals, np.linalg.solve(normal, goals.T).T)
    lean = _SMOOTH * np.diag(normal)
    stiff = normal + 2 * np.diag(lean)
    for _ in range(_SWEEPS):
        beside = np.concatenate([weights[:1], weights[:-1]]) + np.concatenate([weights[1:], weights[-1:]])
        weights = _in_box(stiff, goals + lean * beside, weights)
    return weights


def _in_box(normal: Array, goals: Array, start: Array) -> Array:
    solved = np.empty_like(goals)
    for first in range(0, len(goals), _CHUNK):
        part = slice(first, first + _CHUNK)
        many = np.broadcast_to(normal, (len(goals[part]), *normal.shape))
        solved[part] = solve_in_box(many, goals[part], start[part])
    return solved
