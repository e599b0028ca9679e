# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs whose shapes go less far or further than their table says speak as ours do, fitted to their own lips."""

from dataclasses import replace
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.lips_check import WrittenLips, shut_lips
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.blender.rig_map_on import put_map
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.rigs.rig_map import RigMap, Row
from soliloquy.tests.blender.fabricated_rigs import LOWER, TEETH, build
from soliloquy.tests.blender.rig_tables import RIGS
from soliloquy.tests.blender.uneven_rigs import UNEVEN_RIGS, Uneven, build_uneven, measure_uneven
from soliloquy.tests.runtime.rigs.phones_said import OCULUS_PHONES, spoken

PHONES = "p ɑ b ɪ m o f ɛ v u m i t æ s"


def lips_of(face: Any, *, fitted: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Gaps in millimetres, theirs and ours."""
    rig, curves = find_rig(face), spoken(PHONES)
    if not fitted:
        rig.__dict__["measures"] = None
    write_motion(rig, curves, 0, "line")
    return measure_uneven(face, range(len(curves))).gap, lip_gap_mm(curves.weights)


@pytest.mark.parametrize("name", UNEVEN_RIGS)
def test_it_closes_and_opens_as_ours_does(name: str) -> None:
    theirs, ours = lips_of(build_uneven(UNEVEN_RIGS[name]))
    for phone, gap in zip(PHONES.split(), theirs, strict=True):
        if phone in "pbm":
            assert -1.5 <= gap <= 1.0, phone
        elif phone in "fv":
            assert 0.0 < gap <= 3.0, phone
        elif phone in "ɑæ":
            assert gap > 5.0, phone
    assert np.corrcoef(theirs, ours)[0, 1] > 0.95


def test_by_the_table_alone_the_same_rig_does_not() -> None:
    uneven = UNEVEN_RIGS["Oculus, aa opens half as far, others 0.5 to 2 times; PP leaves 1 mm"]
    theirs, ours = lips_of(build_uneven(uneven), fitted=False)
    assert theirs[0] > 0.9 and np.corrcoef(theirs, ours)[0, 1] < 0.92


def test_a_face_of_a_few_points_is_measured_but_not_where_its_lips_are_drawn_open() -> None:
    assert find_rig(build(RIGS["Oculus"])).measures is not None
    face = build(RIGS["Oculus"])
    for block in face.data.shape_keys.key_blocks:
        for point in block.data[LOWER:TEETH]:
            point.co.z -= 0.008
    rig = find_rig(face)
    assert rig.measures is None and rig.naming.mixed


def test_what_an_artist_has_mapped_is_fitted_and_then_goes_as_far_as_was_told() -> None:
    uneven = UNEVEN_RIGS["Oculus, aa opens half as far, others 0.5 to 2 times; PP leaves 1 mm"]
    face, curves = build_uneven(uneven), spoken(PHONES)
    by_names = shapes_of(find_rig(face), curves)
    rows = [Row(f"viseme_{name}", f"viseme_{name}") for name in OCULUS_PHONES]
    put_map(face, RigMap("mine", tuple(rows)))
    as_found = shapes_of(find_rig(face), curves)
    assert as_found["viseme_E"] == pytest.approx(by_names["E"], abs=1e-3)
    put_map(face, RigMap("mine", tuple(replace(row, strength=0.5) for row in rows)))
    halved, open_vowel = shapes_of(find_rig(face), curves), PHONES.split().index("ɑ")
    assert halved["viseme_aa"][open_vowel] == pytest.approx(as_found["viseme_aa"][open_vowel] / 2, abs=1e-3)
    write_motion(find_rig(face), curves, 0, "line")
    gaps = measure_uneven(face, range(len(curves))).gap
    assert all(gap <= 1.0 for phone, gap in zip(PHONES.split(), gaps, strict=True) if phone in "pbm")


def test_a_face_that_lies_on_its_back_and_is_a_hundred_times_as_large_is_measured_too() -> None:
    face = build_uneven(replace(UNEVEN_RIGS["Oculus as the table has it"]))
    before = find_rig(face).measures
    face.scale, face.rotation_euler = (100.0, 100.0, 100.0), (1.5, 0.0, 0.7)
    after = find_rig(face).measures
    assert before is not None and after is not None
    assert after.effects["aa"] == pytest.approx(before.effects["aa"], abs=1e-6)


def _held_ajar(face: Any, share: float) -> None:
    """A shape of the artist's own that holds the mouth open, by a share of jawOpen."""
    keys = face.data.shape_keys.key_blocks
    ajar = face.shape_key_add(name="ajar", from_mix=False)
    for point, here, there in zip(ajar.data, keys["jawOpen"].data, keys[0].data, strict=True):
        point.co = there.co + share * (here.co - there.co)
    ajar.driver_add("value").driver.expression = "1.0"


def _written(face: Any) -> tuple[WrittenLips, list[float]]:
    """What came of it, and the gaps in millimetres at P, B and M."""
    face.rotation_euler = (0.0, 0.0, 1.0)
    rig, curves = find_rig(face), spoken(PHONES)
    write_motion(rig, curves, 0, "line")
    found = shut_lips(bpy.context.scene, rig, curves, 0, "line")
    gaps = measure_uneven(face, range(len(curves))).gap
    return found, [gap for phone, gap in zip(PHONES.split(), gaps, strict=True) if phone in "pbm"]


def test_what_else_holds_lips_apart_is_made_good_on_the_evaluated_mesh() -> None:
    face = build_uneven(Uneven())
    _held_ajar(face, share=0.1)
    write_motion(find_rig(face), spoken(PHONES), 0, "line")
    before = measure_uneven(face, range(len(PHONES.split()))).gap[0]
    found, gaps = _written(face)
    assert before > 2.0 and not found.stay_apart
    assert all(-1.5 <= gap <= 1.5 for gap in gaps)


def test_lips_that_nothing_of_the_rig_can_shut_are_said_to_stay_apart() -> None:
    face = build_uneven(UNEVEN_RIGS["Oculus as the table has it"])
    block = face.data.shape_keys.key_blocks["viseme_aa"]
    block.driver_add("value").driver.expression = "0.4"
    found, gaps = _written(face)
    assert found.stay_apart and min(gaps) > 1.0


def test_lips_that_shut_are_keyed_once() -> None:
    face = build_uneven(UNEVEN_RIGS["Oculus as the table has it"])
    found, gaps = _written(face)
    rig = find_rig(face)
    assert not found.stay_apart and all(-1.5 <= gap <= 1.0 for gap in gaps)
    assert np.array_equal(found.shapes["PP"], shapes_of(rig, spoken(PHONES))["PP"])


def test_half_a_face_that_a_modifier_mirrors_is_measured_as_the_whole_one() -> None:
    whole = build_uneven(Uneven())
    blocks = whole.data.shape_keys.key_blocks
    places = {block.name: np.array([point.co for point in block.data]) for block in blocks}
    ours = find_rig(whole).face
    bpy.data.objects.remove(whole)
    half = places["Basis"][:, 0] >= -1e-5
    mesh = bpy.data.meshes.new("Half")
    mesh.from_pydata(places["Basis"][half].tolist(), [], [])
    face = bpy.data.objects.new("Half", mesh)
    bpy.context.scene.collection.objects.link(face)
    for name, each in places.items():
        face.shape_key_add(name=name, from_mix=False).data.foreach_set("co", each[half].astype(np.float32).ravel())
    alone = find_rig(face).face
    face.modifiers.new("Mirror", "MIRROR")
    mirrored = find_rig(face).face
    assert mirrored is not None and ours is not None and alone is not None
    assert mirrored.lips.width == pytest.approx(ours.lips.width, rel=0.1) and alone.lips.width < 0.5 * ours.lips.width
    for name in ("jawOpen", "mouthClose", "mouthUpperUpLeft"):
        opening = mirrored.measures.effects[name][0] * mirrored.lips.width
        assert opening == pytest.approx(ours.measures.effects[name][0] * ours.lips.width, abs=0.003), name
