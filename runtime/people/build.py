# SPDX-License-Identifier: GPL-3.0-or-later
"""From an identity to a head's numbers: what is its own of the arrays of ``runtime.head.heads.Head``."""

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..threads import fixed_order_of_sums
from .data import PeopleData
from .identity import Identity
from .lining import lined
from .morphs import targets_of
from .person import BONES, Shape, awake, build_person, jaw_remainder
from .polish import polished, rest_polished
from .presets import style_of

ROUNDING = 7
"""Decimals of a metre that a head keeps, so that it is the same wherever it is built."""
_WEIGHT_DECIMALS = 6
"""As bone weights are baked; in float32 they are a little off."""

_THREADS = 1
"""Its matrices are small: on two threads it takes three times as long."""


@dataclass(frozen=True)
class OwnArrays:
    """What a person has of their own, metres, float32: vertices (V,3), shapes (52,V,3), jaw_remainder (V,3); float64:
    joints (6,3), eye_radii (2,). See ``Head``, and ``jaw_remainder``."""

    vertices: Array
    shapes: Array
    jaw_remainder: Array
    joints: Array
    eye_radii: Array


def unmended(identity: Identity, data: PeopleData) -> Shape:
    """The person as the layout's coordinates are reckoned: before ``polished``."""
    return build_person(data.base, data.topology, body_of(identity, data), style_of(identity), data.units)


def own_arrays(person: Shape, bone_weights: Array) -> OwnArrays:
    """A person's arrays, rounded. bone_weights (V,6): those that all share."""
    jaw = bone_weights[:, BONES.index("jaw")].astype(np.float64).round(_WEIGHT_DECIMALS)
    return OwnArrays(
        metres(person.vertices),
        metres(person.shapes),
        metres(jaw_remainder(person, jaw)),
        person.joints.round(ROUNDING),
        person.eye_radii.round(ROUNDING),
    )


@fixed_order_of_sums(_THREADS)
def built(identity: Identity, data: PeopleData, bone_weights: Array, lips: Array) -> OwnArrays:
    """The head of an identity. lips: vertices on which closures are measured."""
    shown = polished(unmended(identity, data), data.topology, lips)
    return own_arrays(replace(shown, vertices=lined(shown.vertices, data.topology, lips)), bone_weights)


@fixed_order_of_sums(_THREADS)
def neutral(identity: Identity, data: PeopleData, lips: Array) -> Array:
    """Vertices (V,3) alone, float32 metres, of an identity's head, for those who want many."""
    still = np.broadcast_to(0.0, data.units.shape)
    person = build_person(data.base, data.topology, body_of(identity, data), style_of(identity), still)
    return metres(lined(rest_polished(person, data.topology), data.topology, lips))


def body_of(identity: Identity, data: PeopleData) -> Array:
    """The base mesh (19158,3) as this person's."""
    return awake(data.base, data.body(targets_of(identity)), data.units)


def metres(values: Array) -> Array:
    """Float32, rounded."""
    rounded: Array = (values.round(ROUNDING) + 0.0).astype(np.float32)  # + 0.0 leaves no negative zero
    return rounded
