# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that Rigify itself has made, which comes with Blender, speaks through its controls."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.runtime.rigs.phones_said import spoken

pytestmark = pytest.mark.check


@pytest.fixture(params=["older face", "newer face"])
def rig(request: pytest.FixtureRequest) -> Any:
    addon_utils = pytest.importorskip("addon_utils")
    if addon_utils.enable("rigify", default_set=True) is None:
        pytest.skip("this Blender comes without Rigify")
    bpy.ops.object.armature_human_metarig_add()
    meta = bpy.context.object
    if request.param == "newer face":
        bpy.ops.pose.rigify_upgrade_face()
    bpy.ops.pose.rigify_generate()
    return next(each for each in bpy.data.objects if each.type == "ARMATURE" and each != meta)


def lips(rig: Any, frame: int) -> tuple[np.ndarray, np.ndarray]:
    """(3,) of the middle of the upper and of the lower lip, where the deforming bones lie."""
    bpy.context.scene.frame_set(frame)
    shown = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
    return np.array(shown["DEF-lip.T.L"].head), np.array(shown["DEF-lip.B.L"].head)


def test_it_closes_at_p_b_m_and_opens_at_vowels(rig: Any) -> None:
    found = find_rig(rig)
    assert found.found == (15, "parts of a face, by bones of Rigify") and found.bones["head"].name == "head"
    rest_upper, rest_lower = lips(rig, 0)
    phones = "p ɑ b i m o v".split()  # noqa: SIM905
    write_motion(found, spoken(" ".join(phones)), 0, "line")
    width = mouth_width(rig)
    for frame, phone in enumerate(phones):
        upper, lower = lips(rig, frame)
        parted = ((upper - rest_upper) - (lower - rest_lower))[2] / width * 50.0  # mm of a mouth 50 mm wide
        if phone in "pbm":
            assert -1.5 <= parted <= 0.5, (phone, parted)
        elif phone == "v":
            assert 0.5 < parted <= 3.0, (phone, parted)
        else:
            assert parted > (4.0 if phone == "ɑ" else 1.0), (phone, parted)
    assert gaze(rig, found, eyeLookOutLeft=1.0, eyeLookInRight=1.0) == pytest.approx([34.4, 0.0], abs=1.5)
    assert gaze(rig, found, eyeLookUpLeft=1.0, eyeLookUpRight=1.0) == pytest.approx([0.0, 34.4], abs=1.5)


def test_of_a_game_rig_the_bones_that_hold_the_mesh_do_so_too(rig: Any) -> None:
    game, phones = game_rig(rig), ["p", "ɑ", "b", "i", "m", "o", "v"]
    found = find_rig(game)
    if "DEF-eye.L" in game.pose.bones:
        assert set(found.missing) <= {"eye L", "eye R"}, "lids hang on its eyes"
    else:
        assert not found.missing and gaze(game, found, eyeLookUpLeft=1.0) == pytest.approx([0.0, 34.4], abs=1.5)
    assert found.naming.title == "parts of a face, by bones of Rigify" and found.bones["head"].name == "DEF-spine.006"
    assert not found.measures
    rest_upper, rest_lower = lips(game, 0)
    write_motion(found, spoken(" ".join(phones)), 0, "line")
    width = mouth_width(game)
    for frame, phone in enumerate(phones):
        upper, lower = lips(game, frame)
        parted = ((upper - rest_upper) - (lower - rest_lower))[2] / width * 50.0
        assert -1.5 <= parted <= 0.5 if phone in "pbm" else parted > (4.0 if phone == "ɑ" else 0.5), (phone, parted)
    for bone in game.pose.bones:
        bone.constraints.new("COPY_TRANSFORMS").target = rig
    with pytest.raises(InputError, match=f"its bones follow those of {rig.name}"):
        find_rig(game)


def test_a_metarig_is_told_to_become_a_rig_or_names_its_own(rig: Any) -> None:
    meta = next(each for each in bpy.data.objects if each.type == "ARMATURE" and each != rig)
    with pytest.raises(InputError, match=f"it is a metarig.*Choose {rig.name} under Head"):
        find_rig(meta)
    bpy.data.objects.remove(rig)
    with pytest.raises(InputError, match=r"it is a metarig.*Generate its rig"):
        find_rig(meta)


def mouth_width(rig: Any) -> float:
    """Between its corners, in metres."""
    right, left = (rig.data.bones[f"DEF-lip.T.{side}.001"].tail_local for side in "RL")
    return float((left - right).length)


def game_rig(rig: Any) -> Any:
    """A copy that has only the bones that deform, and those that eyes hang on, as tools for games make it: each hangs
    on the nearest of them above it, and nothing moves it."""
    game = rig.copy()
    game.data = rig.data.copy()
    bpy.context.scene.collection.objects.link(game)
    for bone in game.pose.bones:
        for constraint in list(bone.constraints):
            bone.constraints.remove(constraint)
    game.animation_data_clear()
    bpy.context.view_layer.objects.active = game
    bpy.ops.object.mode_set(mode="EDIT")
    bones = game.data.edit_bones
    deforming = [bone for bone in bones if bone.name.startswith(("DEF-", "MCH-eye."))]
    above = {bone.name: [one.name.replace("ORG-", "DEF-") for one in bone.parent_recursive] for bone in deforming}
    for bone in deforming:
        bone.use_connect = False
        bone.parent = next((bones[one] for one in above[bone.name] if one in bones and one.startswith("DEF-")), None)
    for bone in [bone for bone in bones if bone not in deforming]:
        bones.remove(bone)
    bpy.ops.object.mode_set(mode="OBJECT")
    return game


def gaze(rig: Any, found: Rig, **looks: float) -> np.ndarray:
    """(2,) degrees to the left and up of the left eye's deforming bone."""
    weights = np.zeros((1, 52), np.float32)
    weights[0, [ARKIT_INDEX[name] for name in looks]] = list(looks.values())
    write_motion(found, ArkitCurves(weights, np.zeros((1, 3), np.float32), 24.0), 0, "look")
    bpy.context.scene.frame_set(0)
    eye = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones["MCH-eye.L"]
    way = np.array((eye.tail - eye.head).normalized())
    return np.degrees(np.arctan2(way[[0, 2]], -way[1]))
