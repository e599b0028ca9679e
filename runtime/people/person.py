# SPDX-License-Identifier: GPL-3.0-or-later
"""A person: the base mesh fitted, with eyes, teeth and hair, the 52 shapes with eyes that turn, and the joints."""

import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.layout_columns import EYE_TURN, EYE_TURNS, EYELIDS, JAW_ANGLE
from .base_mesh import BaseMesh
from .eye_mesh import LIMBUS
from .hair_mesh import grow
from .hair_style import Style
from .head_fit import Eye, blink_scale, with_lids_awake, with_lips_at_rest
from .teeth_mesh import DENTURES
from .tongue_mesh import with_body
from .topology import MATERIALS, Topology, place

BONES = ("root", "neck", "head", "jaw", "eye.L", "eye.R")
PARENTS = (-1, 0, 1, 2, 2, 2)
JAW_FROM_MOUTH_JOINT = (0.0, -0.0042563, 0.0019275)
"""The point about which jawOpen turns the lower teeth, from MakeHuman's mouth joint, in metres.

It is the fixed point of the best rigid motion (Kabsch 1976) of the lower teeth in the package's jawOpen,
a turn of 20.70 degrees that leaves at most 0.5 mm.
"""
LID_FOLLOWS = 1.5
"""The lids' part of eyeLook against the package's, whose eyeballs turn by less than half of ours."""

LOWER_TEETH_SEEN = 0.0025
"""Metres of the lower front teeth that may stand over the lower lip in the middle when jawOpen is 1 (chosen by eye)."""
_SUNK = (0.0, 1.0, 0.75)
"""Which way they are sunk: back too, or they come through the fold over the chin."""
_LOWER_MIDDLE, _FRONT = 19, 0.004
"""Step along a ring of the lips of the lower lip's middle; metres either way in which the front teeth stand."""

TONGUE_WIDTH = 0.82
"""The tongue's width against the package's, which reaches through our teeth."""


@dataclass(frozen=True)
class Shape:
    """A person: vertices (V,3), shapes (52,V,3), joints (6,3), eye_radii (2,), all in metres from the head joint."""

    vertices: Array
    shapes: Array
    joints: Array
    eye_radii: Array


def build_person(base: BaseMesh, topology: Topology, body: Array, style: Style, units: Array) -> Shape:
    """``body`` (19158,3): the base mesh as this person's, in metres; ``units`` (52,19158,3): the package's shapes,
    alike for all."""
    body = with_lips_at_rest(topology.lip_rings, body - _joint(base, body, "head"))
    eyes = np.stack([_joint(base, body, "l-eye"), _joint(base, body, "r-eye")])
    radii = np.array([_eye_radius(base, body, eye, side) for eye, side in zip(eyes, "lr", strict=True)])
    vertices = place(topology, body, eyes, radii)
    shapes = np.where(topology.source[:, None] >= 0, units[:, topology.source], 0.0)
    shapes[:, topology.lashes] = topology.on_lashes(units)
    for name, eye, radius in zip(EYELIDS, eyes, radii, strict=True):
        shapes[ARKIT_INDEX[name]] *= blink_scale(base, body, units[ARKIT_INDEX[name]], eye, radius)
    for name, (side, turn) in EYE_TURNS.items():
        ball = vertices[topology.eyes[side]] - eyes[side]
        shapes[ARKIT_INDEX[name]] *= LID_FOLLOWS
        shapes[ARKIT_INDEX[name], topology.eyes[side]] = ball @ (rotation(np.array(turn) * EYE_TURN) - np.eye(3)).T
    jaw_joint = _joint(base, body, "mouth") + JAW_FROM_MOUTH_JOINT
    shapes[:, topology.teeth] = _teeth_shapes(base, units, vertices[topology.teeth] - jaw_joint)
    _keep_lower_teeth_behind_lip(body, units[ARKIT_INDEX["jawOpen"]], topology, vertices, shapes)
    _bring_tongue_to_teeth(base, body, topology, vertices, shapes)
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
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


def awake(base: BaseMesh, body: Array, units: Array) -> Array:
    """``body`` (19158,3) with the lids of both eyes as open as somebody awake has them."""
    for name, side in (("Left", "l"), ("Right", "r")):
        centre = _joint(base, body, f"{side}-eye")
        radius = _eye_radius(base, body, centre, side)
        moves = (units[ARKIT_INDEX["eyeWide" + name]], units[ARKIT_INDEX["eyeSquint" + name]])
        body = with_lids_awake(base, body, moves, Eye(centre, radius, radius * math.sin(LIMBUS)))
    return body


