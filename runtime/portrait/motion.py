# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of a take on a photograph's own face: our head is laid on the face mesh, and its motion moves the points."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..face.landmarks import Mesh
from ..face.mesh_points import (
    LIDS,
    LOWER_INNER,
    LOWER_RINGS,
    OUTER_LIPS,
    RIGID,
    UPPER_INNER,
    UPPER_LIP,
    UPPER_RINGS,
)
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.deform import rotations
from ..head.heads import load_head
from ..motion import ArkitCurves
from ..rotations import turn_between
from .teeth import edge_below
from .warp import bound_places

_MOUTH_SCALE = (0.75, 1.3)
_LID_SCALE = (0.4, 1.6)
"""Least and most by which a mouth's or an eye's motion is larger on the photograph than on our head. Chosen by eye."""
BY_JAW = 0.5
"""Share of an open mouth of the photograph that its jaw is taken to have opened; lips shut the rest. Chosen by eye."""
_GOES_ALONG = (1.0, 0.93, 0.87, 0.8, 0.45)
"""Share of the way of a lip's inner edge that each ring around it goes. Chosen by eye: a lip keeps its height."""
_TOUCH = 0.0006
"""Metres between bound points of the lips up to which lips touch: the bound vertices lie beside the seam. Chosen by
eye."""
_PARTED = (0.0004, 0.0008)
"""Metres between them from which on and up to which lips part for a lower lip that is drawn in. Chosen by eye."""
_DRAWN_IN = (0.0010, 0.0024)
"""Metres that a lower lip goes back behind the upper one from which on and up to which it lies under the upper teeth's
edge, as at /f/. On our head it lies before them, and would hide them. Chosen by eye."""
_ALONG_LIP = np.sin(np.linspace(0.0, np.pi, len(LOWER_INNER) + 2)[1:-1]) ** 0.5
"""How far down it goes there, of what it does in the middle."""
_MOST_TURN = np.radians(10.0)
"""Beyond, a flat picture shows that it is one. Chosen by eye."""


@dataclass(frozen=True)
class Pose:
    """How our head lies in a picture: turn (3,3) and scale, pixels for a metre. pivot (3,): its joint, in pixels, y up
    and z to the camera, as the points are kept here."""

    turn: Array
    scale: float
    pivot: Array


@dataclass(frozen=True)
class FaceMotion:
    """rest (478,3): the photograph's points with its lips shut, pixels, y up, z to the camera, turned by upright (3,3)
    so that the face is not tilted. slopes (52,478,3): what a shape adds at 1, in the same. pose: of our head in it.
    edge: how far below where the lips meet its upper teeth reach."""

    rest: Array
    slopes: Array
    pose: Pose
    upright: Array
    edge: float


def face_motion(mesh: Mesh, eyes_covered: bool = False) -> FaceMotion:
    """Our head laid on a face. Raises SetupError where weights are missing or altered."""
    seen = mesh.points * [1.0, -1.0, -1.0]
    places, slopes = head_points()
    upright = _untilted(_pose(seen, places).turn)
    seen = seen @ upright.T
    pose = _pose(seen, places)
    moved = slopes @ pose.turn.T * pose.scale
    scales = _scales(seen, places, pose)
    if eyes_covered:
        scales |= {"right eye": 0.0, "left eye": 0.0}
    moved *= np.array([scales[_part(name)] for name in ARKIT_NAMES])[:, None, None]
    if not eyes_covered:
        _let_lids_meet(seen, moved)
    rest = _with_lips_shut(seen, moved)
    return FaceMotion(rest, moved, pose, upright, edge_below(rest, rest[UPPER_LIP]))


def wanted_points(motion: FaceMotion, curves: ArkitCurves, turning: float) -> Array:
    """The points (T,478,3) of each frame, pixels as ``Mesh`` has them. turning: share of the head's turn that is
    shown."""
    added = np.tensordot(curves.weights.astype(float), motion.slopes, axes=1)
    points = _with_contacts(motion, motion.rest + added)
    turned = motion.pose.turn @ rotations(_mild(curves.head * turning)).astype(float) @ motion.pose.turn.T
    placed = np.einsum("tij,tnj->tni", turned, points - motion.pose.pivot) + motion.pose.pivot
    return np.asarray(placed @ motion.upright * [1.0, -1.0, -1.0])


@cache
def head_points() -> tuple[Array, Array]:
    """Of the default head the points (478,3) at rest, in metres, and what each shape adds (52,478,3)."""
    head = load_head()
    return bound_places(head.vertices), bound_places(head.shape_deltas)


def _pose(seen: Array, places: Array) -> Pose:
    """Umeyama 1991, over the points that move little against the skull."""
    rigid = list(RIGID)
    middle, known = seen[rigid].mean(axis=0), places[rigid] - places[rigid].mean(axis=0)
    turn, sizes = turn_between(seen[rigid] - middle, known)
    scale = float(sizes.sum() / (known**2).sum())
    joint = load_head().head_joint.astype(float) - places[rigid].mean(axis=0)
    return Pose(turn, scale, middle + scale * turn @ joint)


