# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces that bones or poses move close their lips where ours do: measured on Blender's evaluated mesh."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender import versions
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.layout_columns import EYE_TURN
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.bone_rigs import BONE_RIGS, NAMELESS, build_bones
from soliloquy.tests.blender.fabricated_rigs import BROWS, LIDS, UPPER, measure
from soliloquy.tests.runtime.rigs.phones_said import spoken

FOUND = {
    "Rigify": (15, "parts of a face, by bones of Rigify"),
    "Auto-Rig Pro": (15, "parts of a face, by bones of Auto-Rig Pro"),
    "Bones in English words": (15, "parts of a face, by the words in its bones' names"),
    "Pose library of Oculus' visemes": (15, "visemes of Oculus"),
}
OF_BONES = [family for family in FOUND if "Pose" not in family]


def face_at(face: Any, **weights: float) -> np.ndarray:
    """(19,3) millimetres of a frame with these weights."""
    row = weights_of(**weights)[None].astype(np.float32)
    write_motion(find_rig(face), ArkitCurves(row, np.zeros((1, 3), np.float32), 24.0), 0, "line")
    bpy.context.scene.frame_set(0)
    evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
    return 1000 * np.array([vertex.co for vertex in evaluated.data.vertices])


@pytest.mark.parametrize("family", FOUND)
def test_a_rig_is_recognised(family: str) -> None:
    face = BONE_RIGS[family]()
    for start in (face, face.parent):
        rig = find_rig(start)
        assert rig.found == FOUND[family] and rig.missing == () and rig.object == face.parent
        assert not rig.meshes


@pytest.mark.parametrize("family", FOUND)
def test_its_lips_shut_at_p_b_m_near_the_teeth_at_f_v_and_open_at_vowels(family: str) -> None:
    phones = ["p", "ɑ", "b", "i", "m", "o", "f", "æ", "v", "u", "m"]
    face = BONE_RIGS[family]()
    write_motion(find_rig(face), spoken(" ".join(phones)), 0, "line")
    gaps = measure(face, range(len(phones))).gap
    for phone, gap in zip(phones, gaps, strict=True):
        if phone in "pbm":
            assert -1.5 <= gap <= 0.5, (phone, gaps)
        elif phone in "fv":
            assert 0.5 < gap <= 2.5, (phone, gaps)
        else:
            assert gap > (5.0 if phone in "ɑæ" else 1.0), (phone, gaps)


@pytest.mark.parametrize("family", OF_BONES)
def test_lids_brows_and_corners_follow_on_their_own_side(family: str) -> None:
    face = BONE_RIGS[family]()
    rest = face_at(face)
    blink = face_at(face, eyeBlinkLeft=1.0) - rest
    assert -12.0 <= blink[LIDS + 1, 2] <= -9.0 and abs(blink[LIDS, 2]) < 0.01
    brow = face_at(face, browOuterUpRight=1.0) - rest
    assert brow[BROWS, 2] == pytest.approx(5.0, abs=0.1) and abs(brow[BROWS + 1, 2]) < 0.01
    smile = face_at(face, mouthSmileLeft=1.0) - rest
    assert smile[UPPER + 6] == pytest.approx([5.0, 0.0, 5.0], abs=0.1) and np.abs(smile[UPPER]).max() < 0.01
    pucker = face_at(face, mouthPucker=1.0) - rest
    assert pucker[UPPER + 6, 0] < -5.0 and pucker[UPPER, 0] > 5.0 and pucker[UPPER + 3, 1] < -6.0


