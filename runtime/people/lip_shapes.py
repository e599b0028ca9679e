# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shapes do to the lips, mended on each person: shut lips stay shut, round ones are round.

All arrays are metres; rings (R,38) are the vertices around the mouth that ``lip_line`` tells of.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.lip_curves import CORNERS, LOWER, SPANNED, UPPER, gap_along, span
from .head_fit import PARTS
from .lip_line import MEETING, PLACES, Calm, Pose, closing_moves, touching_gap

_PARTING = ("jawOpen", "mouthClose", "mouthFunnel", "mouthLowerDown", "mouthUpperUp", "mouthShrug", "mouthRoll",
            "tongueOut")  # fmt: skip
"""Shapes that part the lips, or press them into each other, by what they are. mouthClose is mended with jawOpen."""
_SLIDES = ("jaw", "mouth")
"""Pairs whose halves are never made together."""
_HALFWAY, _TOGETHER, _CLOSELY = (0.5, 1.0), (0.1, 0.3, 0.6, 1.0), tuple(step / 8 for step in range(1, 9))
"""Weights at which lips must meet in a shape alone, in its two halves together, and in a rounded one."""
_CLOSE_PLACES = 161
"""Places across the mouth at which they must in a rounded one, and behind an open jaw: at 101 a kink fits between two
that runs them 0.14 mm through each other."""
_ROUND = (0.3, 0.6, 1.0)
"""Weights of mouthFunnel at which the opening must be an ellipse."""
_SHUT_JAWS = (0.12, 0.25, 0.5, 1.0)
"""Weights of jawOpen that mouthClose takes back, at which lips must meet."""
_FUNNEL_AGAIN, _PUCKER_AGAIN, _CLOSE_AGAIN, _PRESS_AGAIN = 8, 6, 2, 3
"""How often that is solved: after once some people's lips are 2 mm off the ellipse, or 0.2 mm in each other, or show a
few pixels of teeth."""
_ROUND_CALM = Calm(alike=0.02, small=0.2, small_alone=0.2, corners=True)
"""With less the whole mouth would sink (chosen by trial)."""
_ROUNDED = ("mouthFunnel", "mouthPucker")
_APERTURE = 0.92
"""Share of the mouth's width over which round lips part (chosen by eye); beside it they touch."""
_OPENED = (("jawOpen",), ("mouthLowerDownLeft", "mouthLowerDownRight"))
"""Shapes, or halves, that draw the lower lip down by what they are: MakeHuman's draws it into a V."""
_BOW, _BOWED = (2.4, 0.75), 0.7
"""Powers of the bow, from an ellipse's (2, 0.5) to a parabola's (2, 1) and flatter in the middle, and how much of the
way there it is brought (chosen by eye: at 1 the teeth beside are bared)."""
_OUTMOST = 6
"""Rings of the lips themselves: the others are skin, which must give way over more than they span."""
_REACH, _BLUR = 0.016, 0.002
"""Metres from the lips over which the skin gives way, and over which it takes the mean of what the lips do."""
_UPPER_MIDDLE, _LOWER_MIDDLE = 0, 19
"""Steps along a ring of the middles of the lips."""
_OVERLAP = 0.010
"""Metres in the middle of the mouth over which the left half of a mend goes over into the right one."""
_LEAST_MOVE = 2e-5
"""Metres on the lips below which a shape has nothing to mend."""


def mend_lips(vertices: Array, shapes: Array, rings: Array, skin: Array, inside: Array) -> None:
    """Let shut lips stay shut and round ones be round, in place; shapes (52,V,3). skin, inside: the vertices of the
    skin and of the mouth's inside, which go along."""
    rest = vertices[rings]
    _bow_lower_lip(vertices, shapes, rings, _around(vertices, rings, np.union1d(skin, inside)))
    around = _around(vertices, rings, skin)
    for name in _ROUNDED:
        moves = _evening_moves(rest, shapes[ARKIT_INDEX[name], rings])
        shapes[ARKIT_INDEX[name], rings[:_OUTMOST], 1] += PARTS[:_OUTMOST, None] * moves
        shapes[ARKIT_INDEX[name], around.vertices, 1] += around.shares @ moves
    _keep_lips_shut(vertices, shapes, rings)
    funnel = ARKIT_INDEX["mouthFunnel"]
    for _ in range(_FUNNEL_AGAIN):
        shapes[funnel, rings, 1] += _rounding_moves(rest, shapes[funnel, rings])


