# SPDX-License-Identifier: GPL-3.0-or-later
"""How the head moves: the 52 shapes with eyes that turn, the bones, and the basis of the FLAME layout."""

import math
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.layout_columns import EYE_TURN, EYE_TURNS, EYELIDS, JAW_ANGLE

from .hair_mesh import SHORN, STYLES, grow
from .head_fit import blink_scale, with_lips_at_rest
from .head_mesh import MATERIALS, Topology, place
from .mpfb_data import BaseMesh, Identity, MpfbData
from .teeth_mesh import DENTURES

BONES = ("root", "neck", "head", "jaw", "eye.L", "eye.R")
PARENTS = (-1, 0, 1, 2, 2, 2)
JAW_FROM_MOUTH_JOINT = (0.0, -0.0042563, 0.0019275)
"""The point about which jawOpen turns the lower teeth, from MakeHuman's mouth joint, in metres.

It is the fixed point of the best rigid motion (Kabsch 1976) of the lower teeth in the package's jawOpen,
a turn of 20.70 degrees that leaves at most 0.5 mm.
"""
_BELOW_THE_HEAD = ("spine", "clavicle", "shoulder", "neck01", "breast", "upperarm")
LID_FOLLOWS = 1.5
"""The lids' part of eyeLook against the package's, whose eyeballs turn by less than half of ours."""

TONGUE_WIDTH = 0.82
"""The tongue's width against the package's, which reaches through our teeth."""


@dataclass(frozen=True)
class Shape:
    """A person: vertices (V,3), shapes (52,V,3), joints (6,3), eye_radii (2,), all in metres from the head joint."""

    vertices: np.ndarray
    shapes: np.ndarray
    joints: np.ndarray
    eye_radii: np.ndarray


def build_person(
    data: MpfbData, base: BaseMesh, topology: Topology, identity: Identity | None, units: np.ndarray
) -> Shape:
    """``units`` (52,19158,3): the package's shapes, alike for all."""
    body = base.vertices if identity is None else base.vertices + data.identity(identity)
    body = with_lips_at_rest(base, body - _joint(base, body, "head"))
    eyes = np.stack([_joint(base, body, "l-eye"), _joint(base, body, "r-eye")])
    radii = np.array([_eye_radius(base, body, eye, side) for eye, side in zip(eyes, "lr", strict=True)])
    vertices = place(topology, body, eyes, radii)
    shapes = np.where(topology.source[:, None] >= 0, units[:, topology.source], 0.0)
    for name, eye, radius in zip(EYELIDS, eyes, radii, strict=True):
        shapes[ARKIT_INDEX[name]] *= blink_scale(base, body, units[ARKIT_INDEX[name]], eye, radius)
    for name, (side, turn) in EYE_TURNS.items():
        ball = vertices[topology.eyes[side]] - eyes[side]
        shapes[ARKIT_INDEX[name]] *= LID_FOLLOWS
        shapes[ARKIT_INDEX[name], topology.eyes[side]] = ball @ (rotation(np.array(turn) * EYE_TURN) - np.eye(3)).T
    jaw_joint = _joint(base, body, "mouth") + JAW_FROM_MOUTH_JOINT
    shapes[:, topology.teeth] = _teeth_shapes(base, units, vertices[topology.teeth] - jaw_joint)
    _bring_tongue_to_teeth(base, body, topology, vertices, shapes)
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
    style = SHORN if identity is None else STYLES[identity.name]
    vertices[topology.hair] = grow(topology.roots, style, skin, vertices, eyes)
    joints = np.stack(
        [
            _joint(base, body, "neck") - (0.0, 0.05, 0.0),
            _joint(base, body, "neck"),
            _joint(base, body, "head"),
            jaw_joint,
            *eyes,
        ]
    )
    return Shape(vertices, shapes, joints, radii)


def _bring_tongue_to_teeth(
    base: BaseMesh, body: np.ndarray, topology: Topology, vertices: np.ndarray, shapes: np.ndarray
) -> None:
    """Move the tongue, in place, by as much as our teeth stand away from the package's; jawOpen turns it so."""
    package = body[np.unique(base.groups["helper-upper-teeth"].vertices)]
    edge = package[package[:, 1].argmin()]
    ours = vertices[topology.teeth][~DENTURES.is_lower]
    offset = np.array([0.0, ours[:, 1].min() - edge[1], ours[:, 2].max() - package[:, 2].max()])
    tongue = np.unique(topology.quads[topology.material_index == MATERIALS.index("tongue")])
    vertices[tongue, 0] *= TONGUE_WIDTH
    vertices[tongue] += offset
    shapes[ARKIT_INDEX["jawOpen"], tongue] += (rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)) @ offset


def _teeth_shapes(base: BaseMesh, units: np.ndarray, arms: np.ndarray) -> np.ndarray:
    """How each shape moves teeth and gums (52,N,3), rigid: the lower ones turn with the jaw or slide."""
    package = np.unique(base.groups["helper-lower-teeth"].vertices)
    shapes = np.zeros((len(units), *arms.shape))
    shapes[:, DENTURES.is_lower] = units[:, package].mean(axis=1)[:, None]
    turn = rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)
    shapes[ARKIT_INDEX["jawOpen"], DENTURES.is_lower] = arms[DENTURES.is_lower] @ turn.T
    return shapes


