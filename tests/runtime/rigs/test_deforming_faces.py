# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces of which only the bones that hold the mesh are left: each moves by itself, unless something moves it."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.rigs.bone_places import BonePlace
from soliloquy.runtime.rigs.deforming_faces import face_of_bones
from soliloquy.runtime.rigs.rig_map import RigMap

# As Rigify's human has them, in metres; it faces -Y. Those of the right side are their mirror images.
PLACES = {
    "DEF-spine.006": ((0.0, -0.025, 1.781), (0.0, -0.025, 1.98)),
    "DEF-jaw": ((0.0, -0.094, 1.744), (0.0, -0.152, 1.739)),
    "DEF-chin": ((0.0, -0.152, 1.739), (0.0, -0.163, 1.769)),
    "DEF-jaw.L": ((0.093, -0.062, 1.874), (0.078, -0.069, 1.798)),
    "DEF-lip.T.L": ((0.0, -0.167, 1.798), (0.019, -0.159, 1.803)),
    "DEF-lip.T.L.001": ((0.019, -0.159, 1.803), (0.035, -0.149, 1.807)),
    "DEF-lip.B.L": ((0.0, -0.167, 1.798), (0.019, -0.159, 1.803)),
    "DEF-lip.B.L.001": ((0.019, -0.159, 1.803), (0.035, -0.149, 1.807)),
    "DEF-lid.T.L.002": ((0.055, -0.144, 1.902), (0.043, -0.143, 1.899)),
    "DEF-lid.B.L.002": ((0.053, -0.143, 1.886), (0.066, -0.136, 1.888)),
}
HEAD = "DEF-spine.006"


def game_rig(**parents: str) -> dict[str, BonePlace]:
    """All bones hang on the head, but for those of ``parents``, whose names lack DEF-, dots and the side."""
    bones = {}
    for name, (head, tail) in PLACES.items():
        for side, mirror in (("L", 1.0), ("R", -1.0)) if ".L" in name else (("", 1.0),):
            place = BonePlace(
                np.array(head) * (mirror, 1, 1), np.array(tail) * (mirror, 1, 1), "" if name == HEAD else HEAD
            )
            bones[name.replace(".L", f".{side}")] = place
    for child, parent in parents.items():
        bones[f"DEF-{child}"] = replace(bones[f"DEF-{child}"], parent=f"DEF-{parent}")
    return bones


def rows(found: tuple[RigMap, str] | None, bone: str, ours: str) -> dict[str, float]:
    assert found is not None
    return {row.channel: row.strength for row in found[0].rows if (row.theirs, row.ours) == (bone, ours)}


def test_what_turns_with_the_jaw_goes_to_where_a_jaw_of_one_piece_would_bring_it() -> None:
    found, joint = face_of_bones(game_rig(), "Game"), np.array([0.0, -0.062, 1.874])
    turn = np.radians(22.0)
    for bone in ("DEF-jaw", "DEF-chin", "DEF-lip.B.L"):
        moved = rows(found, bone, "jawOpen")
        out, up = -(PLACES[bone][0][1] - joint[1]), PLACES[bone][0][2] - joint[2]
        assert moved["nod"] == 22.0
        assert up + moved["up"] == pytest.approx(up * np.cos(turn) - out * np.sin(turn), abs=1e-5)
        assert out + moved["forward"] == pytest.approx(up * np.sin(turn) + out * np.cos(turn), abs=1e-5)
    assert not rows(found, "DEF-lip.T.L", "jawOpen")


def test_sides_mirror_each_other_and_corners_smile_to_their_own_side() -> None:
    found = face_of_bones(game_rig(), "Game")
    left = rows(found, "DEF-lip.T.L.001", "mouthSmileLeft")
    right = rows(found, "DEF-lip.T.R.001", "mouthSmileRight")
    assert left["left"] == -right["left"] > 0 and left["up"] == right["up"] > 0
    assert not rows(found, "DEF-lip.T.R.001", "mouthSmileLeft")
    assert rows(found, "DEF-lid.T.L.002", "eyeBlinkLeft")["up"] == pytest.approx(-0.016, abs=1e-6)


def test_a_bone_is_not_moved_again_by_as_much_as_the_one_above_it_brings_it_along() -> None:
    found = face_of_bones(game_rig(chin="jaw", **{"lip.B.L.001": "lip.B.L"}), "Game")
    assert not rows(found, "DEF-chin", "jawOpen")
    assert rows(found, "DEF-lip.B.L.001", "jawOpen")["nod"] == -11.0, "it goes half as far as the lip does"
    assert rows(found, "DEF-lip.B.L.001", "mouthSmileLeft")["up"] > 0


def test_bones_that_follow_others_are_left_to_those() -> None:
    bones = game_rig()
    assert face_of_bones(bones, "Game", held=set(bones)) is None
    controls = {"jaw_master": bones["DEF-jaw.L"], "lip.T": bones["DEF-lip.T.L"], "lip.B": bones["DEF-lip.B.L"]}
    found = face_of_bones(bones | controls, "Whole", held=set(bones))
    assert found is not None and {row.theirs for row in found[0].rows} == set(controls)


def test_controls_that_came_along_without_what_they_moved_are_not_taken_for_the_face() -> None:
    bones = game_rig()
    found = face_of_bones(bones | {"jaw_master": bones["DEF-jaw"], "MCH-jaw_master": bones["DEF-jaw"]}, "FBX")
    assert found is not None and all(row.theirs.startswith("DEF-") for row in found[0].rows)


@pytest.mark.parametrize("name", ["MCH-eye.{}", "ORG-eye.{}"])
def test_eyes_of_the_older_face_turn_by_the_bones_that_eyeballs_hang_on_there(name: str) -> None:
    bones = game_rig()
    for side, way in (("L", 1.0), ("R", -1.0)):
        eye = BonePlace(np.array([way * 0.054, -0.1, 1.89]), np.array([way * 0.054, -0.13, 1.89]), HEAD)
        bones[name.format(side)] = eye
    found = face_of_bones(bones, "Game")
    assert rows(found, name.format("L"), "eyeLookUpLeft")["nod"] < -20.0
    assert rows(found, name.format("R"), "eyeLookOutRight")["shake"] < -20.0
    held = face_of_bones(bones, "Game", held={name.format("L"), name.format("R")})
    assert not rows(held, name.format("L"), "eyeLookUpLeft")


@pytest.mark.parametrize("name", ["DEF-jaw", "DEF_Jaw", "def-jaw"])
def test_a_jaw_that_is_alone_opens_and_hangs_on_no_control(name: str) -> None:
    bones = {HEAD: game_rig()[HEAD], name: BonePlace(np.array([0, -0.06, 1.87]), np.array([0, -0.15, 1.74]), HEAD)}
    found = face_of_bones(bones, "Game")
    assert found is not None and {row.theirs for row in found[0].rows} == {name}
    assert rows(found, name, "jawOpen") == {"nod": 22.0}
    assert face_of_bones(bones | {"ORG-jaw": bones[name]}, "Part of a rig") is None
    assert face_of_bones(bones, "Game", held={name}) is None
