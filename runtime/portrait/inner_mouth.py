# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen between lips that a photograph has shut: teeth, gums and tongue of our head, drawn where they would be.

The head is laid on the patch by the points that move little against the skull, and moved so that its upper teeth reach
as far below where the photograph's lips meet as the length of its upper lip has it (``teeth.py``). The jaw is as far
open as the chin has sunk. All is drawn point by point, the far ones first.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..face.mesh_points import CHIN_MIDDLE, LOWER_LIP, OUTER_LIPS, RIGID, UPPER_LIP
from ..head.arkit import ARKIT_INDEX
from ..head.heads import load_head
from ..head.normals import vertex_normals
from ..head.point_raster import far_first, shares_on_quad
from .motion import BY_JAW, head_points, jaw_share
from .patch import SIDE, mouth_square
from .teeth import edge_below

_ALBEDO = {"teeth": (0.70, 0.62, 0.50), "gums": (0.26, 0.10, 0.08), "tongue": (0.34, 0.12, 0.10)}
"""Linear light. Chosen by eye: darker and warmer than the heads' materials, as what lies in a mouth is lit by it."""
_BEHIND = (0.020, 0.007, 0.006)
"""What is seen where there is nothing: the throat. Linear light, chosen by eye."""
_GAMMA = 2.2
"""Of the picture's levels, about as sRGB has it."""
_FINER = 2
"""Times as fine as the patch that points are drawn, before they are averaged."""
_POINTS = 1.3
"""Points drawn for a pixel's side, at the least. Chosen by hand."""
_DEEP = 0.020
"""Metres behind the front teeth at which light has fallen to a third. Chosen by eye."""
_DEEPEST = 0.035
"""Metres behind the front teeth beyond which all is dark. Chosen by eye."""
_ABOVE = np.array([0.0, 0.35, 0.94])
"""Where light comes from: ahead, and a little from above. Chosen by eye."""
_FRONT = 0.008
"""Metres to either side of the middle up to which teeth are the four front ones. Chosen by eye."""
_SCALE = (0.85, 1.2)
"""Least and most by which teeth are larger than those of our head laid on the face. Chosen by eye."""
_SHADE, _SHADE_REACH = 0.6, 7
"""How much of the light the upper lip's shadow takes, and how many pixels of the patch it reaches down. By eye."""


@dataclass(frozen=True)
class PatchPose:
    """How our head lies in a patch; turn (3,3), move (2,): point = scale * turn[:2] @ place + move, y up, in sides of
    the patch."""

    turn: Array
    scale: float
    move: Array

    def seen(self, places: Array) -> Array:
        """(N,3) of places (N,3) in metres: x, y and how near."""
        found = self.scale * places @ self.turn.T
        found[:, :2] += self.move
        return found


@dataclass(frozen=True)
class InnerMouth:
    """Our head's inner mouth fitted to a photograph. beside (2,): where the inside is seen, less where that of the head
    laid on it is, and chin (K,2): the same of the chin's points, in metres. jaw: the weight of jawOpen. scale: of teeth
    and tongue."""

    beside: Array
    chin: Array
    jaw: float
    scale: float


def fitted(points: Array) -> InnerMouth:
    """points (478,2) of the photograph in its patch, 0..1."""
    pose, points = pose_of(points), _upwards(points)
    places, jaw = _points_and_jaw()
    share = jaw_share(points, pose.scale * jaw @ pose.turn.T)
    # A lip's own way is half of what the jaw's is not.
    meet = points[UPPER_LIP] + 0.5 * (1.0 - BY_JAW) * (points[LOWER_LIP] - points[UPPER_LIP])
    beside = meet - pose.seen(_seam()[None])[0, :2]
    chin = points[list(CHIN_MIDDLE)] - pose.seen(places[list(CHIN_MIDDLE)] + share * jaw[list(CHIN_MIDDLE)])[:, :2]
    wide = [np.linalg.norm(each[OUTER_LIPS[0], :2] - each[OUTER_LIPS[10], :2]) for each in (points, pose.seen(places))]
    scale = float(np.clip(np.sqrt(wide[0] / wide[1]), *_SCALE))
    beside[1] += scale * pose.scale * _edge() - edge_below(points, meet)
    return InnerMouth(beside / pose.scale, chin / pose.scale, share, scale)


def drawn(mouth: InnerMouth, points: Array, opening: Array, light: Array) -> Array:
    """float32 (SIDE,SIDE,3), 0..255: the inside of a mouth whose patch has points (478,2), 0..1.

    opening (SIDE,SIDE): 1 between the lips. light (3,): what a white surface before the mouth would show, 0..255.
    """
    pose, solid = pose_of(points), _solid()
    places = solid.places + jaw_of(mouth, pose, points) * solid.jaw
    seen = pose.seen(mouth.scale * places + _seam())
    seen[:, :2] += pose.scale * mouth.beside
    side = SIDE * _FINER
    column, row = (seen[:, 0] * side).astype(int), (-seen[:, 1] * side).astype(int)
    inside = np.flatnonzero((column >= 0) & (column < side) & (row >= 0) & (row < side))
    order = inside[far_first(seen[inside, 2])] if len(inside) else inside
    canvas = np.empty((side * side, 3), np.float32)
    canvas[:] = _BEHIND
    canvas[row[order] * side + column[order]] = solid.colour[order]
    linear = _reduced(canvas.reshape(side, side, 3))
    linear *= 1.0 - _SHADE + _SHADE * _open_above(opening)[..., None]
    return np.asarray(linear ** (1.0 / _GAMMA) * light, np.float32)


