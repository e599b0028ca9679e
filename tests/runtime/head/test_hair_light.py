# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair takes light as one head of hair: its cards face out of it whichever way they lie, as curls' do."""

import numpy as np
import pytest
from soliloquy.runtime.head.hair_light import hair_normals
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.normals import vertex_normals


@pytest.mark.parametrize("name", ["Amara", "Walter", "random=12,hair=long"])
def test_no_card_faces_into_the_head_though_many_curls_lie_so(name: str) -> None:
    head = load_head(name)
    quads = head.quads[head.of_material("hair")]
    used, inverse = np.unique(quads, return_inverse=True)
    points, quads = head.vertices[used].astype(float), inverse.reshape(-1, 4)
    joint = head.head_joint
    above = points[:, 1] > joint[1] + 0.05
    out = points - joint - (0.0, 0.05, -0.01)
    out /= np.linalg.norm(out, axis=1, keepdims=True)

    def inwards(normals: np.ndarray) -> float:
        return float(((normals * out).sum(axis=1)[above] < 0.5).mean())

    if name == "Amara":
        assert inwards(vertex_normals(points, quads)) > 0.2
    normals = hair_normals(points, quads, joint)
    assert inwards(normals) == 0.0
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0, atol=1e-6)
