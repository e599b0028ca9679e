# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX's Euler angles: there and back, continuous, and what counts as even."""

import numpy as np
from soliloquy.exporters.fbx_file.rotations import angles, keeps_angles, matrices, nearest, parts, transform


def test_angles_say_the_same_rotation() -> None:
    degrees = np.random.default_rng(0).uniform(-180, 180, (200, 3))
    np.testing.assert_allclose(matrices(angles(matrices(degrees))), matrices(degrees), atol=1e-12)


def test_z_comes_last_about_an_axis_that_stands_still() -> None:
    np.testing.assert_allclose(matrices(np.array([90.0, 0.0, 90.0])) @ [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], atol=1e-12)


def test_a_turn_past_half_a_circle_and_past_the_pole_has_no_leap() -> None:
    turning = np.linspace(0, 400, 300)
    for axis in range(3):
        degrees = np.zeros((300, 3))
        degrees[:, axis] = turning
        found = angles(matrices(degrees))
        assert np.abs(np.diff(found, axis=0)).max() < 2.0
        np.testing.assert_allclose(matrices(found), matrices(degrees), atol=1e-12)


def test_the_nearest_way_to_say_it_is_taken() -> None:
    wanted = np.array([190.0, 85.0, -200.0])
    found = nearest(angles(matrices(wanted)[None])[0], wanted)
    np.testing.assert_allclose(found, wanted, atol=1e-9)


def test_a_transform_comes_apart_into_what_it_was_made_of() -> None:
    made = transform(np.array([[1.0, 2.0, 3.0]]), np.array([[10.0, 20.0, 30.0]]), np.array([[2.0, 3.0, 4.0]]))
    translation, degrees, scaling = parts(made)
    np.testing.assert_allclose(translation, [[1, 2, 3]])
    np.testing.assert_allclose(degrees, [[10, 20, 30]])
    np.testing.assert_allclose(scaling, [[2, 3, 4]])


def test_a_mirror_is_kept() -> None:
    made = transform(np.zeros((1, 3)), np.array([[10.0, 20.0, 30.0]]), np.array([[-1.0, 2.0, 1.0]]))
    np.testing.assert_allclose(transform(*parts(made)), made, atol=1e-12)


def test_only_an_even_scale_keeps_angles() -> None:
    turn = matrices(np.array([30.0, 40.0, 50.0]))
    assert keeps_angles(100 * turn)
    assert not keeps_angles(turn @ np.diag([1.0, 1.0, 2.0]))
    assert not keeps_angles(turn @ np.diag([1.0, 1.0, -1.0]))