def _untilted(turn: Array) -> Array:
    """(3,3) that takes a head's tilt to the side out of its turn."""
    tilt = np.arctan2(turn[1, 0], turn[0, 0])
    cosine, sine = np.cos(tilt), np.sin(tilt)
    return np.array([[cosine, sine, 0.0], [-sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def _part(name: str) -> str:
    if name.startswith("eye"):
        return "right eye" if name.endswith("Right") else "left eye"
    return "mouth" if name.startswith(("mouth", "jaw", "tongue")) else "rest"


def _scales(seen: Array, places: Array, pose: Pose) -> dict[str, float]:
    """How much larger each part is on the photograph than on our head laid on it."""

    def larger(one: int, other: int, limits: tuple[float, float]) -> float:
        ours = np.linalg.norm(places[one] - places[other]) * pose.scale
        return float(np.clip(np.linalg.norm(seen[one] - seen[other]) / ours, *limits))

    right, left = (larger(lid[12], lid[4], _LID_SCALE) for lid in LIDS)
    mouth = larger(OUTER_LIPS[0], OUTER_LIPS[10], _MOUTH_SCALE)
    return {"mouth": mouth, "right eye": right, "left eye": left, "rest": 1.0}


def _let_lids_meet(seen: Array, moved: Array) -> None:
    """Lids that shut on our head do so on the photograph: what is left of an eye between them, the upper one goes."""
    for lid, name in zip(LIDS, ("eyeBlinkRight", "eyeBlinkLeft"), strict=True):
        lower, upper = list(lid[1:8]), list(lid[:8:-1])
        blink = moved[ARKIT_INDEX[name]]
        shut = (seen + blink)[:, 1]
        blink[upper, 1] += shut[lower] - shut[upper]


def _with_lips_shut(seen: Array, moved: Array) -> Array:
    """The points with the photograph's mouth shut, partly by the jaw."""
    jaw = moved[ARKIT_INDEX["jawOpen"]]
    shut = seen - jaw_share(seen, jaw) * jaw
    left = shut[list(UPPER_INNER), 1] - shut[list(LOWER_INNER), 1]
    return _brought_together(shut[None], left[None])[0]


def jaw_share(seen: Array, jaw: Array) -> float:
    """By how much, 0..1, of what jawOpen adds (478,2 or 3) a face with these points (478,2 or 3), y up, is taken to
    have opened its jaw."""
    upper, lower = list(UPPER_INNER), list(LOWER_INNER)
    gap, opens = (float((each[upper, 1] - each[lower, 1]).max()) for each in (seen, jaw))
    return float(np.clip(BY_JAW * gap / max(opens, 1e-9), 0.0, 1.0))


def _with_contacts(motion: FaceMotion, points: Array) -> Array:
    """Lips that touch on our head do so here, none run through each other, and a lower one that is drawn in leaves the
    upper teeth to be seen."""
    upper, lower = list(UPPER_INNER), list(LOWER_INNER)
    apart = points[:, upper, 1] - points[:, lower, 1]
    touch = _TOUCH * motion.pose.scale
    left = np.minimum(apart, touch * np.clip(1.0 - (apart - touch) / touch, 0.0, 1.0))
    moved = _brought_together(points, left)
    hidden = _under_teeth(motion, points, apart) - (apart - left)
    return _moved_lip(moved, LOWER_RINGS, -np.maximum(hidden, 0.0))


def _under_teeth(motion: FaceMotion, points: Array, apart: Array) -> Array:
    """(T,9): how far a lower lip that is drawn in lies below the upper one."""
    upper, lower = list(UPPER_INNER), list(LOWER_INNER)
    forward = (points - motion.rest) @ motion.pose.turn[:, 2] / motion.pose.scale
    back = (forward[:, upper] - forward[:, lower])[:, 3:6].mean(axis=1)
    wide = apart[:, 3:6].mean(axis=1) / motion.pose.scale
    share = np.interp(back, _DRAWN_IN, (0.0, 1.0)) * np.interp(wide, _PARTED, (0.0, 1.0))
    return np.asarray(share[:, None] * _ALONG_LIP * motion.edge)


def _brought_together(points: Array, apart: Array) -> Array:
    """Points (T,478,3) with each pair of the inner lips nearer by ``apart`` (T,9), half each."""
    return _moved_lip(_moved_lip(points, UPPER_RINGS, -0.5 * apart), LOWER_RINGS, 0.5 * apart)


def _moved_lip(points: Array, rings: tuple[tuple[int, ...], ...], up: Array) -> Array:
    """Points (T,478,3) with a lip's inner edge moved by ``up`` (T,9); the rings around it go along, so that it does not
    fold."""
    moved = points.copy()
    for ring, share in zip(rings, _GOES_ALONG, strict=True):
        moved[:, list(ring), 1] += share * up
    return moved


def _mild(turns: Array) -> Array:
    """Turns (T,3), axis-angle, none beyond the most."""
    size = np.linalg.norm(turns, axis=1, keepdims=True)
    return np.asarray(turns * np.minimum(1.0, _MOST_TURN / np.maximum(size, 1e-9)))
