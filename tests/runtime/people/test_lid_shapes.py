# SPDX-License-Identifier: GPL-3.0-or-later
"""Shut lids meet in one line and as far out; the upper one has a fold that a blink smooths."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, identity_of, load_head
from soliloquy.runtime.people.build import unmended
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.lid_fold import fold_lid
from soliloquy.runtime.people.lid_mesh import COLUMNS, LOWER_COLUMNS
from soliloquy.runtime.people.topology import MATERIALS

PEOPLE = pytest.mark.parametrize(
    "name", ["Clara", "Kofi", "Walter", "Mei", "random=7", "random=23", "woman=1,age=80,eye_size=-1,cheeks=-1"]
)
EDGE, CORNERS = 3, 2
"""The ring at which lids are seen to end; columns at either end of the upper one where it goes over into the other."""
CROSSING_MM, BEFORE_MM = 0.15, 0.8


def edges(head: Head, side: int) -> tuple[Array, Array]:
    """Of shut lids: angles across, millimetres up and out (3,N) of the lower one's edge, in order, and the upper's."""
    rings = people_data().topology.lid_rings[side]
    shape = head.shape_deltas[ARKIT_INDEX[("eyeBlinkLeft", "eyeBlinkRight")[side]]]
    eye = head.joints[head.bone_names.index(("eye.L", "eye.R")[side])]
    away = ((head.vertices + shape)[rings[EDGE]] - eye) * 1000.0
    out = np.linalg.norm(away, axis=1)
    places = np.stack([np.arctan2(away[:, 0], away[:, 2]), away[:, 1], out])
    lower, upper = places[:, :LOWER_COLUMNS], places[:, LOWER_COLUMNS + CORNERS : COLUMNS - CORNERS]
    return lower[:, lower[0].argsort()], upper


@PEOPLE
@pytest.mark.parametrize("side", [0, 1])
def test_shut_lids_meet_and_stand_as_far_out(name: str, side: int) -> None:
    lower, upper = edges(load_head(name), side)
    over = upper[1] - np.interp(upper[0], lower[0], lower[1])
    assert over.min() > -CROSSING_MM and over.max() < 0.0
    assert np.abs(upper[2] - np.interp(upper[0], lower[0], lower[2])).max() < BEFORE_MM


def test_lids_that_pass_each_other_are_seen() -> None:
    head = load_head("Clara")
    shapes = head.shape_deltas.copy()
    shapes[ARKIT_INDEX["eyeBlinkLeft"]] *= 1.1
    lower, upper = edges(replace(head, shape_deltas=shapes), 0)
    over = upper[1] - np.interp(upper[0], lower[0], lower[1])
    assert over.min() < -2 * CROSSING_MM


@PEOPLE
def test_the_upper_lid_gets_a_fold_that_a_blink_smooths(name: str) -> None:
    data, identity = people_data(), identity_of(name)
    assert identity is not None
    person, rings = unmended(identity, data), data.topology.lid_rings[0]
    vertices, blink = person.vertices.copy(), np.zeros_like(person.vertices)
    skin = np.unique(data.topology.quads[data.topology.material_index == MATERIALS.index("skin")])
    fold_lid(vertices, blink, rings, skin, person.joints[4])
    moved = (vertices - person.vertices) * 1000.0
    assert moved[:, 2].min() < -0.4 and moved[:, 1].min() < -0.7
    assert not moved[rings].any() and not moved[person.vertices[:, 0] < 0.0].any()
    np.testing.assert_allclose(blink * 1000.0, -0.85 * moved, atol=1e-9)
