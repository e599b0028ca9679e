# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes and bones are recognised in the spellings of other rigs, and nothing else is."""

import re
from collections.abc import Callable

import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.arkit import ARKIT, match_shapes
from soliloquy.runtime.rigs.flame import FLAME
from soliloquy.runtime.rigs.registry import NAMINGS
from soliloquy.runtime.rigs.spellings import SPELLINGS


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def _side_first(name: str) -> str:
    side = next((side for side in ("Left", "Right") if name.endswith(side)), "")
    stem = name.removesuffix(side)
    return side + stem[0].upper() + stem[1:] if side else name


@pytest.mark.parametrize(
    "spelling",
    [
        lambda name: name,
        lambda name: name[0].upper() + name[1:],
        _snake,
        str.lower,
        str.upper,
        lambda name: _snake(name).replace("_left", "_l").replace("_right", "_r"),
        lambda name: "blendShape2." + name.replace("Left", "_L").replace("Right", "_R"),
        lambda name: "A25_" + _snake(name).title(),
        lambda name: "M_F00_Face." + name,
        lambda name: name.replace("Left", " L").replace("Right", " R"),
        _side_first,
        lambda name: name + ".001",
        lambda name: name + "_shape",
        lambda name: "!AR!" + name + "Shape",
        lambda name: "".join(chr(ord(letter) + 0xFEE0) for letter in name),
    ],
)
def test_every_arkit_shape_is_recognised_in_a_spelling(spelling: Callable[[str], str]) -> None:
    assert match_shapes(map(spelling, ARKIT_NAMES)) == {name: (spelling(name),) for name in ARKIT_NAMES}


@pytest.mark.parametrize("name", ["Basis", "Key 1", "Fcl_MTH_A", "viseme_aa", "Smile", "jawOpen_bak", "mouth", "L", ""])
def test_another_shape_key_is_not_taken_for_an_arkit_shape(name: str) -> None:
    assert not match_shapes([name])


def test_the_plainest_of_several_spellings_is_taken() -> None:
    assert match_shapes(["old_jawOpen", "jawOpen", "Backup.JawOpen"]) == {"jawOpen": ("jawOpen",)}


def test_what_a_rig_has_whole_and_in_halves_is_moved_once() -> None:
    assert match_shapes(["LipSuckUpper", "LipSuckUpperLeft", "LipSuckUpperRight"]) == {
        "mouthRollUpper": ("LipSuckUpper",)
    }


def test_a_lip_in_quarters_follows_whole() -> None:
    for quarters in (
        ("lipFunneler_LB", "lipFunneler_LT", "lipFunneler_RB", "lipFunneler_RT"),
        ("LipFunnelUpperLeft", "LipFunnelUpperRight", "LipFunnelLowerLeft", "LipFunnelLowerRight"),
    ):
        assert match_shapes(quarters) == {"mouthFunnel": quarters}


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("eyesLookLeft_L", "eyeLookOutLeft"),
        ("anim_lipCornerPuller_R", "mouthSmileRight"),
        ("lipSuck_LT", "mouthRollUpper"),
        ("lipSuck_RB", "mouthRollLower"),
        ("EyesClosedL", "eyeBlinkLeft"),
        ("v2/MouthCornerPullLeft", "mouthSmileLeft"),
        ("Eye_Right_Left", "eyeLookInRight"),
        ("Mouth_Upper_UpLeft", "mouthUpperUpLeft"),
    ],
)
def test_face_trackings_names_mean_arkits_shapes(key: str, shape: str) -> None:
    assert match_shapes([key]) == {shape: (key,)}


def test_both_halves_of_a_split_shape_follow_it() -> None:
    assert match_shapes(["browInnerUp_L", "browInnerUp_R"]) == {"browInnerUp": ("browInnerUp_L", "browInnerUp_R")}
    assert match_shapes(["browInnerUp", "browInnerUp_L"]) == {"browInnerUp": ("browInnerUp",)}


def test_whole_shapes_may_come_in_halves() -> None:
    halves = [name + side for name in ARKIT_NAMES if not name.endswith(("Left", "Right")) for side in ("_L", "_R")]
    found = match_shapes(halves)
    assert found["jawOpen"] == ("jawOpen_L", "jawOpen_R") and found["mouthClose"] == ("mouthClose_L", "mouthClose_R")


@pytest.mark.parametrize(
    ("names", "title", "count"),
    [
        ("AI E O U etc L WQ MBP FV rest", "mouths of Preston Blair", 10),
        ("Phoneme_AI Phoneme_E Phoneme_O Phoneme_U Phoneme_MBP Phoneme_FV Phoneme_L", "mouths of Preston Blair", 7),
        (" ".join(f"viseme_{number}" for number in range(22)), "Microsoft visemes of MakeHuman", 22),
        ("AE Ah B_M_P Ch_J EE Er F_V IH K_G_H_NG Oh R S_Z T_L_D_N Th W_OO", "direct visemes of Character Creator", 15),
        ("CC_Base_Body_V_Open CC_Base_Body_V_Explosive CC_Base_Body_V_Wide CC_Base_Body_V_Tight CC_Base_Body_V_Tight_O "
         "CC_Base_Body_Jaw_Open CC_Base_Body_Mouth_Smile_L", "lip shapes of Character Creator", 5),
        ("ア イ ウ エ オ まばたき", "morphs of MMD", 5),
        ("あ.001 い.001 う.001 え.001 お.001", "morphs of MMD", 5),
        ("head__vAA head__vM head__vF head__vUW head__vEE head__vS", "visemes of Daz", 6),
        ("Blink_Left Blink_Right BrowsUp_Left BrowsUp_Right MouthOpen Smile_Left Smile_Right Frown_Left Squint_Left "
         "LowerLipDown_Left UpperLipUp_Left", "ARKit shapes", 11),
    ],
)  # fmt: skip
def test_other_peoples_names_are_known(names: str, title: str, count: int) -> None:
    matched = {naming.title: naming.match(names.split()) for naming in NAMINGS}
    best = max(NAMINGS, key=lambda naming: naming.strength(matched[naming.title]))
    assert best.title == title and len(set(best.needed) & set(best.shows(matched[title]))) == count


def test_flame_is_all_of_its_shapes_or_none() -> None:
    assert set(FLAME.match([*FLAME.shapes, "wrinkles"])) == set(FLAME.shapes)
    assert FLAME.match(FLAME.shapes[1:]) == {}
    assert FLAME.bones(["root", "head", "jaw", "eye.L", "eye.R"]) == {
        name: name for name in ("head", "jaw", "eye.L", "eye.R")
    }
    exported = ["root", "head", "jaw", "eye_L", "eye_R"]
    assert FLAME.bones(exported) == {"head": "head", "jaw": "jaw", "eye.L": "eye_L", "eye.R": "eye_R"}


@pytest.mark.parametrize("bone", [bone for spelling in SPELLINGS for bone in spelling.head_bones])
def test_a_head_bone_is_found_under_every_name_and_the_surest_wins(bone: str) -> None:
    assert ARKIT.bones(["Hips", bone.title(), "jaw"]) == {"head": bone.title()}
    assert ARKIT.bones([bone, "Head"])["head"].lower() == "head"
    assert ARKIT.bones(["Hips", "jaw"]) == {}


def test_every_naming_finds_itself_and_every_spelling_means_an_arkit_shape() -> None:
    for naming in NAMINGS:
        assert set(naming.match(naming.shapes)) == set(naming.shapes)
    assert {shape for spelling in SPELLINGS for shape in spelling.shapes.values()} <= set(ARKIT_NAMES)
