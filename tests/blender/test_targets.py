# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's rigs, under their true names, close their lips where ours do: measured on Blender's evaluated mesh."""

import bpy
import pytest
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import write_motion
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.visemes import FACE_NAMES
from soliloquy.tests.blender.fabricated_rigs import FACE, OCULUS, RIGS, Does, build, measure, spoken

TITLES = {
    "Oculus": "15 visemes of Oculus",
    "Oculus, as in VRChat": "15 visemes of Oculus",
    "VRM 0": "5 expressions of VRM 0",
    "VRM 1": "5 expressions of VRM 1",
    "VRoid": "6 mouths of VRoid",
    "MMD": "6 morphs of MMD",
}


@pytest.mark.parametrize("family", RIGS)
def test_a_rig_is_recognised_whole(family: str) -> None:
    rig = find_rig(build(RIGS[family]))
    assert "{} {}".format(*rig.found) == TITLES[family]
    assert rig.missing == ()


@pytest.mark.parametrize("family", RIGS)
def test_its_lips_shut_at_p_b_m_near_the_teeth_at_f_v_and_open_at_vowels(family: str) -> None:
    phones = ["p", "ɑ", "b", "i", "m", "o", "f", "æ", "v", "u", "m"]
    face = build(RIGS[family])
    write_motion(find_rig(face), spoken(" ".join(phones)), 0, "line")
    gaps = measure(face, range(len(phones))).gap
    for phone, gap in zip(phones, gaps, strict=True):
        if phone in "pbm":
            assert -1.5 <= gap <= 0.5, phone
        elif phone in "fv":
            assert 0.5 < gap <= 2.5, phone
        else:
            assert gap > (5.0 if phone in "ɑæ" else 1.0), phone


def test_every_shape_beside_the_mouth_follows_too() -> None:
    rig = find_rig(build(RIGS["Oculus"]))
    assert set(FACE) <= rig.shown
    rig = find_rig(build(RIGS["MMD"]))
    assert {"まばたき", "ウィンク２", "ウィンク２右", "困る"} <= rig.shown


def test_a_whole_face_is_left_alone() -> None:
    (moved,) = (shapes for _, shapes in find_rig(build(RIGS["VRoid"])).meshes)
    assert "Face.M_F00_000_00_Fcl_ALL_Joy" not in {key for keys in moved.values() for key in keys}


def test_arkit_wins_over_visemes_and_visemes_over_a_few_of_arkits_shapes() -> None:
    visemes = {f"viseme_{name}": does for name, does in OCULUS.items()}
    whole = find_rig(build(visemes | dict.fromkeys(ARKIT_NAMES, Does())))
    assert whole.naming.usual and whole.found == (52, "ARKit shapes")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    few = dict.fromkeys(("jawOpen", "mouthSmileLeft", "mouthSmileRight", *FACE_NAMES), Does())
    assert find_rig(build(visemes | few)).found == (15, "visemes of Oculus")


def test_teeth_of_a_character_follow_its_visemes() -> None:
    face = build(RIGS["Oculus"])
    teeth = build({"viseme_aa": Does(lower=-10)}, "Teeth")
    teeth.parent = face
    assert {mesh for mesh, _ in find_rig(face).meshes} == {face, teeth}
    write_motion(find_rig(face), spoken("p ɑ p"), 0, "line")
    assert measure(teeth, range(3)).gap[1] > 5.0
