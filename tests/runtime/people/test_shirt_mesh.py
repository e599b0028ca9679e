# SPDX-License-Identifier: GPL-3.0-or-later
"""The shirt lies over the bust of anybody, hides where it ends, and leaves the throat free."""

import numpy as np
import pytest
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.shirt_mesh import COLUMNS, SHIRT


@pytest.mark.parametrize("name", ["Clara", "Samuel", "woman=0,age=80,weight=0,muscle=0", "weight=1,neck_width=1"])
def test_it_stands_off_the_skin_and_reaches_below_it(name: str) -> None:
    head, topology = load_head(name), people_data().topology
    shirt = head.vertices[topology.shirt].reshape(-1, COLUMNS, 3) * 1000
    rings = head.vertices[topology.bust_rings] * 1000
    middle = rings.mean(axis=(0, 1))
    # Above the hem, over each of the rings of skin that it covers.
    for ring in rings[2:4]:
        nearest = np.linalg.norm(shirt[3:, :, None] - ring, axis=3).min(axis=(0, 1))
        assert (nearest > 1.0).all() and (nearest < 8.0).all()
    outside = np.linalg.norm((shirt[4] - middle)[:, [0, 2]], axis=1)
    assert (outside > np.linalg.norm((rings[2] - middle)[:, [0, 2]], axis=1) * 0.9).all()
    assert shirt[..., 1].min() < rings[..., 1].min()
    assert shirt[..., 1].max() < head.head_joint[1] * 1000 - 40


def test_it_turns_with_the_skin_under_it_and_looks_outwards() -> None:
    head, topology = load_head(), people_data().topology
    weights = head.bone_weights[topology.shirt]
    assert weights[:, head.bone_names.index("neck")].min() > 0.8
    corners = head.vertices[topology.shirt][SHIRT.quads]
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    middle = head.vertices[topology.shirt].mean(axis=0)
    body = slice(3 * COLUMNS, 9 * COLUMNS)
    away = (corners.mean(axis=1) - middle)[body] * (1.0, 0.0, 1.0)
    assert ((normals[body] * away).sum(axis=1) > 0).mean() > 0.95
    assert not head.shape_deltas[:, topology.shirt].any()
