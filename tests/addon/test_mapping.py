# SPDX-License-Identifier: GPL-3.0-or-later
"""The mapping editor: what is found is shown as rows, and each of their changes counts at once."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.mapping import automatic_map, mapping_of, row_problem  # noqa: E402
from soliloquy.addon.target import target_problem  # noqa: E402
from soliloquy.blender.motion_keys import write_motion  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.rig_map_on import PROPERTY, map_of  # noqa: E402
from soliloquy.blender.takes import put_take, remove_take, written_takes  # noqa: E402
from soliloquy.blender.versions import channels_of  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402
from soliloquy.runtime.rigs import kept_maps  # noqa: E402
from soliloquy.runtime.rigs.rig_map import Row  # noqa: E402
from soliloquy.tests.blender.bone_rigs import BONE_RIGS, NAMELESS, build_bones  # noqa: E402
from soliloquy.tests.blender.drawn_rigs import DRAWN_RIGS  # noqa: E402
from soliloquy.tests.blender.fabricated_rigs import build, measure  # noqa: E402
from soliloquy.tests.blender.rig_tables import ARKIT, LIDS_DOWN, PRESSED, RIGS, Does  # noqa: E402
from soliloquy.tests.runtime.rigs.phones_said import spoken  # noqa: E402

UNKNOWN = {
    "Form_1": Does(0.5, -14.0),
    "Form_2": PRESSED,
    "Auge_L": LIDS_DOWN,
    "Auge_R": LIDS_DOWN,
}
"""Shapes under names that nobody knows."""


pytestmark = pytest.mark.usefixtures("registered")


@pytest.fixture(autouse=True)
def own_maps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_maps, "user_data_folder", lambda: tmp_path / "own")


def head(shapes: dict[str, Does]) -> Any:
    face = build(shapes)
    bpy.context.scene.soliloquy.target = face
    return face


def add(ours: str, theirs: str, strength: float = 1.0) -> None:
    bpy.ops.soliloquy.add_mapping_row(ours=ours, theirs=theirs)
    face = bpy.context.scene.soliloquy.target
    mapping_of(face).rows[-1].strength = strength


def mapped() -> Any:
    face = head(UNKNOWN)
    for ours, theirs in (("jawOpen", "Form_1"), ("viseme_PP", "Form_2"), ("eyeBlinkLeft", "Auge_L")):
        add(ours, theirs)
    return face


def test_a_rig_that_nobody_knows_speaks_by_the_rows_that_were_added() -> None:
    face = head(UNKNOWN)
    assert "of no rig that is known" in target_problem(bpy.context.scene, face)
    face = mapped()
    assert target_problem(bpy.context.scene, face) == ""
    rig = find_rig(face)
    assert rig.found == (3, "controls, by its own map") and rig.missing == ()
    phones = ["p", "ɑ", "b", "æ", "m"]
    write_motion(rig, spoken(" ".join(phones)), 0, "line")
    for phone, gap in zip(phones, measure(face, range(len(phones))).gap, strict=True):
        assert -1.5 <= gap <= 0.5 if phone in "pbm" else gap > 5.0, phone


@pytest.mark.parametrize("family", ["ARKit, as of Faceit", "Oculus", "MMD", "MetaHuman", "Daz Genesis 9, FACS"])
def test_what_is_found_moves_the_same_as_a_table(family: str) -> None:
    face = head(RIGS[family])
    motion = spoken("p ɑ f u i")
    before = find_rig(face)
    plain = {
        key: before.naming.drive(motion.weights, before.shown)[name] for name, keys in matched(before) for key in keys
    }
    bpy.ops.soliloquy.edit_mapping()
    after = find_rig(face)
    assert after.naming.title == "controls, by its own map" and set(after.shown) == set(plain)
    for key, values in after.naming.drive(motion.weights, after.shown).items():
        np.testing.assert_allclose(values, plain[key], atol=1e-6, err_msg=key)


@pytest.mark.parametrize("family", BONE_RIGS)
def test_bones_and_poses_are_a_table_too(family: str) -> None:
    face = BONE_RIGS[family]()
    bpy.context.scene.soliloquy.target = face
    motion = spoken("p ɑ f u i")
    write_motion(find_rig(face), motion, 0, "line")
    before = measure(face, range(5)).gap
    bpy.ops.soliloquy.edit_mapping()
    write_motion(find_rig(face), motion, 0, "line")
    np.testing.assert_allclose(measure(face, range(5)).gap, before, atol=1e-4)
    mapping = mapping_of(face.parent)
    assert all(row_problem(mapping, row) == "" for row in mapping.rows)


@pytest.mark.parametrize("kind", DRAWN_RIGS)
def test_drawn_mouths_are_a_table_too(kind: str, tmp_path: Path) -> None:
    target = DRAWN_RIGS[kind](tmp_path)
    bpy.context.scene.soliloquy.target = target
    bpy.ops.soliloquy.edit_mapping()
    mapping = mapping_of(target)
    assert [row.ours for row in mapping.rows] == list("ABCDEFGHX")
    assert all(row_problem(mapping, row) == "" for row in mapping.rows)
    rig = find_rig(target)
    (datablock, path), *_rest = next(iter(rig.drawn.values())).places
    write_motion(rig, spoken("p p ɑ ɑ"), 0, "line")
    seen = []
    for frame in (1, 3):
        bpy.context.scene.frame_set(frame)
        seen.append(datablock.path_resolve(path))
    assert seen[0] != seen[1]


def test_a_bone_of_any_name_can_be_a_control() -> None:
    face = build_bones(NAMELESS)
    bpy.context.scene.soliloquy.target = face
    bpy.ops.soliloquy.add_mapping_row(ours="jawOpen", theirs="bone0", channel="nod", strength=20.0)
    write_motion(find_rig(face), spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert abs(gaps[0]) < 0.5 and gaps[1] > 5.0 and abs(gaps[2]) < 0.5
    mapping_of(face.parent).rows[0].test = 0.5
    assert face.parent.pose.bones["bone0"].rotation_quaternion.angle == pytest.approx(np.radians(10.0), abs=1e-4)
    with pytest.raises(RuntimeError, match="no such kind of control"):
        bpy.ops.soliloquy.add_mapping_row(ours="jawOpen", theirs="bone0", channel="sideways")


def matched(rig: Any) -> Any:
    return [one for _mesh, shapes in rig.meshes for one in shapes.items()]


def test_a_changed_strength_and_a_removed_row_count() -> None:
    face = head(ARKIT)
    bpy.ops.soliloquy.edit_mapping()
    mapping = mapping_of(face)
    rows = {row.ours: row for row in mapping.rows}
    rows["jawOpen"].strength = 0.5
    mapping.active = list(rows).index("mouthSmileLeft")
    bpy.ops.soliloquy.remove_mapping_row()
    rig = find_rig(face)
    motion = spoken("ɑ")
    assert rig.naming.drive(motion.weights, rig.shown)["jawOpen"] == pytest.approx(
        0.5 * motion.weights[:, list(rows).index("jawOpen")]
    )
    assert "mouthSmileLeft" not in rig.shown and len(rig.shown) == 51


def test_a_row_that_says_nothing_yet_moves_nothing_and_says_why() -> None:
    face = mapped()
    mapping = mapping_of(face)
    add("", "Auge_R")
    assert "what of ours" in row_problem(mapping, mapping.rows[-1])
    mapping.rows[-1].ours = "eyeBlinkRight"
    assert row_problem(mapping, mapping.rows[-1]) == ""
    mapping.rows[-1].theirs = "gone"
    assert "no control" in row_problem(mapping, mapping.rows[-1])
    assert find_rig(face).missing == ("gone",)


def test_a_test_slider_moves_the_control_and_all_go_back_to_rest() -> None:
    face = mapped()
    mapping = mapping_of(face)
    keys = face.data.shape_keys.key_blocks
    mapping.rows[0].strength, mapping.rows[0].test = 0.5, 0.8
    assert keys["Form_1"].value == pytest.approx(0.4)
    bpy.ops.soliloquy.rest_mapping()
    assert keys["Form_1"].value == 0.0 and mapping.rows[0].test == 0.0
    assert channels_of(face.data.shape_keys) is None


def test_a_custom_property_is_a_control_too() -> None:
    face = head(UNKNOWN)
    face["Mund"] = 0.0
    add("jawOpen", "Mund", 10.0)
    mapping_of(face).rows[-1].test = 0.5
    assert face["Mund"] == pytest.approx(5.0)
    motion = spoken("ɑ")
    write_motion(find_rig(face), motion, 0, "line")
    assert channels_of(face).fcurves[0].evaluate(0) > 1.0


def test_it_is_kept_shared_and_loaded(tmp_path: Path) -> None:
    face = mapped()
    mapping_of(face).name = "Anna"
    kept = map_of(face)
    bpy.ops.soliloquy.save_mapping()
    bpy.ops.soliloquy.share_mapping(filepath=str(tmp_path / "given.json"))
    assert kept_maps.kept_maps() == ("Anna",) and (tmp_path / "given.rig.json").is_file()
    for how in ({"name": "Anna"}, {"filepath": str(tmp_path / "given.rig.json")}):
        bpy.ops.soliloquy.find_mapping()
        assert map_of(face) is None and not len(mapping_of(face).rows)
        bpy.ops.soliloquy.load_mapping(**how)
        assert map_of(face) == kept and mapping_of(face).rows[0].theirs == "Form_1"
    with pytest.raises(RuntimeError, match="there is no such file"):
        bpy.ops.soliloquy.load_mapping(name="Berta")
    assert map_of(face) == kept


def test_a_file_that_is_opened_again_speaks_by_its_map(tmp_path: Path) -> None:
    mapped()
    path = str(tmp_path / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.open_mainfile(filepath=path)
    face = bpy.context.scene.soliloquy.target
    assert find_rig(face).found[0] == 3 and len(mapping_of(face).rows) == 3


def test_a_damaged_map_is_said_and_edited_anew() -> None:
    face = head(ARKIT)
    face[PROPERTY] = '{"format": "soliloquy rig map"}'
    with pytest.raises(InputError, match="its map cannot be used"):
        find_rig(face)
    bpy.ops.soliloquy.edit_mapping()
    assert len(find_rig(face).shown) == 52


def test_a_map_of_another_rig_is_refused() -> None:
    mapped()
    bpy.ops.soliloquy.save_mapping()
    bpy.ops.wm.read_factory_settings(use_empty=True)
    face = head(RIGS["Oculus"])
    bpy.ops.soliloquy.load_mapping(name="Face")
    assert "nothing of what its map Face moves" in target_problem(bpy.context.scene, face)


def test_earlier_speech_is_found_though_the_map_has_changed_meanwhile() -> None:
    face = mapped()
    put_take(bpy.context.scene, find_rig(face), spoken("p ɑ p"), "line", start_frame=0)
    bpy.ops.soliloquy.find_mapping()
    face["Mund"] = 0.0
    add("jawOpen", "Mund")
    rig = find_rig(face)
    (take,) = written_takes(rig)
    remove_take(bpy.context.scene, rig, take)
    assert written_takes(find_rig(face)) == []


def test_english_words_are_a_first_guess() -> None:
    names = (
        "MouthOpen",
        "mouth_smile",
        "Blink_L",
        "Blink.R",
        "BrowsUp",
        "Phoneme_MBP",
        "Vis_O",
        "lowerLipDown.L",
        "Hat",
    )
    found = automatic_map(head(dict.fromkeys(names, Does(lower=-1))))
    assert set(found.rows) == {
        Row("jawOpen", "MouthOpen"),
        Row("mouthSmileLeft", "mouth_smile", 0.5),
        Row("mouthSmileRight", "mouth_smile", 0.5),
        Row("eyeBlinkLeft", "Blink_L"),
        Row("eyeBlinkRight", "Blink.R"),
        Row("browInnerUp", "BrowsUp"),
        Row("browOuterUpLeft", "BrowsUp", 0.5),
        Row("browOuterUpRight", "BrowsUp", 0.5),
        Row("viseme_PP", "Phoneme_MBP"),
        Row("viseme_oh", "Vis_O"),
        Row("mouthLowerDownLeft", "lowerLipDown.L"),
    }


def test_an_edited_arkit_head_still_counts_as_one_in_exports() -> None:
    face = head({f"Face_{name}": does for name, does in ARKIT.items()})
    before = find_rig(face).arkit_keys()
    bpy.ops.soliloquy.edit_mapping()
    assert [set(keys) for _mesh, keys in find_rig(face).arkit_keys()] == [set(keys) for _mesh, keys in before]
    mapping_of(face).rows[0].strength = 0.5
    (one,) = find_rig(face).arkit_keys()[0][1][mapping_of(face).rows[0].ours]
    assert one == (mapping_of(face).rows[0].theirs, 0.5)


def test_one_undo_takes_a_step_of_the_editor_back() -> None:
    head(UNKNOWN)
    bpy.ops.ed.undo_push(message="before")
    bpy.ops.soliloquy.add_mapping_row("EXEC_DEFAULT", True, ours="jawOpen", theirs="Form_1")
    bpy.ops.soliloquy.add_mapping_row("EXEC_DEFAULT", True, ours="eyeBlinkLeft", theirs="Auge_L")
    for rows in (1, 0):
        bpy.ops.ed.undo()
        face = bpy.context.scene.soliloquy.target
        assert len(mapping_of(face).rows) == rows
        assert (map_of(face) is not None) == bool(rows)
