# SPDX-License-Identifier: GPL-3.0-or-later
"""The white of painted eyes: vessels fine enough to be seen, pink at the corners, yellow in old age."""

import math
from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.people.eye_mesh import EYE, white_angle
from soliloquy.tools.head.bake_textures import EYE_SIZE, LOOKS
from soliloquy.tools.head.paint_eye import paint_eye
from soliloquy.tools.head.paint_white import BALL_MM

SEED = 100
SEEN = math.radians(60.0)
"""How far from the axis the white is seen of an eye that looks ahead."""


def polar(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Angle from the axis and turn about it (S,S) of each texel."""
    side = (np.arange(size) + 0.5) / size - 0.5
    x, y = np.meshgrid(side, side)
    return white_angle(np.hypot(x, y)), np.arctan2(y, x)


@pytest.fixture(scope="module")
def clara() -> np.ndarray:
    return paint_eye(LOOKS["Clara"], EYE_SIZE, SEED).astype(float)


def test_the_white_that_is_seen_has_texels_as_fine_as_its_vessels() -> None:
    quads, uv = EYE.quads[~EYE.is_cornea], EYE.uv[~EYE.is_cornea]
    angle = np.arccos(np.clip(EYE.points[:, 2] / np.linalg.norm(EYE.points, axis=1), -1.0, 1.0))[quads]
    white = (angle.min(axis=1) > math.radians(21.0)) & (angle.max(axis=1) < SEEN)
    assert white.sum() > 100
    millimetres = BALL_MM * np.linalg.norm(EYE.points[quads[white, 3]] - EYE.points[quads[white, 0]], axis=1)
    texels = EYE_SIZE * np.linalg.norm(uv[white, 3] - uv[white, 0], axis=1)
    assert (millimetres / texels).max() < 0.18


def test_the_corners_are_pinker_than_the_white_over_the_iris(clara: np.ndarray) -> None:
    angle, turn = polar(EYE_SIZE)
    seen = (angle > math.radians(35.0)) & (angle < SEEN)
    corner, above = seen & (np.abs(np.cos(turn)) > 0.95), seen & (np.abs(np.cos(turn)) < 0.3)
    pink = clara[..., 1] / np.maximum(clara[..., 0], 1.0)
    assert pink[corner].mean() < pink[above].mean() - 0.04
    assert clara[corner].mean() > 170, "it is still the white of an eye"


def test_vessels_are_thin_dark_red_lines_on_the_white(clara: np.ndarray) -> None:
    angle, turn = polar(EYE_SIZE)
    seen = (angle > math.radians(28.0)) & (angle < SEEN) & (np.abs(np.cos(turn)) > 0.7)
    green = clara[..., 1]
    around = np.mean([np.roll(green, (down, across), (0, 1)) for down in (-6, 0, 6) for across in (-6, 0, 6)], axis=0)
    vessel = seen & (green < around - 10)
    assert 0.01 < vessel.sum() / seen.sum() < 0.2
    lost = (around - green)[vessel].mean()
    red = clara[..., 0]
    assert (np.roll(red, 6, 0) - red)[vessel].mean() < 0.5 * lost, "blood takes little red"


def test_old_eyes_are_yellower_and_dark_skins_browner(clara: np.ndarray) -> None:
    angle, _ = polar(EYE_SIZE)
    seen = (angle > math.radians(28.0)) & (angle < SEEN)
    old, dark = (
        paint_eye(look, EYE_SIZE, SEED).astype(float)[seen].mean(axis=0)
        for look in (replace(LOOKS["Clara"], lines=1.0), replace(LOOKS["Clara"], skin=LOOKS["Kofi"].skin))
    )
    young = clara[seen].mean(axis=0)
    for other in (old, dark):
        assert other[2] / other[0] < young[2] / young[0] - 0.01
    assert dark.mean() < young.mean()


def test_an_eye_is_the_same_for_a_seed(clara: np.ndarray) -> None:
    assert np.array_equal(paint_eye(LOOKS["Clara"], EYE_SIZE, SEED), clara)
    assert not np.array_equal(paint_eye(LOOKS["Clara"], EYE_SIZE, SEED + 1), clara)
