# SPDX-License-Identifier: GPL-3.0-or-later
"""Where teeth are: lower edges for a short upper lip, and a lower lip that is drawn in lies under them, as at /f/."""

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.mesh_points import LOWER_INNER, NOSE_BASE, UPPER_INNER, UPPER_LIP
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.portrait.inner_mouth import fitted
from soliloquy.runtime.portrait.motion import FaceMotion, face_motion, wanted_points
from soliloquy.runtime.portrait.patch import in_square, mouth_square
from soliloquy.runtime.portrait.sitter import Sitter
from soliloquy.runtime.portrait.teeth import edge_below

MILLIMETRE = 0.001
F = {"mouthRollLower": 0.36, "jawOpen": 0.07, "mouthUpperUpLeft": 0.04, "mouthUpperUpRight": 0.04}
"""As the rules' motion has it in the middle of an /f/."""


@pytest.fixture(scope="module")
def motion(sitter: Sitter) -> FaceMotion:
    return face_motion(sitter.mesh)


@pytest.fixture(scope="module")
def shut(motion: FaceMotion) -> Array:
    """Points of the picture with its lips shut."""
    return np.asarray(motion.rest @ motion.upright * [1.0, -1.0, -1.0])


def longer(points: Array, pixels: float) -> Array:
    """With a longer upper lip, under the same nose."""
    moved = points.copy()
    moved[NOSE_BASE, 1] -= pixels
    return moved


def gaps(motion: FaceMotion, **weights: float) -> Array:
    """(9,) between the lips, in metres of our head."""
    row = weights_of(**weights)[None].astype(np.float32)
    points = wanted_points(motion, ArkitCurves(row, np.zeros((1, 3), np.float32)), 0.0)[0]
    return np.asarray((points[list(LOWER_INNER), 1] - points[list(UPPER_INNER), 1]) / motion.pose.scale)


def test_the_longer_the_upper_lip_the_less_teeth_reach_below_it(shut: Array) -> None:
    meet = shut[UPPER_LIP]
    found = [edge_below(longer(shut, pixels), meet) for pixels in (-3.0, 0.0, 3.0)]
    assert found[0] > found[1] > found[2] > 0.0
    assert edge_below(2.0 * shut, 2.0 * meet) == pytest.approx(2.0 * found[1])


def test_a_longer_lip_moves_all_teeth_up(shut: Array) -> None:
    square = mouth_square(shut)
    short, long = (fitted(in_square(longer(shut, pixels)[:, :2], square)) for pixels in (0.0, 4.0))
    # A millimetre and more of teeth are hidden by four pixels of lip, in a face of 130.
    assert 0.0005 < long.beside[1] - short.beside[1] < 0.004


def test_a_lower_lip_that_is_drawn_in_lies_under_the_teeth(motion: FaceMotion) -> None:
    edge = motion.edge / motion.pose.scale
    assert 1.5 * MILLIMETRE < edge < 4.5 * MILLIMETRE
    found = gaps(motion, **F)
    assert found[3:6].min() > 0.9 * edge
    assert found.argmax() in (3, 4, 5) and found[[0, -1]].max() < 0.7 * edge


def test_lips_that_touch_do_so_whether_one_is_drawn_in_or_not(motion: FaceMotion) -> None:
    for shut in ({"mouthRollLower": 0.5}, {"jawOpen": 0.2, "mouthClose": 0.2, "mouthRollLower": 0.2}):
        assert gaps(motion, **shut).max() < 0.4 * MILLIMETRE


def test_an_open_mouth_is_not_opened_further(motion: FaceMotion) -> None:
    opened = gaps(motion, jawOpen=0.3)
    assert (gaps(motion, jawOpen=0.3, mouthRollLower=0.2) < opened + 0.1 * MILLIMETRE).all()
