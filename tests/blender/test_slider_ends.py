# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape keys whose sliders go to another number than 1 are moved to where they are whole, which their meshes tell."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.addon.mapping import automatic_map
from soliloquy.blender.datablocks import places_in
from soliloquy.blender.head import build_head
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.property_ranges import property_channels
from soliloquy.blender.rig import PERSON_OF, find_rig
from soliloquy.blender.rig_map_on import put_map
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.hidden_rigs import behind_properties
from soliloquy.tests.blender.rig_tables import ARKIT, RIGS, Does
from soliloquy.tests.runtime.rigs.phones_said import spoken

PHONES = ["p", "ɑ", "b", "i", "m", "o", "f", "æ", "v", "u", "m"]
FAMILIES = {"ARKit": ARKIT, **{name: RIGS[name] for name in ("Oculus", "VRM 0", "MMD")}}


def face_of(shapes: dict[str, Does], most: float, whole: float = 1.0) -> Any:
    """Its sliders go to ``most``, and its shapes are whole at ``whole``."""
    face = build({name: does.part(1.0 / whole) for name, does in shapes.items()})
    for block in face.data.shape_keys.key_blocks[1:]:
        block.slider_max = most
    return face


def gaps(face: Any) -> np.ndarray:
    """(T,) millimetres at ``PHONES``; whatever is keyed is seen to follow."""
    rig, curves = find_rig(face), spoken(" ".join(PHONES))
    write_motion(rig, curves, 0, "line")
    assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, curves), 0, [0, 1]) == ()
    return measure(face, range(len(PHONES))).gap


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("whole", [4.0, 10.0])
def test_shapes_that_are_whole_at_the_end_of_a_long_slider_go_there(family: str, whole: float) -> None:
    usual = gaps(face_of(FAMILIES[family], 1.0))
    assert usual[1] > 5.0
    assert gaps(face_of(FAMILIES[family], whole, whole)) == pytest.approx(usual, abs=0.05)


@pytest.mark.parametrize("most", [1.5, 2.0, 10.0])
def test_a_slider_that_goes_beyond_the_whole_shape_leaves_it_as_it_is(most: float) -> None:
    assert gaps(face_of(ARKIT, most)) == pytest.approx(gaps(face_of(ARKIT, 1.0)), abs=0.05)
    assert not find_rig(face_of(ARKIT, most)).ends


def test_the_one_shape_that_is_whole_at_10_goes_there_and_others_stay_as_they_are() -> None:
    face = face_of({**ARKIT, "jawOpen": ARKIT["jawOpen"].part(0.1)}, 1.0)
    face.data.shape_keys.key_blocks["jawOpen"].slider_max = 10.0
    assert gaps(face) == pytest.approx(gaps(face_of(ARKIT, 1.0)), abs=0.05)
    assert list(find_rig(face).ends.values()) == [10.0]
    keys = find_rig(face).arkit_keys()[0][1]
    assert keys["jawOpen"] == [("jawOpen", 10.0)] and keys["mouthClose"] == [("mouthClose", 1.0)]


@pytest.mark.parametrize("expression", ["var * {whole}", "max(0, min(var, 1)) * {whole}", "var"])
@pytest.mark.parametrize("whole", [4.0, 10.0])
def test_a_property_that_a_driver_makes_such_a_shape_of_goes_as_far_as_it_must(whole: float, expression: str) -> None:
    usual = gaps(face_of(ARKIT, 1.0))
    face = face_of(ARKIT, whole, whole)
    board = bpy.data.objects.new("Board", None)
    bpy.context.scene.collection.objects.link(board)
    for number, block in enumerate(face.data.shape_keys.key_blocks[1:]):
        board[f"dial {number}"] = 0.0
        driver = block.driver_add("value").driver
        variable = driver.variables.new()
        variable.name, variable.targets[0].id = "var", board
        variable.targets[0].data_path = f'["dial {number}"]'
        driver.expression = expression.format(whole=whole)
    assert gaps(face) == pytest.approx(usual, abs=0.05)


@pytest.mark.parametrize("whole", [1.0, 4.0, 10.0])
def test_a_property_under_our_shape_s_name_moves_its_shape_key_to_where_that_is_whole(whole: float) -> None:
    usual = gaps(behind_properties(face_of(ARKIT, 1.0)))
    face = behind_properties(face_of(ARKIT, whole, whole), 1.0 / whole)
    assert gaps(face) == pytest.approx(usual, abs=0.05)
    beyond = behind_properties(face_of(ARKIT, 2.0), 0.5)
    assert gaps(beyond) == pytest.approx(usual, abs=0.05), "which is whole before"


def test_shapes_whose_sliders_go_down_from_0_go_down() -> None:
    face = build({name: does.part(-1.0) for name, does in ARKIT.items()})
    for block in face.data.shape_keys.key_blocks[1:]:
        block.slider_min, block.slider_max = -1.0, 0.0
    assert gaps(face) == pytest.approx(gaps(face_of(ARKIT, 1.0)), abs=0.05)


@pytest.mark.parametrize("family", ["ARKit", "Oculus"])
def test_the_map_that_is_made_of_such_a_face_to_be_corrected_moves_it_as_far(family: str) -> None:
    face = face_of(FAMILIES[family], 10.0, 10.0)
    found = automatic_map(face)
    assert {row.strength for row in found.rows} == {10.0}
    before = gaps(face)
    put_map(face, found)
    assert find_rig(face).naming.by_hand
    assert gaps(face) == pytest.approx(before, abs=0.5)


@pytest.mark.parametrize("name", ["Clara", "Amara", "Samuel", "Yuki"])
@pytest.mark.parametrize(("whole", "most"), [(2.0, 2.0), (1.5, 1.5), (1.0, 2.0), (1.0, 1.5), (1.0, 1.0)])
def test_whether_a_face_is_whole_at_1_or_at_the_end_is_told_by_its_lids_too(
    name: str, whole: float, most: float
) -> None:
    face = build_head(name, "arkit").mesh
    del face[PERSON_OF]
    rest = places_in(face.data.shape_keys.reference_key.data)
    for block in face.data.shape_keys.key_blocks[1:]:
        block.data.foreach_set("co", (rest + (places_in(block.data) - rest) / whole).ravel())
        block.slider_max = most
    ends = set(find_rig(face).ends.values())
    assert ends == ({whole} if whole > 1.0 else set())
    armature: Any = face.parent
    for number, block in enumerate(face.data.shape_keys.key_blocks[1:]):
        armature[block.name] = 0.0
        driver = block.driver_add("value").driver
        variable = driver.variables.new()
        variable.name, variable.targets[0].id = "var", armature
        variable.targets[0].data_path, driver.expression = f'["{block.name}"]', f"var * {most}"
        block.name = f"corrective_{number}"
    properties = dict(property_channels(find_rig(face)))
    keyed = float(properties["jawOpen"].keyed(properties["jawOpen"].beyond_rest(1.0)))
    assert keyed == pytest.approx(whole / most, abs=1e-3)
