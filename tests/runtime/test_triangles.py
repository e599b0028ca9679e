# SPDX-License-Identifier: GPL-3.0-or-later
"""A quad is two triangles, and a place in one is a mixture of its corners."""

import numpy as np
from soliloquy.runtime.triangles import barycentric, double_area, triangles_of


def test_triangles_of_quads_cover_them_and_run_as_they_do() -> None:
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    halves = square[triangles_of(np.array([[0, 1, 2, 3], [3, 2, 1, 0]]))]
    assert halves.shape == (4, 3, 2)
    assert double_area(*np.moveaxis(halves, 1, 0)).tolist() == [4.0, -4.0, 4.0, -4.0]


def test_corners_mixed_by_their_shares_are_the_place() -> None:
    draw = np.random.default_rng(5)
    corners, places = draw.random((3, 40, 3)), draw.random((40, 2))
    a, b, c = corners
    shares = np.stack(barycentric(a, b, c, places[:, 0], places[:, 1], double_area(a, b, c)))
    np.testing.assert_allclose((shares[..., None] * corners).sum(axis=0)[:, :2], places, atol=1e-9)
    np.testing.assert_allclose(shares.sum(axis=0), 1.0)


def test_no_share_is_negative_inside_alone() -> None:
    a, b, c = np.array([0.0, 0.0]), np.array([1.0, 0.0]), np.array([0.0, 1.0])
    x, y = np.array([0.2, 0.7, -0.1]), np.array([0.3, 0.7, 0.5])
    assert (np.stack(barycentric(a, b, c, x, y, double_area(a, b, c))) >= 0).all(axis=0).tolist() == [
        True,
        False,
        False,
    ]
