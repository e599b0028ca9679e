# SPDX-License-Identifier: GPL-3.0-or-later
"""The head that a FLAME file becomes: its lips, the shapes carried to it, and our motion in FLAME's own space."""

import numpy as np
import pytest
from soliloquy.runtime.flame.flame_head import JAW, FlameHead, make_head
from soliloquy.runtime.flame.model import FlameModel
from soliloquy.runtime.flame.own_space import OwnSpace
from soliloquy.runtime.flame.skinning import pose_features, turned
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves, Motion
from soliloquy.tests.runtime.flame.true_format import LID_GAP
from soliloquy.tests.runtime.flame.true_format import head as true_head


def curves(weights: np.ndarray) -> ArkitCurves:
    return ArkitCurves(weights.astype(np.float32), np.zeros((len(weights), 3), np.float32))


def shapes(**weights: float) -> np.ndarray:
    return weights_of(**weights)[None]


def mesh(head: FlameHead, motion: Motion, frame: int) -> np.ndarray:
    """As FLAME's own formula has it, written out once more: vertices (V,3) of a frame, the head itself still."""
    turn = motion.jaw[frame : frame + 1]
    shaped = head.template + np.tensordot(motion.expression[frame], head.expressions, axes=1)
    shaped = shaped + np.tensordot(motion.eyelids[frame], head.eyelids, axes=1)
    shaped = shaped + np.tensordot(pose_features(turn)[0], head.pose_shapes[9:], axes=1)
    return turned(shaped, head.weights[:, JAW], head.joints[JAW], turn)[0]


@pytest.fixture(scope="module")
def space(flame_head: FlameHead) -> OwnSpace:
    return OwnSpace.of(flame_head)


@pytest.fixture(scope="module")
def random_weights() -> np.ndarray:
    return np.random.default_rng(3).random((60, len(ARKIT_NAMES))) ** 3 * 0.7


def test_the_lips_are_found_without_a_list_of_vertices(flame_head: FlameHead) -> None:
    _, _, _, lips = true_head()
    np.testing.assert_array_equal(flame_head.upper, lips.upper)
    np.testing.assert_array_equal(flame_head.lower, lips.lower)


def test_its_eyes_are_where_ours_are_and_the_mesh_is_the_files(flame_head: FlameHead, model: FlameModel) -> None:
    ours = load_head()
    np.testing.assert_allclose(flame_head.joints[3:].mean(axis=0), ours.joints[4:].mean(axis=0), atol=1e-6)
    moved = flame_head.template - model.template
    np.testing.assert_allclose(moved, np.broadcast_to(moved[0], moved.shape), atol=1e-6)