@dataclass(frozen=True)
class _Around:
    """Skin around the mouth: vertices (N,), and how they go along with each step (N,38) of the lips."""

    vertices: Array
    shares: Array


def _around(vertices: Array, rings: Array, skin: Array) -> _Around:
    lips = vertices[rings[_OUTMOST - 1]]
    own = skin[~np.isin(skin, rings[:_OUTMOST])]
    own = own[np.linalg.norm(vertices[own] - lips.mean(axis=0), axis=1) < 3 * _REACH]
    away = np.linalg.norm(vertices[own][:, None] - lips, axis=2)
    near = away.min(axis=1) < _REACH
    own, away = own[near], away[near]
    is_upper = np.isin(np.arange(away.shape[1]), UPPER)
    # What lies beside one lip goes along with that lip alone.
    same_lip = is_upper == is_upper[away.argmin(axis=1)][:, None]
    shares = same_lip * np.exp((away.min(axis=1, keepdims=True) ** 2 - away**2) / _BLUR**2)
    falling = 0.5 + 0.5 * np.cos(np.pi * away.min(axis=1) / _REACH)
    return _Around(own, falling[:, None] * shares / shares.sum(axis=1, keepdims=True))


def _bow_lower_lip(vertices: Array, shapes: Array, rings: Array, around: _Around) -> None:
    """Let the lower lip hang in a bow, in place, where it is drawn down; each half of a shape mends its own side, and
    mouthClose takes back what jawOpen is given."""
    for halves in _OPENED:
        indices = [ARKIT_INDEX[name] for name in halves]
        moves = _bowing_moves(vertices[rings] + shapes[indices][:, rings].sum(axis=0))
        on_left = np.clip(0.5 + vertices[:, :1] / _OVERLAP, 0.0, 1.0)
        shares = (on_left, 1.0 - on_left) if len(halves) > 1 else (np.ones_like(on_left),)
        for index, share in zip(indices, shares, strict=True):
            _add(shapes[index], rings, around, share[:, 0], moves)
            if index == ARKIT_INDEX["jawOpen"]:
                _add(shapes[ARKIT_INDEX["mouthClose"]], rings, around, -share[:, 0], moves)


def _add(shape: Array, rings: Array, around: _Around, share: Array, moves: Array) -> None:
    """Let a shape (V,3) move the lips up by ``moves`` (38,), in place, and what is around along; share (V,) of it."""
    shape[rings[:_OUTMOST], 1] += share[rings[:_OUTMOST]] * moves
    shape[around.vertices, 1] += share[around.vertices] * (around.shares @ moves)


def _bowing_moves(drawn: Array) -> Array:
    """How much higher (38,) each step of the lower lip of rings (R,38,3) must be for it; the middle stays."""
    edges = _Edges.of(drawn)
    corners = edges.across[list(CORNERS)]
    place = (2 * edges.across - corners.sum()) / (corners[0] - corners[1])
    level, (flat, steep) = edges.height[list(CORNERS)].mean(), _BOW
    wanted = level + (edges.height[_LOWER_MIDDLE] - level) * (1.0 - np.abs(place).clip(max=1.0) ** flat) ** steep
    moves = np.zeros_like(wanted)
    moves[LOWER] = _BOWED * (wanted - edges.height)[LOWER]
    moves[[*CORNERS, _LOWER_MIDDLE]] = 0.0
    return moves


def _keep_lips_shut(vertices: Array, shapes: Array, rings: Array) -> None:
    """Let lips that touch at rest touch, in place, in every shape that is none of opening, and where mouthClose takes
    jawOpen back."""
    rest = vertices[rings]
    for name, index in ARKIT_INDEX.items():
        shape = shapes[index, rings]
        if not name.startswith(_PARTING) and np.abs(shape[MEETING]).max() > _LEAST_MOVE:
            if name in _ROUNDED:
                _close_closely(rest, shapes, rings, index)
            else:
                poses = [Pose(rest + weight * shape, weight) for weight in _HALFWAY]
                shapes[index, rings, 1] += closing_moves(poses, PARTS, exactly=False)
    for pair in (name.removesuffix("Left") for name in ARKIT_INDEX if name.endswith("Left")):
        if pair not in _SLIDES and not pair.startswith((*_PARTING, "eye", "brow")):
            _keep_shut_together(rest, shapes, rings, pair)
    for _ in range(_CLOSE_AGAIN):
        both = shapes[ARKIT_INDEX["jawOpen"], rings] + shapes[ARKIT_INDEX["mouthClose"], rings]
        poses = [Pose(rest + weight * both, weight, looked_at=_CLOSE_PLACES) for weight in _SHUT_JAWS]
        shapes[ARKIT_INDEX["mouthClose"], rings, 1] += closing_moves(poses, PARTS)