def rotation(axis_angle: np.ndarray) -> np.ndarray:
    """Rotation matrix (3,3) of an axis-angle vector in radians (Rodrigues)."""
    angle = math.sqrt(float((axis_angle**2).sum()))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = axis_angle / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


def neck_share(data: MpfbData, topology: Topology) -> np.ndarray:
    """How much (V,) of each vertex stays with the neck when the head turns: all below, a third at a time up."""
    follows = np.zeros(len(topology.source))
    total = np.zeros(len(topology.source))
    body = topology.source.clip(0)
    for bone, weights in data.bone_weights.items():
        share = {"neck02": 1 / 3, "neck03": 2 / 3}.get(bone, 0.0 if bone.startswith(_BELOW_THE_HEAD) else 1.0)
        follows += share * weights[body]
        total += weights[body]
    # The package lets 2 % of the neck's bones reach the border of our bust, which must stand still.
    stays = (1.0 - follows / total.clip(1e-12)) / 0.97
    return np.where(topology.source < 0, 0.0, stays.clip(0.0, 1.0))


def bone_weights(person: Shape, neck: np.ndarray, topology: Topology) -> np.ndarray:
    """Weights (V,6), each row summing to 1; ``neck`` (V,) is the share that stays with the neck.

    The jaw's is how much of its turn a vertex makes in jawOpen, by least squares, within 0..1: the
    package's own jaw bone leaves out the lower lip.
    """
    arm = person.vertices - person.joints[BONES.index("jaw")]
    turned = arm @ (rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)).T
    opened = person.shapes[ARKIT_INDEX["jawOpen"]]
    jaw = np.clip((opened * turned).sum(axis=1) / (turned**2).sum(axis=1).clip(1e-12), 0.0, 1.0)
    weights = np.zeros((len(arm), len(BONES)))
    weights[:, BONES.index("jaw")] = jaw * (1 - neck)
    weights[:, BONES.index("neck")] = neck
    weights[:, BONES.index("head")] = (1 - jaw) * (1 - neck)
    for eye, name in zip(topology.eyes, ("eye.L", "eye.R"), strict=True):
        weights[eye] = 0.0
        weights[eye, BONES.index(name)] = 1.0
    return weights.round(6)


def jaw_remainder(person: Shape, jaw: np.ndarray) -> np.ndarray:
    """What (V,3) to add before the jaw's turn so that turned, skinned vertices are those of jawOpen at 1."""
    turn = rotation(np.array([JAW_ANGLE, 0.0, 0.0]))
    joint = person.joints[BONES.index("jaw")]
    blend = np.eye(3) + jaw[:, None, None] * (turn - np.eye(3))
    target = person.vertices + person.shapes[ARKIT_INDEX["jawOpen"]] - joint
    return np.linalg.solve(blend, target[:, :, None])[:, :, 0] + joint - person.vertices


def layout_matrices(person: Shape, spanned: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """What the layout needs, from the default head.

    triangular (50,50): spanned displacements = triangular^T @ orthonormal basis. metric (61,61): the squared
    displacement in square metres, summed over vertices, of a small step along expression, jaw, eyes and
    eyelids. moved_vertices: how many vertices some shape moves by more than 1 mm.
    """
    flat = spanned.reshape(len(spanned), -1)
    triangular = np.linalg.cholesky(flat @ flat.T).T
    turns = [
        weights[:, BONES.index(bone), None] * np.cross(axis, person.vertices - person.joints[BONES.index(bone)])
        for bone in ("jaw", "eye.L", "eye.R")
        for axis in np.eye(3)
    ]
    eyelids = [person.shapes[ARKIT_INDEX[name]] for name in EYELIDS]
    steps = np.concatenate([np.linalg.solve(triangular.T, flat), np.stack(turns + eyelids).reshape(11, -1)])
    moved = (np.abs(person.shapes).max(axis=(0, 2)) > 0.001).sum()
    return {
        "triangular": triangular.round(9) + 0.0,  # + 0.0 leaves no negative zero
        "metric": (steps @ steps.T).round(9) + 0.0,
        "moved_vertices": np.array(moved),
    }


def _joint(base: BaseMesh, body: np.ndarray, name: str) -> np.ndarray:
    """Middle of one of MakeHuman's joint cubes."""
    corners = np.unique(base.groups[f"joint-{name}"].vertices)
    return body[corners].mean(axis=0)


def _eye_radius(base: BaseMesh, body: np.ndarray, centre: np.ndarray, side: str) -> float:
    """Radius of the ball that the package's eye shows between the lids: 20 to 70 degrees off its axis."""
    ball = body[np.unique(base.groups[f"helper-{side}-eye"].vertices)] - centre
    distance = np.sqrt((ball**2).sum(axis=1))
    angle = np.degrees(np.arccos(ball[:, 2] / distance))
    return float(distance[(angle > 20) & (angle < 70)].mean())
