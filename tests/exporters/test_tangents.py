# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents point along the picture's rows, and say where its top is."""

import numpy as np
import pytest
from soliloquy.exporters.tangents import tangents

PLACES = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], float)
UP = np.tile([0.0, 0.0, 1.0], (4, 1))
UV = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], float)
"""As glTF counts: v grows downwards, so the picture stands upright on the square."""
TRIANGLES = np.array([[0, 1, 2], [0, 2, 3]])


def test_a_picture_that_stands_upright_has_tangents_to_the_right_and_its_top_above() -> None:
    found = tangents(PLACES, UP, UV, TRIANGLES)
    assert found == pytest.approx(np.tile([1.0, 0.0, 0.0, 1.0], (4, 1)))
    assert np.cross(UP, found[:, :3]) * found[:, 3:] == pytest.approx(np.tile([0.0, 1.0, 0.0], (4, 1)))


def test_a_mirrored_picture_has_its_tangents_to_the_left() -> None:
    mirrored = UV * [-1, 1] + [1, 0]
    assert tangents(PLACES, UP, mirrored, TRIANGLES) == pytest.approx(np.tile([-1.0, 0.0, 0.0, -1.0], (4, 1)))


def test_a_picture_turned_to_the_left_has_its_rows_upwards() -> None:
    turned = np.array([[0, 0], [0, 1], [1, 1], [1, 0]], float)
    found = tangents(PLACES, UP, turned, TRIANGLES)
    assert found == pytest.approx(np.tile([0.0, 1.0, 0.0, 1.0], (4, 1)))


def test_where_a_picture_has_no_direction_they_are_still_of_length_one_and_along_the_surface() -> None:
    found = tangents(PLACES, UP, np.zeros((4, 2)), TRIANGLES)
    assert np.linalg.norm(found[:, :3], axis=1) == pytest.approx(1.0)
    assert (found[:, :3] * UP).sum(axis=1) == pytest.approx(0.0)