def _close_closely(rest: Array, shapes: Array, rings: Array, index: int) -> None:
    """Let them meet in one of the rounded shapes, in place, at every weight."""
    for _ in range(_PUCKER_AGAIN):
        poses = [Pose(rest + weight * shapes[index, rings], weight, looked_at=_CLOSE_PLACES) for weight in _CLOSELY]
        shapes[index, rings, 1] += closing_moves(poses, PARTS, calm=_ROUND_CALM)


def _keep_shut_together(rest: Array, shapes: Array, rings: Array, pair: str) -> None:
    """The same, in place, for the left and the right half of a shape at once; each half mends its own side."""
    left, right = (ARKIT_INDEX[pair + side] for side in ("Left", "Right"))
    on_left = np.clip(0.5 + rest[..., 0] / _OVERLAP, 0.0, 1.0)
    times, places = (_PRESS_AGAIN, _CLOSE_PLACES) if pair == "mouthPress" else (1, PLACES)
    for _ in range(times):
        both = shapes[left, rings] + shapes[right, rings]
        poses = [Pose(rest + weight * both, weight, looked_at=places) for weight in _TOGETHER]
        moves = closing_moves(poses, PARTS)
        shapes[left, rings, 1] += on_left * moves
        shapes[right, rings, 1] += (1.0 - on_left) * moves


def _evening_moves(rest: Array, shape: Array) -> Array:
    """How much higher (38,) a shape (R,38,3) must bring each step of the lips so that the line in which they meet is an
    arc, and they part from it in an ellipse that is as high as now in the middle.

    MakeHuman's pucker folds that line into an M, and its funnel opens in a triangle.
    """
    edges = _Edges.of(rest + shape)
    corners = edges.across[list(CORNERS)]
    round_gap = ellipse((2 * edges.across - corners.sum()) / (corners[0] - corners[1]))
    level = edges.line[list(CORNERS)].mean()
    # How high the line lies in the mean, is the shape's to say.
    wanted = level + round_gap * (((edges.line - level) * round_gap).sum() / (round_gap**2).sum())
    half = max(edges.height[_UPPER_MIDDLE] - edges.height[_LOWER_MIDDLE], 0.0) / 2
    wanted[UPPER] += half * round_gap[UPPER]
    wanted[LOWER] -= half * round_gap[LOWER]
    moves = wanted - edges.height
    moves[list(CORNERS)] = 0.0
    return moves


@dataclass(frozen=True)
class _Edges:
    """Where the lips are seen to end at each step (38,) of the rings: across the mouth, how high, and how high the line
    in which they meet or part is, halfway to the other lip."""

    across: Array
    height: Array
    line: Array

    @staticmethod
    def of(places: Array) -> "_Edges":
        lips = places[MEETING]
        across, height = lips[..., 0].mean(axis=0), lips[..., 1].min(axis=0)
        height[LOWER] = lips[:, LOWER, 1].max(axis=0)
        opposite = np.empty_like(height)
        for lip, other in ((UPPER, LOWER), (LOWER, UPPER)):
            opposite[lip] = np.interp(across[lip], across[other], height[other])
        return _Edges(across, height, (height + opposite) / 2)


def ellipse(across: Array) -> Array:
    """Its height (N,), 1 in the middle, at places across the mouth, -1 to 1."""
    height: Array = np.sqrt(1.0 - np.clip(across / _APERTURE, -1.0, 1.0) ** 2)
    return height


def _rounding_moves(rest: Array, funnel: Array) -> Array:
    """The same for mouthFunnel at any weight, and exactly."""
    opened = (rest + funnel)[None, MEETING]
    widest = gap_along(opened, span(opened, PLACES))[0, PLACES // 2]
    gap = widest * ellipse(np.linspace(-SPANNED, SPANNED, PLACES))
    poses = [Pose(rest + weight * funnel, weight, touching_gap(PLACES) + weight * gap) for weight in _ROUND]
    return closing_moves(poses, PARTS, calm=_ROUND_CALM)