def test_the_mouth_opens_as_far_as_ours_and_shuts_at_every_opening(flame_head: FlameHead) -> None:
    opened = flame_head.lips.gaps(flame_head.template + flame_head.arkit_shapes[ARKIT_INDEX["jawOpen"]]) * 1000
    assert 25 < opened[len(opened) // 2] < 45
    for share in (0.1, 0.3, 0.6, 1.0):
        way = np.tensordot(shapes(jawOpen=share, mouthClose=share)[0], flame_head.arkit_shapes, axes=1)
        gaps = flame_head.lips.gaps(flame_head.template + way) * 1000
        assert gaps.min() > -1.5 and gaps.max() < 1.0


@pytest.mark.parametrize(
    ("shape", "axis", "sign"),
    [("mouthSmileLeft", 1, 1), ("mouthFrownLeft", 1, -1), ("mouthPucker", 2, 1), ("browInnerUp", 1, 1)],
)
def test_a_carried_shape_moves_the_same_place_the_same_way(
    flame_head: FlameHead, shape: str, axis: int, sign: int
) -> None:
    way = flame_head.arkit_shapes[ARKIT_INDEX[shape]]
    most = np.linalg.norm(way, axis=1).argmax()
    assert way[most, axis] * sign > 0.002
    if shape.endswith("Left"):
        assert flame_head.template[most, 0] > 0.005
    assert (flame_head.template[most, 1] > flame_head.joints[3, 1]) == (shape == "browInnerUp")


def test_eyes_turn_and_lids_stay_in_front_of_them(flame_head: FlameHead) -> None:
    down = flame_head.arkit_shapes[ARKIT_INDEX["eyeLookDownLeft"]]
    ball = flame_head.weights[:, 3] > 0.5
    front = np.flatnonzero(ball)[flame_head.template[ball, 2].argmax()]
    assert down[front, 1] < -0.005
    for side in (0, 1):
        shut = flame_head.template + flame_head.eyelids[side] - flame_head.joints[3 + side]
        moved = np.linalg.norm(flame_head.eyelids[side], axis=1) > 0.001
        assert np.linalg.norm(shut[moved & (shut[:, 2] > 0)], axis=1).min() > 0.013


@pytest.mark.parametrize("side", [0, 1])
def test_a_blink_brings_the_rim_of_the_upper_lid_down_on_that_of_the_lower_one(
    flame_head: FlameHead, side: int
) -> None:
    about = flame_head.template - flame_head.joints[3 + side]
    skin = flame_head.weights[:, 3:].sum(axis=1) < 0.5
    middle = skin & (np.abs(about[:, 0]) < 0.004) & (about[:, 2] > 0) & (np.abs(about[:, 1]) < LID_GAP)
    upper, lower = middle & (about[:, 1] > 0), middle & (about[:, 1] < 0)
    shut = about + flame_head.eyelids[side]
    assert about[upper, 1].min() - about[lower, 1].max() > 0.007
    assert -0.004 < shut[upper, 1].min() - shut[lower, 1].max() < 0.0005


def test_eyelids_of_the_files_own_are_taken_as_they_are(model: FlameModel) -> None:
    own = np.random.default_rng(0).normal(0, 0.001, (2, 5023, 3))
    head = make_head(FlameModel(**{**vars(model), "eyelids": own}))
    np.testing.assert_allclose(head.eyelids, own, atol=1e-7)
    np.testing.assert_array_equal(head.arkit_shapes[ARKIT_INDEX["eyeBlinkRight"]], head.eyelids[1])


def test_what_the_formulas_leave_is_what_the_mesh_leaves(
    flame_head: FlameHead, space: OwnSpace, random_weights: np.ndarray
) -> None:
    motion, residual = space.motion(curves(random_weights))
    for frame in (0, 17, 59):
        wanted = flame_head.template + np.tensordot(random_weights[frame], flame_head.arkit_shapes, axes=1)
        rest: np.ndarray = (mesh(flame_head, motion, frame) - wanted)[space.vertices].astype(np.float64)
        left = np.sqrt((rest**2).sum(axis=1).mean()) * 1000
        # A blink is a straight line in both, but for what the jaw turns of it.
        assert left == pytest.approx(residual[frame], abs=0.02)


def test_lips_meet_in_flames_own_space_too(flame_head: FlameHead, space: OwnSpace) -> None:
    shares = (0.05, 0.2, 0.5, 1.0)
    rows = np.concatenate([shapes(jawOpen=share, mouthClose=share) for share in shares])
    motion, _ = space.motion(curves(rows))
    for frame in range(len(shares)):
        gaps = flame_head.lips.gaps(mesh(flame_head, motion, frame)) * 1000
        assert gaps.min() > -1.5 and gaps.max() < 1.0


def test_motion_to_flame_and_back_stays_within_the_residual(
    flame_head: FlameHead, space: OwnSpace, random_weights: np.ndarray
) -> None:
    motion, left = space.motion(curves(random_weights))
    back, rest = space.arkit(motion)
    assert (back.weights >= 0).all() and (back.weights <= 1).all()
    ways = np.tensordot(back.weights - random_weights, flame_head.arkit_shapes[:, space.vertices], axes=1)
    away = np.sqrt((ways**2).sum(axis=2).mean(axis=1)) * 1000
    assert (away <= left + rest + 0.05).all()
    assert (rest <= left + 0.05).all()


def test_the_jaw_is_flames_own(flame_head: FlameHead, space: OwnSpace) -> None:
    motion, left = space.motion(curves(shapes(jawOpen=1.0)))
    assert motion.jaw[0, 0] == pytest.approx(flame_head.jaw_angle, abs=1e-6)
    assert left[0] < 0.01 and np.abs(motion.expression).max() < 0.01


def test_a_head_without_a_mouth_is_refused(model: FlameModel) -> None:
    shut = model.weights.copy()
    shut[:, 1] += shut[:, 2]
    shut[:, 2] = 0.0
    still = FlameModel(**{**vars(model), "weights": shut})
    with pytest.raises(ValueError, match="jaw moves no lip"):
        make_head(still)
