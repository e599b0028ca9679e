# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shapes do to the lids, mended on each person: no lid runs into the ball, and shut lids meet in one line.

All arrays are metres.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.layout_columns import EYE_TURNS, EYELIDS
from ..smooth_step import smooth
from ..vectors import unit
from .lash_mesh import RINGS
from .lid_mesh import COLUMNS, LOWER_COLUMNS
from .topology import MATERIALS, Topology

_LID_SHAPES = ("eyeBlink", "eyeSquint", "eyeWide", "cheekSquint")
_CLEARANCE = 0.0003
"""Metres that a lid's margin keeps from the ball, so that flat faces between its vertices do not cut in."""
_SKIN_CLEARANCE = 0.0006
"""The same of the skin beside it, whose faces are larger: with half of it a full squint let 1 mm² of Samuel's ball
through his lower lid."""
_THICK = 0.0010
"""Metres that it keeps at rest where it is seen, as lids are thick: from there a straight way to where it shuts clears
the ball without much of a push."""
_CORNEA = (1.036, 0.44)
"""The cornea's height in radii of the ball, and how far from its axis it reaches."""
_STEPS = (0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Weights at which a lid must clear the ball: it goes along the chord, the ball is round."""
_LID_REACH = 1.45
_MOST_PUSHED, _HALVINGS = 0.006, 12
"""Metres that a lid is brought out at most for it, and how often that interval is halved."""
_EDGE = 3
"""The ring at which shut lids are seen to meet; those before it meet behind."""
_OVERLAP = 0.00012
"""Metres by which the upper lid's edge goes over the lower one's, so that no look gets between two facets."""
_MARGIN = 0.0006
"""Metres by which each ring of a lid's margin is behind the next, at least, when it faces the other lid's."""
_GIVES_WAY = 0.007
"""Metres from the lids' edge over which the skin goes along when they are brought together (chosen by eye)."""


def clear_eyeball(vertices: Array, shapes: Array, topology: Topology, side: int, centre: Array, radius: float) -> None:
    """Push lids and lashes out, in place, where they would run into the ball or the cornea of an eye (side: 0 left, 1
    right), and let the lids of its blink meet. shapes (52,V,3), or none."""
    rings = topology.lid_rings[side]
    lid = _lid(vertices, topology, rings, centre, radius)
    is_margin = np.isin(lid, rings[:_EDGE])[:, None]
    vertices[lid] += _push(vertices[lid] - centre, radius, 1.0, np.where(is_margin, _CLEARANCE, _THICK))
    if not len(shapes):
        return
    hairs = np.arange(topology.lashes.start, topology.lashes.stop).reshape(-1, 2 * RINGS)
    hairs = hairs[np.linalg.norm(vertices[hairs[:, 0]] - centre, axis=1) < 2 * radius]
    # A hair goes where the place of the lid that is nearest to its root goes.
    nearest = ((vertices[hairs[:, 0]][:, None] - vertices[lid]) ** 2).sum(axis=2).argmin(axis=1)
    bulge, clearance = np.where(is_margin, 0.0, 1.0), np.where(is_margin, _CLEARANCE, _SKIN_CLEARANCE)
    suffix = ("Left", "Right")[side]
    looks = [name for name, (of_side, _) in EYE_TURNS.items() if of_side == side]
    for name in [shape + suffix for shape in _LID_SHAPES] + looks:
        shape = shapes[ARKIT_INDEX[name]]
        squint = shapes[ARKIT_INDEX["eyeSquint" + suffix], lid] if name.startswith("cheekSquint") else 0.0
        before = shape[lid].copy()
        amounts, outwards = _out_of_ball(vertices[lid] - centre, before + squint, radius, bulge, clearance)
        if name == EYELIDS[side]:
            edge = _Edge.of(vertices[lid], vertices[rings[_EDGE]])
            amounts = np.maximum(amounts, edge.share * amounts[np.searchsorted(lid, rings[_EDGE])][edge.nearest])
            shape[lid] += amounts[:, None] * outwards
            _let_meet(vertices - centre, shape, rings, lid, edge)
        else:
            shape[lid] += amounts[:, None] * outwards
        shape[hairs] += (shape[lid] - before)[nearest][:, None]


def _lid(vertices: Array, topology: Topology, rings: Array, centre: Array, radius: float) -> Array:
    """The vertices of the skin around an eye that may come near its ball, in their order."""
    outside = np.unique(topology.quads[topology.material_index == MATERIALS.index("skin")])
    away = vertices[outside] - centre
    distance = np.linalg.norm(away, axis=1)
    near = outside[(distance < _LID_REACH * radius) & (distance > radius) & (away[:, 2] > 0)]
    return np.union1d(near, rings[_EDGE])


@dataclass(frozen=True)
class _Edge:
    """Where beside the edge of open lids points are: the column (N,) that is nearest, and the share (N,) in which they
    go along with it."""

    nearest: Array
    share: Array

    @staticmethod
    def of(points: Array, edge: Array) -> "_Edge":
        away = np.linalg.norm(points[:, None] - edge, axis=2)
        nearness = np.clip(1.0 - away.min(axis=1) / _GIVES_WAY, 0.0, 1.0)
        return _Edge(away.argmin(axis=1), smooth(nearness))


def _out_of_ball(rest: Array, move: Array, radius: float, bulge: Array, clearance: Array) -> tuple[Array, Array]:
    """How much (N,) is to be added to the move of points (N,3), from the ball's middle, so that they clear the ball on
    all of the way, and in which direction (N,3): away from the ball where they end. bulge (N,1): the share of the
    cornea's bulge that counts; the underside of a lid slides in it, for to clear it too it would end 4 mm before the
    ball. clearance (N,1): metres that they keep from it."""
    outwards = unit(rest + move)
    low, high = np.zeros((len(rest), 1)), np.full((len(rest), 1), _MOST_PUSHED)
    clear = ~_runs_in(rest, move, radius, bulge, clearance)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        inside = _runs_in(rest, move + middle * outwards, radius, bulge, clearance)[:, None]
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.where(clear, 0.0, high[:, 0]), outwards


def _runs_in(rest: Array, move: Array, radius: float, bulge: Array, clearance: Array) -> Array:
    ways = [np.abs(_push(rest + step * move, radius, bulge, clearance)).max(axis=1) > 0.0 for step in _STEPS]
    inside: Array = np.any(ways, axis=0)
    return inside


def _let_meet(vertices: Array, blink: Array, rings: Array, lid: Array, edge: _Edge) -> None:
    """Let shut lids meet, in place, the skin beside them go along, and none of it hang over. vertices (V,3): from the
    ball's middle; edge: where the vertices of the lid are beside its edge."""
    moves, is_ring = _meeting_moves((vertices + blink)[rings]), np.isin(lid, rings)
    blink[lid] += np.where(is_ring, 0.0, edge.share)[:, None] * moves[_EDGE, edge.nearest]
    blink[rings] += moves
    upper = lid[(edge.nearest >= LOWER_COLUMNS) & ~is_ring]
    blink[upper, 1] += _lacking((vertices + blink)[upper], (vertices + blink)[rings])


def _meeting_moves(shut: Array) -> Array:
    """What brings rings (4,28,3) of shut lids, from the ball's middle, to where the upper lid ends in the lower one's
    edge and as far out: MakeHuman's goes on over it, and stands 2 mm before it."""
    across, height, out = np.arctan2(shut[..., 0], shut[..., 2]), shut[..., 1].copy(), np.linalg.norm(shut, axis=-1)
    lower, upper = np.split(np.arange(COLUMNS), [LOWER_COLUMNS])
    line, edge = lower[np.argsort(across[_EDGE, lower])], upper[np.argsort(across[_EDGE, upper])]
    for ring in range(1, _EDGE + 1):
        # The margins lie on each other.
        order = lower[np.argsort(across[ring, lower])]
        height[ring, upper] = np.interp(across[ring, upper], across[ring, order], height[ring, order])
    height[_EDGE, upper] -= _OVERLAP
    as_far = np.maximum(
        np.interp(across[1:], across[_EDGE, line], out[_EDGE, line]),
        np.interp(across[1:], across[_EDGE, edge], out[_EDGE, edge]),
    )
    out[_EDGE] = as_far[-1]
    out[1:_EDGE] = np.minimum(out[1:_EDGE], as_far[:-1] - _MARGIN * np.arange(_EDGE - 1, 0, -1)[:, None])
    level = np.sqrt(out**2 - height**2)
    moves: Array = np.stack([level * np.sin(across), height, level * np.cos(across)], axis=-1) - shut
    return moves


def _lacking(skin: Array, shut: Array) -> Array:
    """How much higher (N,) points of the upper lid's skin (N,3) must be so as not to hang over the line in which rings
    (4,28,3) of shut lids meet."""
    line = shut[_EDGE, :LOWER_COLUMNS]
    line = line[np.argsort(np.arctan2(line[:, 0], line[:, 2]))]
    height = np.interp(np.arctan2(skin[:, 0], skin[:, 2]), np.arctan2(line[:, 0], line[:, 2]), line[:, 1])
    lacking: Array = np.maximum(height - skin[:, 1], 0.0)
    return lacking


def _push(away: Array, radius: float, share: Array | float, clearance: Array) -> Array:
    """What takes points (N,3), from the ball's middle, out of the ball and of a share of a cornea that looks ahead, and
    further by a clearance."""
    distance = np.linalg.norm(away, axis=1, keepdims=True)
    direction = away / distance
    height, reach = _CORNEA
    off_axis = np.hypot(direction[:, :1], direction[:, 1:2])
    bulge = share * (height - 1.0) * np.clip((reach - off_axis) / (0.4 * reach), 0.0, 1.0)
    pushed: Array = np.clip(radius * (1.0 + bulge) + clearance - distance, 0.0, None) * direction
    return pushed
