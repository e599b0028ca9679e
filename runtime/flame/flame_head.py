# SPDX-License-Identifier: GPL-3.0-or-later
"""A head that was made of a user's FLAME file: what it is, and how it comes to be."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.layout_columns import EYE_TURN, EYE_TURNS, EYELIDS
from ..motion import EXPRESSION_DIMENSIONS
from .carry import Correspondence, our_face, smoothed
from .eyelids import shut_lids
from .lips import LipPairs, Surface, find_lips
from .model import JOINTS, POSED, FlameModel
from .skinning import pose_features, turned

JAW, LEFT_EYE = JOINTS.index("jaw"), JOINTS.index("eye.L")
_JAW_ANGLES = np.linspace(0.1, 0.7, 121)
"""Radians that are tried for jawOpen 1."""
_LIP_BLEND = 0.006
"""Metres around the lips within which they close as one, chosen."""


@dataclass(frozen=True, eq=False)
class FlameHead:
    """float32, metres, the file's own vertices V = 5,023, laid so that its eyes are where the default head's are.

    template (V,3). triangles (F,3) int32. expressions (50,V,3), zeros beyond those that the file has. pose_shapes
    (18,V,3): for the neck's rotation matrix less the identity, row by row, then the jaw's. joints (5,3), weights (V,5)
    in the order of ``model.JOINTS``. eyelids (2,V,3). arkit_shapes (52,V,3). jaw_angle: radians at jawOpen 1. upper,
    lower (K,) int32: vertices of the lips that meet.
    """

    template: Array
    triangles: Array
    expressions: Array
    pose_shapes: Array
    joints: Array
    weights: Array
    eyelids: Array
    arkit_shapes: Array
    jaw_angle: float
    upper: Array
    lower: Array

    @property
    def lips(self) -> LipPairs:
        return LipPairs(self.upper, self.lower)


def make_head(model: FlameModel) -> FlameHead:
    """A head that speaks, of a model. Raises ValueError where its face is none that ours can be carried to."""
    origin = model.joints[LEFT_EYE:].mean(axis=0) - our_face()[0].eyes.mean(axis=0)
    template, joints = model.template - origin, model.joints - origin
    face = _surface(model, template, joints)
    lips = find_lips(face)
    like = Correspondence(face, lips)
    carried = _carried_shapes(face, like)
    angle, opened = _own_jaw(model, template, joints, carried[ARKIT_INDEX["jawOpen"]], lips)
    close = ARKIT_INDEX["mouthClose"]
    carried[close] -= _closing(face, lips, like) * (opened - carried[ARKIT_INDEX["jawOpen"]])
    carried[ARKIT_INDEX["jawOpen"]] = opened
    carried[close][:, 1] += _sealing(face, lips, lips.gaps(opened + carried[close]))
    eyelids = model.eyelids
    if eyelids is None:
        eyelids = shut_lids(face, carried[[ARKIT_INDEX[name] for name in EYELIDS]], _ball_radii(model))
    carried[[ARKIT_INDEX[name] for name in EYELIDS]] = eyelids
    _turn_eyes(carried, template, joints, model.weights)
    pose = model.pose_shapes[[POSED["neck"], POSED["jaw"]]].reshape(18, *template.shape)
    return FlameHead(
        template=_single(template),
        triangles=model.triangles.astype(np.int32),
        expressions=_single(_padded(model.expressions)),
        pose_shapes=_single(pose),
        joints=_single(joints),
        weights=_single(model.weights),
        eyelids=_single(eyelids),
        arkit_shapes=_single(carried),
        jaw_angle=angle,
        upper=lips.upper.astype(np.int32),
        lower=lips.lower.astype(np.int32),
    )


def edges_of(triangles: Array) -> Array:
    """Each edge once (E,2)."""
    sides = np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=-1).reshape(-1, 2)
    return np.unique(np.sort(sides, axis=1), axis=0)


def _surface(model: FlameModel, template: Array, joints: Array) -> Surface:
    skin = model.weights[:, LEFT_EYE:].sum(axis=1) < 0.5
    return Surface(template, model.weights[:, JAW], joints[JAW], joints[LEFT_EYE:], skin, edges_of(model.triangles))


def _carried_shapes(face: Surface, like: Correspondence) -> Array:
    from ..head.heads import load_head

    ours = load_head().shape_deltas.astype(np.float64)
    moved = like.carried(ours.transpose(1, 0, 2)) * like.scale
    flat = smoothed(moved.reshape(len(moved), -1), face.edges) * face.skin[:, None]
    return np.ascontiguousarray(flat.reshape(moved.shape).transpose(1, 0, 2))


def _own_jaw(model: FlameModel, template: Array, joints: Array, carried: Array, lips: LipPairs) -> tuple[float, Array]:
    """The turn of FLAME's jaw that parts the lips as our jawOpen does, by least squares, and what it moves (V,3)."""
    wanted = lips.gaps(carried)
    turns = np.stack([_JAW_ANGLES, np.zeros_like(_JAW_ANGLES), np.zeros_like(_JAW_ANGLES)], axis=1)
    pairs = np.concatenate([lips.upper, lips.lower])
    posed = model.pose_shapes[POSED["jaw"]]
    added = np.tensordot(pose_features(turns).astype(np.float64), posed[:, pairs], axes=1)
    weights = model.weights[:, JAW]
    moved = turned(template[pairs] + added, weights[pairs], joints[JAW], turns) - template[pairs]
    parted = moved[:, : len(lips.upper), 1] - moved[:, len(lips.upper) :, 1]
    best = int(((parted - wanted) ** 2).sum(axis=1).argmin())
    turn = turns[best : best + 1]
    whole = template + np.tensordot(pose_features(turn).astype(np.float64), posed, axes=1)
    return float(_JAW_ANGLES[best]), turned(whole, weights, joints[JAW], turn)[0] - template