def _bring_tongue_to_teeth(base: BaseMesh, body: Array, topology: Topology, vertices: Array, shapes: Array) -> None:
    """Move the tongue, in place, by as much as our teeth stand away from the package's; jawOpen turns it so."""
    package = body[np.unique(base.groups["helper-upper-teeth"].vertices)]
    edge = package[package[:, 1].argmin()]
    ours = vertices[topology.teeth][~DENTURES.is_lower]
    offset = np.array([0.0, ours[:, 1].min() - edge[1], ours[:, 2].max() - package[:, 2].max()])
    tongue = np.unique(topology.quads[topology.material_index == MATERIALS.index("tongue")])
    vertices[tongue, 0] *= TONGUE_WIDTH
    vertices[tongue] = with_body(vertices[tongue] + offset)
    shapes[ARKIT_INDEX["jawOpen"], tongue] += (rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)) @ offset


def _teeth_shapes(base: BaseMesh, units: Array, arms: Array) -> Array:
    """How each shape moves teeth and gums (52,N,3), rigid: the lower ones turn with the jaw or slide."""
    package = np.unique(base.groups["helper-lower-teeth"].vertices)
    shapes = np.zeros((len(units), *arms.shape))
    shapes[:, DENTURES.is_lower] = units[:, package].mean(axis=1)[:, None]
    turn = rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)
    shapes[ARKIT_INDEX["jawOpen"], DENTURES.is_lower] = arms[DENTURES.is_lower] @ turn.T
    return shapes


def _keep_lower_teeth_behind_lip(
    body: Array, opening: Array, topology: Topology, vertices: Array, shapes: Array
) -> None:
    """Let jawOpen, in place, sink the lower teeth by what would be seen of them beyond LOWER_TEETH_SEEN.

    MakeHuman's lower lip goes down further than the jaw that carries it, on some people by 5 mm; a real one is
    stretched and stays before the teeth.
    """
    middle = topology.lip_rings[:, _LOWER_MIDDLE]
    lip = (body + opening)[middle, 1].max()
    lower = np.arange(topology.teeth.start, topology.teeth.stop)[DENTURES.is_lower]
    jaw_open = shapes[ARKIT_INDEX["jawOpen"]]
    front = lower[np.abs(vertices[lower, 0]) < _FRONT]
    seen = (vertices[front, 1] + jaw_open[front, 1]).max() - lip - LOWER_TEETH_SEEN
    jaw_open[lower] -= max(seen, 0.0) * np.array(_SUNK)


def rotation(axis_angle: Array) -> Array:
    """Rotation matrix (3,3) of an axis-angle vector in radians (Rodrigues)."""
    angle = math.sqrt(float((axis_angle**2).sum()))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = axis_angle / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


def jaw_remainder(person: Shape, jaw: Array) -> Array:
    """What (V,3) to add before the jaw's turn so that turned, skinned vertices are those of jawOpen at 1."""
    turn = rotation(np.array([JAW_ANGLE, 0.0, 0.0]))
    joint = person.joints[BONES.index("jaw")]
    blend = np.eye(3) + jaw[:, None, None] * (turn - np.eye(3))
    target = person.vertices + person.shapes[ARKIT_INDEX["jawOpen"]] - joint
    return np.linalg.solve(blend, target[:, :, None])[:, :, 0] + joint - person.vertices


def _joint(base: BaseMesh, body: Array, name: str) -> Array:
    """Middle of one of MakeHuman's joint cubes."""
    corners = np.unique(base.groups[f"joint-{name}"].vertices)
    return body[corners].mean(axis=0)


def _eye_radius(base: BaseMesh, body: Array, centre: Array, side: str) -> float:
    """Radius of the ball that the package's eye shows between the lids: 20 to 70 degrees off its axis."""
    ball = body[np.unique(base.groups[f"helper-{side}-eye"].vertices)] - centre
    distance = np.sqrt((ball**2).sum(axis=1))
    angle = np.degrees(np.arccos(ball[:, 2] / distance))
    return float(distance[(angle > 20) & (angle < 70)].mean())
