# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs whose meshes alone do not say what their shapes do are measured by moving their controls, and speak as ours."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.lips_check import shut_lips
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.blender.rig_map_on import put_map
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.blender.versions import channels_of
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.rigs.rig_map import RigMap, Row
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.hidden_rigs import (
    BOARD_RIGS,
    HIDDEN_RIGS,
    SLIDER,
    behind_a_board,
    behind_metahumans_board,
    behind_one_bone,
    behind_one_slider,
    behind_properties,
    lip_shapes_and_a_jaw,
    shapes_and_a_jaw,
)
from soliloquy.tests.blender.rig_tables import ARKIT, RIGS, Does
from soliloquy.tests.blender.uneven_rigs import UNEVEN_RIGS, build_uneven, measure_uneven
from soliloquy.tests.runtime.rigs.phones_said import OCULUS_PHONES, spoken

PHONES = "p ɑ b ɪ m o f ɛ v u m i t æ s"
OCULUS = UNEVEN_RIGS["Oculus, aa opens half as far, others 0.5 to 2 times; PP leaves 1 mm"]


def written(face: Any) -> tuple[np.ndarray, np.ndarray]:
    """Gaps in millimetres, theirs and ours."""
    rig, curves = find_rig(face), spoken(PHONES)
    write_motion(rig, curves, 0, "line")
    assert not shut_lips(bpy.context.scene, rig, curves, 0, "line").stay_apart
    assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, curves), 0, [0, 1, 7]) == ()
    return measure_uneven(face, range(len(curves))).gap, lip_gap_mm(curves.weights)


@pytest.mark.parametrize("how", HIDDEN_RIGS)
def test_it_is_measured_and_closes_and_opens_as_ours_does(how: str) -> None:
    face = HIDDEN_RIGS[how]()
    assert find_rig(face).measures is not None
    theirs, ours = written(face)
    for phone, gap in zip(PHONES.split(), theirs, strict=True):
        if phone in "pbm":
            assert -1.5 <= gap <= 1.0, phone
        elif phone in "ɑæ":
            assert gap > 5.0, phone
    assert np.corrcoef(theirs, ours)[0, 1] > 0.95


def test_measuring_leaves_the_scene_as_it_was_and_is_not_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    face = behind_properties(build_uneven(OCULUS))
    armature = face.parent
    put_take(bpy.context.scene, find_rig(face), spoken(PHONES), "line", start_frame=0)
    bpy.context.scene.frame_set(1)
    armature["viseme_aa"] = 0.37
    face.data.shape_keys.key_blocks[1].slider_max = 0.9  # so that it is another face
    before = {name: armature[name] for name in OCULUS.names}
    rig = find_rig(face)
    assert rig.measures is not None
    assert {name: armature[name] for name in OCULUS.names} == pytest.approx(before)
    assert bpy.context.scene.frame_current == 1
    monkeypatch.setattr("soliloquy.blender.moved_face.find_lips", None)
    assert find_rig(face).measures is not None


def test_a_bone_that_drives_many_shapes_is_mapped_by_hand_along_its_own_axes() -> None:
    face = behind_a_board(build_uneven(OCULUS), named=False)
    rows = [Row(f"viseme_{name}", f"c_viseme_{name}_slider", SLIDER, "y") for name in OCULUS_PHONES]
    put_map(face.parent, RigMap("board", tuple(rows)))
    theirs, ours = written(face)
    assert all(gap <= 1.0 for phone, gap in zip(PHONES.split(), theirs, strict=True) if phone in "pbm")
    assert np.corrcoef(theirs, ours)[0, 1] > 0.95


@pytest.mark.parametrize(("way", "upright"), [(1.0, False), (0.03, False), (0.2, True)])
def test_metahumans_board_is_known_by_its_bones(way: float, upright: bool) -> None:
    rig = find_rig(behind_metahumans_board(way, upright))
    assert rig.naming.title == "controls of MetaHuman's board" and not rig.meshes
    write_motion(rig, spoken("p ɑ b i m o f"), 0, "line")
    shut, wide, *others = measure(next(iter(bpy.context.scene.objects)), range(7)).gap
    assert shut <= 0.5 and wide > 5.0 and others[0] <= 0.5 and others[2] <= 0.5 and 0.5 < others[4] <= 2.5
    assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, spoken("p ɑ")), 0, [0, 1]) == ()


def test_sliders_are_known_by_what_they_are_called() -> None:
    rig = find_rig(behind_a_board(build(ARKIT), named=False))
    assert rig.naming.title == "controls of a board" and len(rig.posed) == 52


def test_one_bone_that_carries_several_shapes_speaks() -> None:
    face = behind_one_bone()
    rig = find_rig(face)
    write_motion(rig, spoken("p ɑ m u i"), 0, "line")
    (channels,) = [channels_of(one) for one in (face.parent,)]
    assert {curve.array_index for curve in channels.fcurves if curve.data_path.endswith("location")} == {0, 2}
    shut, wide, again, *_others = measure(face, range(5)).gap
    assert abs(shut) <= 0.5 and wide > 5.0 and abs(again) <= 0.5
    assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, spoken("p ɑ")), 0, [0, 1]) == ()


