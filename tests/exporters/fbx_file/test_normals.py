# SPDX-License-Identifier: GPL-3.0-or-later
"""Vertex normals on shapes whose normals are known."""

import numpy as np
import pytest
from soliloquy.exporters.fbx_file.normals import Polygons

CUBE = np.array([(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
# FBX marks a polygon's last corner by its complement.
FACES = np.array([0, 1, 3, ~2, 4, 6, 7, ~5, 0, 4, 5, ~1, 2, 3, 7, ~6, 0, 2, 6, ~4, 1, 5, 7, ~3])


def test_a_cube_s_corners_point_outwards() -> None:
    found = Polygons.of_fbx(FACES).vertex_normals(CUBE)
    np.testing.assert_allclose(found, CUBE / np.sqrt(3), atol=1e-12)


def test_a_corner_counts_by_its_angle_and_not_by_its_triangles() -> None:
    triangles = np.array([0, 1, ~3, 0, 3, ~2, *FACES[4:]])
    found = Polygons.of_fbx(triangles).vertex_normals(CUBE)
    np.testing.assert_allclose(found, CUBE / np.sqrt(3), atol=1e-12)


def test_a_vertex_without_a_face_has_none() -> None:
    found = Polygons.of_fbx(np.array([0, 1, ~2])).vertex_normals(CUBE)
    assert found[7].tolist() == [0.0, 0.0, 0.0]
    assert np.linalg.norm(found[0]) == pytest.approx(1.0)


def test_no_polygons_at_all_are_no_error() -> None:
    polygons = Polygons.of_fbx(np.empty(0, np.int32))
    assert not polygons.vertex_normals(CUBE).any()
    assert len(polygons.wholly_around(np.ones(8, bool))[1]) == 0


def test_of_the_polygons_around_all_that_count_are_there() -> None:
    polygons = Polygons.of_fbx(FACES)
    moved = np.zeros(8, bool)
    moved[0] = True
    around, may_turn = polygons.wholly_around(moved)
    shaped = CUBE.copy()
    shaped[0] *= 1.7
    whole = polygons.vertex_normals(shaped)
    np.testing.assert_allclose(around.vertex_normals(shaped)[may_turn], whole[may_turn], atol=1e-12)
    assert set(range(8)) - set(may_turn.tolist()) == {7}
