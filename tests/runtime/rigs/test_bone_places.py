# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a character looks is told by its bones, whatever the armature's axes."""

from collections.abc import Mapping

import numpy as np
import pytest
from soliloquy.runtime.rigs.bone_places import FACES_MINUS_Y, BonePlace, facing, seen_from_the_face

Z_UP = np.array([0.0, 0.0, 1.0])
BY_FBX = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""Takes a point of a character that faces -Y to where FBX has it: +Y up, facing +Z."""
BACKWARDS = np.diag([-1.0, -1.0, 1.0])

BODY = {"Head": (0, 0, 1.6), "LeftEye": (0.03, -0.1, 1.7), "RightEye": (-0.03, -0.1, 1.7), "Hips": (0, 0, 1.0)}
FACE = {
    "jaw": (0, -0.02, 0.0),
    "lip_upper": (0, -0.09, 0.0),
    "eye.L": (0.03, -0.07, 0.07),
    "eye.R": (-0.03, -0.07, 0.07),
}
MMD = {"頭": (0, 0, 1.6), "左目": (0.03, -0.1, 1.7), "右目": (-0.03, -0.1, 1.7)}


def bones(places: Mapping[str, tuple[float, ...]], turn: np.ndarray) -> dict[str, BonePlace]:
    return {name: BonePlace(turn @ place, turn @ (np.array(place) + 0.01)) for name, place in places.items()}


@pytest.mark.parametrize("turn", [np.eye(3), BY_FBX, BACKWARDS, BACKWARDS @ BY_FBX], ids=["-Y", "FBX", "+Y", "FBX, -Z"])
@pytest.mark.parametrize("places", [BODY, FACE], ids=["a body", "a face"])
def test_left_up_and_out_are_told_by_pairs_and_by_what_lies_above(
    places: Mapping[str, tuple[float, ...]], turn: np.ndarray
) -> None:
    found = facing(bones(places, turn), Z_UP)
    assert np.array_equal(found, FACES_MINUS_Y @ turn.T)
    back = seen_from_the_face(bones(places, turn), found)
    assert all(back[name].head == pytest.approx(np.array(place)) for name, place in places.items())


def test_sides_in_japanese_are_sides() -> None:
    assert np.array_equal(facing(bones(MMD, BACKWARDS), Z_UP), FACES_MINUS_Y @ BACKWARDS.T)


def test_a_jaw_alone_faces_minus_y_and_by_fbx_as_the_scene_stands() -> None:
    alone = {"jaw": (0.0, -0.02, 0.0)}
    assert np.array_equal(facing(bones(alone, np.eye(3)), Z_UP), FACES_MINUS_Y)
    assert np.array_equal(facing(bones(alone, BY_FBX), np.array([0.0, 1.0, 0.0])), FACES_MINUS_Y @ BY_FBX.T)


def test_what_an_eye_looks_at_far_in_front_of_it_is_not_up() -> None:
    looked_at = FACE | {
        "eye_target.L": (0.03, -2.0, 0.07),
        "eye_target.R": (-0.03, -2.0, 0.07),
        "brow.L": (0.03, -0.08, 0.1),
    }
    assert np.array_equal(facing(bones(looked_at, np.eye(3)), Z_UP), FACES_MINUS_Y)


def test_sides_as_an_onlooker_names_them_do_not_turn_the_face_round() -> None:
    swapped = {"head": (0.0, 0.0, 0.0)} | {
        name.replace(".L", ".X").replace(".R", ".L").replace(".X", ".R"): place for name, place in FACE.items()
    }
    for turn in (np.eye(3), BY_FBX, BACKWARDS):
        assert np.array_equal(facing(bones(swapped, turn), Z_UP), FACES_MINUS_Y @ turn.T)


def test_eyes_far_in_front_of_the_jaws_joint_do_not_lie_above_it() -> None:
    """Where FLAME has them, in metres."""
    eyes = {"eye.L": (0.029, -0.071, 0.031), "eye.R": (-0.029, -0.071, 0.031)}
    of_flame = {"neck": (0.0, 0.04, -0.109), "head": (0.0, 0.0, 0.0), "jaw": (0.0, -0.017, -0.004)} | eyes
    assert np.array_equal(facing(bones(of_flame, np.eye(3)), Z_UP), FACES_MINUS_Y)