@pytest.mark.parametrize(
    "others", [("mouthLowerDownLeft", "mouthLowerDownRight"), ("mouthUpperUpLeft", "mouthLowerDownRight")]
)
def test_a_slider_that_opens_the_jaw_and_moves_the_lips_goes_as_the_jaw_wants_it(others: tuple[str, ...]) -> None:
    curves, found = spoken(PHONES), []
    for names in (("jawOpen",), ("jawOpen", *others)):
        face = behind_one_slider(*names)
        rig = find_rig(face)
        write_motion(rig, curves, 0, "line")
        assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, curves), 0, [0, 1, 3]) == ()
        found.append(measure(face, range(len(curves))).gap)
    alone, shared = found
    assert np.abs(shared - alone).max() < 2.5 and alone.max() > 15.0
    assert np.abs(shared[alone < 0.5]).max() < 0.5


def test_the_tongue_of_a_metahuman_follows_the_tongues_own_curves() -> None:
    rig = find_rig(build(RIGS["MetaHuman"] | {"CTRL_expressions_tongueTipUp": Does(lower=-1)}))
    tongue = np.zeros((1, len(TONGUE_NAMES)), np.float32)
    tongue[0, TONGUE_NAMES.index("tongueTipUp")] = 0.6
    shapes = shapes_of(rig, replace(spoken("l"), tongue=tongue))
    assert shapes["CTRL_expressions_tongueTipUp"][0] == pytest.approx(0.6)


def test_shapes_whose_jaw_is_a_bone_open_by_it() -> None:
    face = shapes_and_a_jaw()
    rig = find_rig(face)
    assert rig.missing == () and list(rig.posed) == ["jaw, nod"] and rig.measures is not None
    theirs, ours = written(face)
    for phone, gap in zip(PHONES.split(), theirs, strict=True):
        assert gap <= 1.0 if phone in "pbm" else gap > 5.0 if phone in "ɑæ" else True, (phone, gap)
    assert np.corrcoef(theirs, ours)[0, 1] > 0.9


def test_lip_shapes_that_do_not_open_the_mouth_have_its_jaw_beside_them() -> None:
    face = lip_shapes_and_a_jaw()
    rig = find_rig(face)
    assert rig.found == (7, "lip shapes of Character Creator") and rig.measures is not None
    assert list(rig.posed) == ["CC_Base_JawRoot, nod"]
    theirs, ours = written(face)
    for phone, gap in zip(PHONES.split(), theirs, strict=True):
        assert gap <= 1.0 if phone in "pbm" else gap > 5.0 if phone in "ɑæ" else True, (phone, gap)
    assert np.corrcoef(theirs, ours)[0, 1] > 0.9
    at_teeth = [gap for phone, gap in zip(PHONES.split(), theirs, strict=True) if phone in "fv"]
    assert at_teeth and all(0.5 < gap <= 2.5 for gap in at_teeth), at_teeth
    for bone in face.parent.pose.bones:
        bone.driver_add("rotation_euler", 0)
    assert not find_rig(face).posed, "a jaw that something else moves is not keyed"


def test_a_board_is_told_by_its_bones_when_linked_overridden_and_opened_again(tmp_path: Path) -> None:
    """What was keyed on it comes along with the file, and can be taken out there."""
    face = behind_a_board(build(ARKIT))
    put_take(bpy.context.scene, find_rig(face), spoken(PHONES), "line", start_frame=0)
    before = measure(face, range(15)).gap
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "a.blend"))
    for linked in (False, True):
        face = _brought_in(tmp_path / "a.blend", linked)
        assert measure(face, range(15)).gap == pytest.approx(before, abs=1e-3)
        rig = find_rig(face)
        (old,) = written_takes(rig)
        remove_take(bpy.context.scene, rig, old)
        assert np.ptp(measure(face, range(15)).gap) < 1e-3 and written_takes(rig) == []
        put_take(bpy.context.scene, find_rig(face), spoken(PHONES), "again", start_frame=0)
        assert measure(face, range(15)).gap == pytest.approx(before, abs=1e-3)


def _brought_in(blend: Path, linked: bool) -> Any:
    """The face of another file in an empty one: appended, or linked and overridden."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene, layer = bpy.context.scene, bpy.context.view_layer
    with bpy.data.libraries.load(str(blend), link=linked) as (_there, here):
        here.objects = ["Face", "Board"]
    for each in here.objects:
        scene.collection.objects.link(each)
    if linked:
        bpy.data.objects["Face"].override_hierarchy_create(scene, layer, do_fully_editable=True)
    return next(each for each in bpy.data.objects if each.type == "MESH" and bool(each.override_library) is linked)


def test_what_closes_lips_over_an_open_jaw_alone_is_measured_too() -> None:
    measures = find_rig(BOARD_RIGS["MetaHuman's board"]()).measures
    assert measures is not None
    together = [name for name in measures.effects if "lipsTogether" in name]
    assert len(together) == 4 and all(measures.effects[name][0] < 0.0 for name in together)