@pytest.mark.parametrize("family", OF_BONES)
@pytest.mark.parametrize(
    ("looks", "way"),
    [
        ({"eyeLookOutLeft": 1.0, "eyeLookInRight": 1.0}, (1.0, 0.0)),
        ({"eyeLookInLeft": 1.0, "eyeLookOutRight": 1.0}, (-1.0, 0.0)),
        ({"eyeLookUpLeft": 1.0, "eyeLookUpRight": 1.0}, (0.0, 1.0)),
        ({"eyeLookDownLeft": 1.0, "eyeLookDownRight": 1.0}, (0.0, -1.0)),
    ],
)
def test_eyes_look_where_ours_look(family: str, looks: dict[str, float], way: tuple[float, float]) -> None:
    face = BONE_RIGS[family]()
    face_at(face, **looks)
    shown = face.parent.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
    for side in "LR":
        names = {"Rigify": f"master_eye.{side}", "Auto-Rig Pro": f"c_eye.{side.lower()}"}
        eye = shown[names.get(family, f"J_Adj_{side}_FaceEye")]
        gaze = np.array((eye.tail - eye.head).normalized())
        turned = np.degrees(np.arctan2(gaze[[0, 2]], -gaze[1]))
        assert turned == pytest.approx(np.degrees(EYE_TURN) * np.array(way), abs=1.5)


@pytest.mark.parametrize("family", FOUND)
def test_a_take_goes_again_and_leaves_the_bones_at_rest(family: str) -> None:
    face = BONE_RIGS[family]()
    rig = find_rig(face)
    written = put_take(bpy.context.scene, rig, spoken("p ɑ p"), "line", start_frame=0)
    assert written_takes(find_rig(face)) == [written]
    remove_take(bpy.context.scene, rig, written)
    channels = versions.channels_of(face.parent)
    assert channels is None or not list(channels.fcurves)
    assert written_takes(find_rig(face)) == []


def test_a_rig_without_a_face_is_refused() -> None:
    with pytest.raises(InputError, match="neither its shape keys nor its bones"):
        find_rig(build_bones(NAMELESS))


def test_the_head_turns_too() -> None:
    face = BONE_RIGS["Rigify"]()
    curves = spoken("ɑ")
    turned = ArkitCurves(curves.weights, np.array([[0.1, 0.0, 0.0]], np.float32), 24.0)
    write_motion(find_rig(face), turned, 0, "line")
    bpy.context.scene.frame_set(0)
    assert face.parent.pose.bones["head"].rotation_quaternion.angle == pytest.approx(0.1, abs=1e-4)


def test_a_bone_that_something_holds_is_said_to_stay() -> None:
    face = BONE_RIGS["Rigify"]()
    rig, curves = find_rig(face), spoken("p ɑ")
    put_take(bpy.context.scene, rig, curves, "line", start_frame=0)
    values = shapes_of(rig, curves)
    assert shapes_that_stay(bpy.context.scene, rig, values, 0, [0, 1]) == ()
    held = face.parent.pose.bones["jaw_master"].constraints.new("LIMIT_ROTATION")
    held.use_limit_x = held.use_limit_y = held.use_limit_z = True
    assert shapes_that_stay(bpy.context.scene, rig, values, 0, [0, 1]) == ("jaw_master, nod",)


def test_a_jaw_that_hangs_on_a_slider_is_opened_by_the_slider() -> None:
    face = BONE_RIGS["Auto-Rig Pro"]()
    rig = face.parent
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    slider = rig.data.edit_bones.new("c_jaw_handle")
    slider.head, slider.tail = (0.3, 0.0, 0.0), (0.3, 0.0, 0.02)
    rig.data.edit_bones["c_jawbone.x"].roll = 0.0
    bpy.ops.object.mode_set(mode="OBJECT")
    driver = rig.pose.bones["c_jawbone.x"].driver_add("rotation_euler", 0).driver
    variable = driver.variables.new()
    variable.type, target = "TRANSFORMS", variable.targets[0]
    target.id, target.bone_target, target.transform_type = rig, "c_jaw_handle", "LOC_Y"
    target.transform_space, driver.expression = "LOCAL_SPACE", f"{variable.name} * -8"
    write_motion(find_rig(face), spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert -1.5 <= gaps[0] <= 0.5 and gaps[1] > 5.0 and -1.5 <= gaps[2] <= 0.5
    keyed = {curve.data_path.split('"')[1] for curve in versions.channels_of(rig).fcurves}
    assert "c_jaw_handle" in keyed
