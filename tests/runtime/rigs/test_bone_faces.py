# SPDX-License-Identifier: GPL-3.0-or-later
"""How far bones go follows from where they lie; what is no face is left alone."""

import numpy as np
import pytest
from soliloquy.runtime.rigs.bone_faces import bone_face
from soliloquy.runtime.rigs.bone_places import BonePlace
from soliloquy.runtime.rigs.rig_map import RigMap


def place(x: float, y: float, z: float, tail: tuple[float, float, float] = (0.0, -1.0, 0.0)) -> BonePlace:
    head = np.array([x, y, z])
    return BonePlace(head, head + tail)


def strengths(rig_map: RigMap, bone: str, channel: str) -> dict[str, float]:
    return {row.ours: row.strength for row in rig_map.rows if row.theirs == bone and row.channel == channel}


def face(scale: float) -> dict[str, BonePlace]:
    return {
        "Jaw": place(0, 85 * scale, 35 * scale),
        "LipUpper": place(0, 0, 0),
        "LipLower": place(0, 0, 0),
        "LipCorner.L": place(25 * scale, 0, 0),
        "LipCorner.R": place(-25 * scale, 0, 0),
        "EyelidUpper.L": place(30 * scale, 0, 70 * scale),
        "EyelidLower.L": place(30 * scale, 0, 60 * scale),
    }


@pytest.mark.parametrize("scale", [0.001, 1.0, 40.0])
def test_ways_go_with_the_width_of_the_mouth_and_angles_do_not(scale: float) -> None:
    found = bone_face(face(scale), "Rig")
    assert found is not None
    assert strengths(found[0], "Jaw", "nod") == {"jawOpen": 22.0}
    assert strengths(found[0], "LipUpper", "up")["mouthUpperUpLeft"] == pytest.approx(2.4 * scale)
    assert strengths(found[0], "EyelidUpper.L", "up")["eyeBlinkLeft"] == pytest.approx(-10 * scale)
    left, right = (strengths(found[0], f"LipCorner.{side}", "left") for side in "LR")
    assert left["mouthSmileLeft"] == -right["mouthSmileRight"] > 0


def test_a_jaw_at_the_chin_is_a_handle_and_is_moved() -> None:
    found = bone_face(face(1.0) | {"Jaw": place(0, 5, -40)}, "Rig")
    assert found is not None and not strengths(found[0], "Jaw", "nod")
    assert strengths(found[0], "Jaw", "up") == {"jawOpen": -33.0}


def test_lids_in_the_eye_turn_by_the_angle_between_them() -> None:
    eye = np.array([30.0, 14.0, 64.0])
    lids = {
        "EyelidUpper.L": BonePlace(eye, eye + np.array([0.0, -10.0, 10.0])),
        "EyelidLower.L": BonePlace(eye, eye + np.array([0.0, -10.0, 0.0])),
    }
    found = bone_face(face(1.0) | lids, "Rig")
    assert found is not None
    assert strengths(found[0], "EyelidUpper.L", "nod")["eyeBlinkLeft"] == pytest.approx(45.0)


def test_a_jaw_alone_opens_and_eyes_look_as_of_smplx() -> None:
    bones = ("pelvis", "head", "jaw", "left_eye_smplhf", "right_eye_smplhf")
    found = bone_face({name: place(0, 0, number) for number, name in enumerate(bones)}, "SMPLX")
    assert found is not None and {row.theirs for row in found[0].rows} == {"jaw", "left_eye_smplhf", "right_eye_smplhf"}
    assert strengths(found[0], "left_eye_smplhf", "shake")["eyeLookOutLeft"] > 30.0


@pytest.mark.parametrize("bone", ["Jawbone", "jaw_bone", "c_JawBone", "Unterkiefer", "mandible"])
def test_a_jaw_is_known_by_other_words(bone: str) -> None:
    found = bone_face({name: place(0, 0, number) for number, name in enumerate(("Head", bone))}, "Rig")
    assert found is not None and {row.theirs for row in found[0].rows} == {bone}


@pytest.mark.parametrize(
    "bones",
    [(), ("head", "neck"), ("ORG-jaw", "DEF-jaw"), ("eyelid_upper.L", "eyelid_upper.R"), ("jaw_end", "jaw_root")],
)
def test_what_is_no_face_is_none(bones: tuple[str, ...]) -> None:
    assert bone_face({name: place(0, 0, 0) for name in bones}, "Rig") is None