def _open_above(opening: Array) -> Array:
    """(SIDE,SIDE): how much of what lies above each pixel is open, so that light falls in."""
    half = _SHADE_REACH // 2
    beside = _mean(opening, range(-half, half + 1), axis=1)
    return _mean(beside, range(1 - _SHADE_REACH, 1), axis=0)


def _mean(picture: Array, offsets: range, axis: int) -> Array:
    """Of the pixels that lie at these offsets along an axis from each one; edges are held."""
    places = np.arange(picture.shape[axis])
    shifted = [picture.take(np.clip(places + offset, 0, len(places) - 1), axis) for offset in offsets]
    return np.asarray(np.mean(shifted, axis=0))


def _reduced(canvas: Array) -> Array:
    parts = [canvas[row::_FINER, column::_FINER] for row in range(_FINER) for column in range(_FINER)]
    return np.asarray(sum(parts[1:], parts[0]) / len(parts))


def jaw_of(mouth: InnerMouth, pose: PatchPose, points: Array) -> float:
    """The weight of jawOpen, 0..1, by which the chin has sunk in points (478,2) of a patch."""
    places, jaw = (each[list(CHIN_MIDDLE)] for each in _points_and_jaw())
    lower = (_upwards(points)[list(CHIN_MIDDLE)] - pose.seen(places)[:, :2]) / pose.scale - mouth.chin
    slope = (jaw @ pose.turn.T)[:, :2]
    return float(np.clip((lower * slope).sum() / (slope**2).sum(), 0.0, 1.0))


def pose_of(points: Array) -> PatchPose:
    """Of points (478,2): a weak perspective, by least squares over those that move little against the skull."""
    rigid = list(RIGID)
    places, seen = head_points()[0][rigid], _upwards(points)[rigid]
    middle = places.mean(axis=0)
    matrix = np.linalg.lstsq(places - middle, seen - seen.mean(axis=0), rcond=None)[0].T
    left, sizes, right = np.linalg.svd(matrix, full_matrices=False)
    rows, scale = left @ right, float(sizes.mean())
    turn = np.concatenate([rows, np.cross(rows[0], rows[1])[None]])
    return PatchPose(turn, scale, seen.mean(axis=0) - scale * rows @ middle)


@dataclass(frozen=True)
class _Solid:
    """places (N,3): in metres from where the lips meet. jaw (N,3): what jawOpen adds. colour (N,3): linear light."""

    places: Array
    jaw: Array
    colour: Array


@cache
def _solid() -> _Solid:
    head = load_head()
    jaw, normals = head.shape_deltas[ARKIT_INDEX["jawOpen"]], vertex_normals(head.vertices, head.quads)
    front = float(head.vertices[head.quads[head.of_material("teeth")], 2].max())
    parts = []
    for name, albedo in _ALBEDO.items():
        quads = head.quads[head.of_material(name)]
        quads = quads[(normals[quads, 2].mean(axis=1) > 0.0) & (head.vertices[quads, 2].min(axis=1) > front - _DEEPEST)]
        found = _points_on(np.concatenate([head.vertices, jaw, normals], axis=1)[quads])
        lit = np.clip(0.25 + 0.75 * found[:, 6:] @ _ABOVE, 0.1, 1.0) * np.exp((found[:, 2] - front) / _DEEP)
        parts.append(np.concatenate([found[:, :3] - _seam(), found[:, 3:6], lit[:, None] * albedo], axis=1))
    return _Solid(*np.split(np.concatenate(parts).astype(np.float32), [3, 6], axis=1))


def _points_on(corners: Array) -> Array:
    """(N,C): points on quads with corners (Q,4,C), dense enough for a pixel each; the first three are their places."""
    sides = np.linalg.norm(np.roll(corners[..., :2], -1, axis=1) - corners[..., :2], axis=2)
    along, across = (np.ceil(_POINTS * sides[:, [k, k + 2]].max(axis=1) / _pixel()).astype(int) for k in (0, 1))
    kinds, kind = np.unique(np.maximum(np.stack([along, across]), 1), axis=1, return_inverse=True)
    shares = [shares_on_quad(*each) for each in kinds.T.tolist()]
    found = [np.einsum("kc,qcd->qkd", share, corners[kind.ravel() == k]) for k, share in enumerate(shares)]
    return np.concatenate([each.reshape(-1, corners.shape[2]) for each in found])


@cache
def _pixel() -> float:
    """Metres that a pixel of the finer patch shows of the default head."""
    square = mouth_square(head_points()[0] * [1.0, -1.0, -1.0])
    return float(np.linalg.norm(square.matrix[:, 0])) / (SIDE * _FINER)


def _points_and_jaw() -> tuple[Array, Array]:
    """The mesh's points on our head (478,3), and what jawOpen adds to them."""
    places, slopes = head_points()
    return places, slopes[ARKIT_INDEX["jawOpen"]]


@cache
def _seam() -> Array:
    """(3,) where our head's lips meet."""
    return np.asarray(head_points()[0][[UPPER_LIP, LOWER_LIP]].mean(axis=0))


@cache
def _edge() -> float:
    """Metres that our head's upper front teeth reach below where its lips meet."""
    head = load_head()
    teeth = head.vertices_of("teeth")
    still = ~head.shape_deltas[ARKIT_INDEX["jawOpen"], teeth].any(axis=1)
    upper = head.vertices[teeth[still]] - _seam()
    return -float(upper[np.abs(upper[:, 0]) < _FRONT, 1].min())


def _upwards(points: Array) -> Array:
    return np.asarray(points, float)[:, :2] * [1.0, -1.0]
