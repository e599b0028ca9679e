# SPDX-License-Identifier: GPL-3.0-or-later
"""What does not move is not taken for a face that speaks: a jawOpen without a point, bones without a mesh."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.lips_check import shut_lips
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.moved_face import opens_nothing
from soliloquy.blender.rig import find_rig
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.hidden_rigs import behind_a_jaw_handle, behind_properties
from soliloquy.tests.blender.rig_tables import ARKIT, RIGS, Does
from soliloquy.tests.blender.uneven_rigs import Uneven, build_uneven, measure_uneven
from soliloquy.tests.runtime.rigs.phones_said import OCULUS_PHONES, spoken


def with_bone(face: Any, name: str) -> Any:
    armature = bpy.data.objects.new("Rig", bpy.data.armatures.new("Rig"))
    assert bpy.context.scene is not None and bpy.context.view_layer is not None
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    bone = armature.data.edit_bones.new(name)
    bone.head, bone.tail = (0.0, 0.085, 0.035), (0.0, 0.005, -0.035)
    bpy.ops.object.mode_set(mode="OBJECT")
    face.parent = armature
    return face


@pytest.mark.parametrize("family", ["Character Creator 4", "ARKit, as of Faceit"])
def test_a_jaw_shape_that_hardly_moves_gives_way_to_the_bone(family: str) -> None:
    shapes = dict(RIGS[family])
    jaw = "Jaw_Open" if "Jaw_Open" in shapes else "jawOpen"
    whole = find_rig(with_bone(build(shapes), "CC_Base_JawRoot"))
    assert not whole.posed, "the shape opens the mouth, and the bone stays"
    rig = find_rig(with_bone(build(shapes | {jaw: Does(lower=-1.0)}), "CC_Base_JawRoot"))
    assert {bone.name for bone, _channel in rig.posed.values()} == {"CC_Base_JawRoot"}
    assert rig.found == whole.found and jaw in rig.shown, "what it corrects is moved beside it"


def test_a_jaw_shape_that_moves_nothing_is_none() -> None:
    face = build(ARKIT | {"jawOpen": Does()})
    rig = find_rig(face)
    assert rig.missing == ("jawOpen",)
    write_motion(rig, spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert abs(gaps[0]) < 0.7 and gaps[1] > 2.0 and abs(gaps[2]) < 0.7


def test_bones_that_hold_no_mesh_open_nothing() -> None:
    face = BONE_RIGS["Bones in English words"]()
    assert not opens_nothing(find_rig(face))
    face.vertex_groups.clear()
    face.data.update()  # Blender goes on with the groups of before otherwise, now and then
    assert bpy.context.view_layer is not None
    bpy.context.view_layer.update()
    before = [tuple(bone.rotation_axis_angle) for bone in face.parent.pose.bones]
    assert opens_nothing(find_rig(face))
    assert [tuple(bone.rotation_axis_angle) for bone in face.parent.pose.bones] == before


def test_drivers_that_do_not_run_open_nothing() -> None:
    face = behind_properties(build(RIGS["Oculus"]))
    assert not opens_nothing(find_rig(face))
    for curve in face.data.shape_keys.animation_data.drivers:
        curve.driver.expression = "no_such_function(var)"
    assert opens_nothing(find_rig(face))


def test_visemes_that_a_tool_mixed_of_three_keep_the_lip_near_the_teeth() -> None:
    """As CATS mixes them of A, O and CH."""
    face = build_uneven(Uneven({f"vrc.v_{name.lower()}": phones for name, phones in OCULUS_PHONES.items()}))
    blocks = face.data.shape_keys.key_blocks
    rest, wide, spread = (_places(blocks[name]) for name in ("Basis", "vrc.v_aa", "vrc.v_ch"))
    mixed = rest + 0.2 * (wide - rest) + 0.4 * (spread - rest)
    blocks["vrc.v_ff"].data.foreach_set("co", np.ascontiguousarray(mixed, np.float32).ravel())
    write_motion(find_rig(face), spoken("f ɑ v"), 0, "line")
    gaps = measure_uneven(face, range(3)).gap
    assert 0.5 < gaps[0] < 2.5 and gaps[1] > 5.0 and 0.5 < gaps[2] < 2.5


def _places(block: Any) -> np.ndarray:
    found = np.empty(3 * len(block.data), np.float32)
    block.data.foreach_get("co", found)
    return found.reshape(-1, 3)


def emptied(face: Any, *names: str) -> Any:
    """The face, whose shape keys of these names, or all, move nothing."""
    keys = face.data.shape_keys
    places = np.empty(3 * len(keys.reference_key.data), np.float32)
    keys.reference_key.data.foreach_get("co", places)
    for block in keys.key_blocks[1:]:
        if not names or block.name in names:
            block.data.foreach_set("co", places)
    return face


def oculus() -> Any:
    return build_uneven(Uneven({f"viseme_{name}": phones for name, phones in OCULUS_PHONES.items()}))


def test_where_the_shape_for_f_and_v_is_empty_others_bring_the_lips_near() -> None:
    face = emptied(oculus(), "viseme_FF")
    rig = find_rig(face)
    assert rig.empty == {"FF"} and rig.found[0] == 14
    write_motion(rig, spoken("p ɑ f o v m"), 0, "line")
    gaps = measure_uneven(face, range(6)).gap
    assert all(gap <= 0.7 for gap in gaps[[0, 5]]) and all(0.5 < gap <= 2.5 for gap in gaps[[2, 4]])


def test_where_the_widest_mouth_is_empty_others_open_it() -> None:
    face = emptied(oculus(), "viseme_aa")
    rig = find_rig(face)
    assert rig.measures is not None
    write_motion(rig, spoken("p ɑ m"), 0, "line")
    assert measure_uneven(face, range(3)).gap[1] > 5.0


def test_a_shape_key_that_a_driver_reads_is_not_empty() -> None:
    face = emptied(oculus(), "viseme_FF")
    curve = face.driver_add("location", 0)
    variable = curve.driver.variables.new()
    variable.targets[0].id_type, variable.targets[0].id = "KEY", face.data.shape_keys
    variable.targets[0].data_path = 'key_blocks["viseme_FF"].value'
    assert find_rig(face).empty == frozenset()


def test_a_bone_that_opens_a_mouth_and_closes_it_is_not_taken_for_a_still_one() -> None:
    assert not opens_nothing(find_rig(behind_a_jaw_handle()))


@pytest.mark.parametrize("how", ["empty", "muted"])
def test_a_face_whose_shapes_are_all_empty_or_muted_opens_nothing(how: str) -> None:
    face = oculus()
    assert not opens_nothing(find_rig(face))
    if how == "empty":
        emptied(face)
    for block in face.data.shape_keys.key_blocks[1:]:
        block.mute = how == "muted"
    assert opens_nothing(find_rig(face))


def test_a_jaw_whose_slider_ends_halfway_still_lets_the_lip_come_to_the_teeth() -> None:
    face = build_uneven(Uneven())
    face.data.shape_keys.key_blocks["jawOpen"].slider_max = 0.5
    write_motion(find_rig(face), spoken("p ɑ f o v m"), 0, "line")
    lips = measure_uneven(face, range(6))
    assert all(0.5 < gap <= 2.5 for gap in lips.gap[[2, 4]]) and all(way <= 1.5 for way in lips.to_teeth[[2, 4]])


@pytest.mark.parametrize("without", ["jawOpen", "mouthClose"])
def test_lips_that_have_no_jaw_part_at_f_and_v(without: str) -> None:
    face = emptied(build_uneven(Uneven()), without)
    write_motion(find_rig(face), spoken("p ɑ f o v m"), 0, "line")
    gaps = measure_uneven(face, range(6)).gap
    assert all(0.5 < gap <= 2.5 for gap in gaps[[2, 4]]) and all(gap <= 0.7 for gap in gaps[[0, 5]])


def test_a_face_that_is_hidden_is_not_judged() -> None:
    face = with_bone(oculus(), "Bone")
    body = bpy.data.objects.new("Body", bpy.data.meshes.new("Body"))
    body.data.from_pydata([(0.0, 0.0, -1.0)], [], [])
    body.parent = face.parent
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(body)
    face.hide_viewport = True
    assert not opens_nothing(find_rig(face))


@pytest.mark.parametrize("way", ["viewport", "collection", "edited"])
def test_a_face_is_not_judged_by_what_it_was_before_it_was_hidden(way: str) -> None:
    scene: Any = bpy.context.scene
    face = build_uneven(Uneven())
    # What a scene points at, as the panel's head, stays in the depsgraph as it was when it was seen last.
    scene["head"] = face
    rig = find_rig(face)
    motion = spoken("p ɑ f o v m")
    write_motion(rig, motion, 0, "line")
    scene.frame_set(1)
    if way == "viewport":
        face.hide_viewport = True
    elif way == "collection":
        aside = bpy.data.collections.new("Aside")
        scene.collection.children.link(aside)
        for collection in face.users_collection:
            collection.objects.unlink(face)
        aside.objects.link(face)
        scene.view_layers[0].layer_collection.children["Aside"].exclude = True
    else:
        assert bpy.context.view_layer is not None
        bpy.context.view_layer.objects.active = face
        bpy.ops.object.mode_set(mode="EDIT")
    shapes = shapes_of(rig, motion)
    assert not opens_nothing(rig) and not shapes_that_stay(scene, rig, shapes, 0, [0, 1])
    lips = shut_lips(scene, rig, motion, 0, "line")
    assert not lips.stay_apart and all(np.array_equal(lips.shapes[name], shapes[name]) for name in shapes)
    if way == "edited":
        bpy.ops.object.mode_set(mode="OBJECT")