def _closing(face: Surface, lips: LipPairs, like: Correspondence) -> Array:
    """How much of the jaw's way each vertex (V,1) goes back as mouthClose shuts the lips over it: all at a lip."""
    from ..head.heads import load_head

    ours = load_head().shape_deltas.astype(np.float64)
    opened, close = ours[ARKIT_INDEX["jawOpen"]], ours[ARKIT_INDEX["mouthClose"]]
    share = -(opened * close).sum(axis=1) / np.maximum((opened**2).sum(axis=1), 1e-8)
    carried = like.carried(share.clip(0.0, 1.0))
    at_lip = face.vertices[np.concatenate([lips.lower, lips.upper])]
    away = np.sqrt(((face.vertices[:, None] - at_lip[None]) ** 2).sum(axis=2).min(axis=1))
    return np.maximum(carried, np.exp(-((away / _LIP_BLEND) ** 2)))[:, None]


def _sealing(face: Surface, lips: LipPairs, gaps: Array) -> Array:
    """How much higher each vertex (V,) has to come for the lower lip to close gaps (K,), fading away from it."""
    away = np.sqrt(((face.vertices[:, None] - face.vertices[lips.lower][None]) ** 2).sum(axis=2))
    nearest = away.argmin(axis=1)
    fading = np.exp(-((away.min(axis=1) / _LIP_BLEND) ** 2))
    follows = face.jaw_weights > 0.5 * float(face.jaw_weights[lips.lower].max())
    return np.where(follows, gaps[nearest] * fading, 0.0)


def _ball_radii(model: FlameModel) -> tuple[float, float]:
    """Of the left and the right eyeball, at most; 0 for one that is not there."""
    found = []
    for side in (LEFT_EYE, LEFT_EYE + 1):
        ball = model.template[model.weights[:, side] > 0.5] - model.joints[side]
        found.append(float(np.linalg.norm(ball, axis=1).max(initial=0.0)))
    return found[0], found[1]


def _turn_eyes(shapes: Array, template: Array, joints: Array, weights: Array) -> None:
    for name, (eye, axis) in EYE_TURNS.items():
        turn = EYE_TURN * np.array([axis])
        own = weights[:, LEFT_EYE + eye]
        shapes[ARKIT_INDEX[name]] += turned(template, own, joints[LEFT_EYE + eye], turn)[0] - template


def _single(array: Array) -> Array:
    return array.astype(np.float32)


def _padded(expressions: Array) -> Array:
    first = expressions[:EXPRESSION_DIMENSIONS]
    return np.concatenate([first, np.zeros((EXPRESSION_DIMENSIONS - len(first), *first.shape[1:]))])
