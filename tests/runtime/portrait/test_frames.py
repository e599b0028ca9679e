# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture speaks: lips shut where they must, what does not speak stays, and transparency stays transparent."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.mesh_points import (
    CHIN,
    INNER_LIPS,
    JAW_EDGE,
    LIDS,
    LOWER_INNER,
    OUTER_LIPS,
    OVAL,
    UPPER_INNER,
)
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.portrait.frames import frames, warped
from soliloquy.runtime.portrait.motion import FaceMotion, face_motion, head_points, wanted_points
from soliloquy.runtime.portrait.sitter import Sitter
from soliloquy.runtime.portrait.warp import binding

NOSE = 1


def curves(**weights: float) -> ArkitCurves:
    """One frame."""
    return ArkitCurves(weights_of(**weights)[None].astype(np.float32), np.zeros((1, 3), np.float32))


@pytest.fixture(scope="module")
def motion(sitter: Sitter) -> FaceMotion:
    return face_motion(sitter.mesh)


def moved(motion: FaceMotion, **weights: float) -> Array:
    return wanted_points(motion, curves(**weights), 0.5)[0]


def gap(points: Array) -> float:
    return float((points[list(LOWER_INNER), 1] - points[list(UPPER_INNER), 1]).max())


def test_a_face_at_rest_has_its_lips_shut(motion: FaceMotion) -> None:
    assert abs(gap(moved(motion))) < 0.05


def test_a_jaw_opens_the_mouth_and_lowers_the_chin(motion: FaceMotion) -> None:
    rest, opened = moved(motion), moved(motion, jawOpen=0.5)
    assert gap(opened) > 0.01 * motion.pose.scale
    assert opened[CHIN, 1] - rest[CHIN, 1] > 0.3 * gap(opened)
    assert abs(opened[NOSE] - rest[NOSE]).max() < 1.0


def test_the_chin_goes_down_in_one_piece() -> None:
    lowered = -head_points()[1][ARKIT_INDEX["jawOpen"], list(JAW_EDGE), 1] * 1000
    middle = len(JAW_EDGE) // 2
    assert lowered.argmax() == middle and lowered[middle] > 20.0
    # From the ear to the chin each point goes further than the one before it, and both sides alike.
    for side in (lowered[: middle + 1], lowered[middle:][::-1]):
        assert (np.diff(side) > -0.5).all()
    assert abs(lowered - lowered[::-1]).max() < 3.0


def test_lips_are_shut_with_the_jaw_open(motion: FaceMotion) -> None:
    assert gap(moved(motion, jawOpen=0.25, mouthClose=0.25)) < 0.05 * gap(moved(motion, jawOpen=0.25))


def test_lips_never_run_through_each_other(motion: FaceMotion) -> None:
    points = moved(motion, mouthClose=1.0, mouthPressLeft=1.0, mouthPressRight=1.0)
    assert (points[list(LOWER_INNER), 1] - points[list(UPPER_INNER), 1]).min() > -0.05


def test_an_open_mouth_is_shut_without_folding_its_lips(sitter: Sitter, motion: FaceMotion) -> None:
    before, after = sitter.mesh.flat, motion.rest[:, :2] * [1.0, -1.0]
    assert gap(before) > 10.0, "the picture's mouth is open"
    triangles = binding().triangles
    lip = np.isin(triangles, [*OUTER_LIPS, *INNER_LIPS]).any(axis=1) & ~np.isin(triangles, INNER_LIPS).all(axis=1)
    lips = triangles[lip]
    one, other = (np.linalg.det(np.diff(points[lips], axis=1)) for points in (before, after))
    assert np.mean(one * other < 0) < 0.05


def test_an_eye_shuts_and_the_other_does_not(motion: FaceMotion) -> None:
    rest, winking = moved(motion), moved(motion, eyeBlinkLeft=1.0)
    apart = [[points[lid[4], 1] - points[lid[12], 1] for lid in LIDS] for points in (rest, winking)]
    assert apart[1][1] == pytest.approx(0.0, abs=0.01)
    assert apart[1][0] == pytest.approx(apart[0][0], abs=0.5)


def test_lids_meet_from_corner_to_corner(motion: FaceMotion) -> None:
    shut = moved(motion, eyeBlinkLeft=1.0, eyeBlinkRight=1.0)
    for lid in LIDS:
        assert abs(shut[list(lid[1:8]), 1] - shut[list(lid[:8:-1]), 1]).max() < 0.1


def test_the_head_turns_as_much_as_is_asked_for(motion: FaceMotion) -> None:
    turn = replace(curves(), head=np.array([[0.0, 0.15, 0.0]], np.float32))
    still, half, whole = (wanted_points(motion, turn, share)[0][NOSE, 0] for share in (0.0, 0.5, 1.0))
    # +y turns to the character's left, which is the picture's right.
    assert still + 1.0 < half < whole - 1.0


def test_points_that_stay_leave_the_picture_as_it_is(sitter: Sitter) -> None:
    points = sitter.mesh.flat
    assert abs(warped(sitter.picture, points, points) - sitter.picture).max() < 0.6


def test_an_open_mouth_is_painted_and_the_corners_of_the_picture_stay(sitter: Sitter) -> None:
    shut, opened = (next(frames(sitter, curves(jawOpen=jaw), 0.5)).astype(int) for jaw in (0.0, 0.5))
    points = wanted_points(face_motion(sitter.mesh), curves(jawOpen=0.5), 0.5)[0]
    x, y = points[[13, 14], :2].mean(axis=0).round().astype(int)
    stretched = warped(sitter.picture, sitter.mesh.flat, points[:, :2])
    assert abs(opened[y, x] - stretched[y, x]).max() > 10
    size = len(shut)
    for corner in (np.s_[: size // 8, : size // 8], np.s_[: size // 8, -size // 8 :]):
        assert (shut[corner] == opened[corner]).all()


def test_skin_far_from_the_mouth_stays(sitter: Sitter) -> None:
    shut, opened = (next(frames(sitter, curves(jawOpen=jaw), 0.5)).astype(int) for jaw in (0.0, 0.5))
    low, high = (edge(sitter.mesh.flat[list(OVAL)], axis=0).astype(int) for edge in (np.min, np.max))
    forehead = np.s_[low[1] : low[1] + (high[1] - low[1]) // 4, low[0] : high[0]]
    assert abs(shut[forehead] - opened[forehead]).mean() < 1.0


def test_what_is_cut_out_stays_cut_out(sitter: Sitter) -> None:
    alpha = np.full((*sitter.picture.shape[:2], 1), 255.0, np.float32)
    alpha[:40] = 0.0
    cut_out = replace(sitter, picture=np.concatenate([sitter.picture * (alpha > 0), alpha], axis=2))
    seen = next(frames(cut_out, curves(jawOpen=0.4), 0.5))
    assert seen.shape[2] == 4
    assert (seen[:30, :, 3] == 0).all()
    assert (seen[60:, :, 3] == 255).all()


def test_the_same_frames_twice(sitter: Sitter) -> None:
    first, second = (next(frames(sitter, curves(jawOpen=0.3), 0.5)) for _ in range(2))
    assert (first == second).all()
