# SPDX-License-Identifier: GPL-3.0-or-later
"""A rig that no naming knows speaks by the English words in its names; a few shapes of a naming give way to them."""

import pytest
from soliloquy.addon.mapping import automatic_map
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.errors import InputError
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.rig_tables import Does
from soliloquy.tests.runtime.rigs.phones_said import spoken


def test_a_rig_that_no_naming_knows_speaks_by_the_words_in_its_names() -> None:
    words = {"Mouth_Open": Does(lower=-20.0), "Lips_Pucker": Does(wide=-6.0), "Eyes_Closed": Does(lids=-9.0)}
    face = build(words | {"Muscles": Does()})
    rig = find_rig(face)
    assert rig.found == (3, "controls, by the words in their names")
    write_motion(rig, spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert abs(gaps[0]) < 0.5 and gaps[1] > 4.0 and abs(gaps[2]) < 0.5
    assert {row.ours for row in automatic_map(face).rows} >= {"jawOpen", "mouthPucker", "eyeBlinkLeft"}


def test_sounds_alone_are_words_too() -> None:
    words = {"ah": Does(0.5, -13.0), "ee": Does(0.8, -3.5), "oo": Does(0.4, -3.5, wide=-8), "mm": Does(-0.2, 0.3)}
    face = build(words)
    rig = find_rig(face)
    assert rig.found == (4, "controls, by the words in their names")
    write_motion(rig, spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert gaps[0] <= 0.5 and gaps[1] > 5.0 and gaps[2] <= 0.5


@pytest.mark.parametrize("names", ["saySmall sayMedium sayLarge", "啊 衣 乌 诶 哦"])
def test_salsas_mouths_and_chinese_vowels_are_sounds(names: str) -> None:
    given = names.split()
    face = build(dict.fromkeys(given, Does(0.5, -8.0)))
    assert find_rig(face).found == (len(given), "controls, by the words in their names")


def test_words_that_open_no_mouth_make_no_rig_speak() -> None:
    with pytest.raises(InputError, match="no rig that is known"):
        find_rig(build({"Eyes_Closed": Does(lids=-9.0), "Smile": Does(wide=4.0), "Brow_Up": Does(brows=5.0)}))


def test_of_several_controls_that_open_a_mouth_the_plainest_does() -> None:
    """MB-Lab's: eight of its expressions open the mouth, and each has its contrary."""
    names = ("Open", "OpenLarge", "OpenHalf", "OpenAggr", "SmileOpen", "SmileL", "SmileR", "Smile")
    words = {f"Expressions_mouth{name}_{end}": Does(lower=-15.0) for name in names for end in ("max", "min")}
    rows = {row.ours: row for row in automatic_map(build(words)).rows}
    assert rows["jawOpen"].theirs == "Expressions_mouthOpen_max"
    assert rows["mouthSmileLeft"].theirs == "Expressions_mouthSmileL_max" and rows["mouthSmileLeft"].strength == 1.0
    assert len(automatic_map(build(words)).rows) == 3


@pytest.mark.parametrize(
    ("opened", "blinks"),
    [
        ("张嘴", "闭眼"), ("입벌림", "눈감기"), ("Рот_открыт", "Моргание"), ("Boca_Aberta", "Blink"),
        ("Mund_auf", "Blinzeln"), ("jaw_drop", "left_lid_closer"), ("Mund_Öffnen", "Augen_zu"),
        ("Bouche ouverte", "Yeux fermés"), ("BocaAbierta", "OjosCerrados"),
        ("입 벌리기", "눈 감기"), ("嘴_张开", "眼_闭"),
    ],
)  # fmt: skip
def test_an_open_mouth_and_a_blink_are_told_in_other_languages(opened: str, blinks: str) -> None:
    rows = automatic_map(build({opened: Does(lower=-15.0), blinks: Does(lids=-9.0)})).rows
    assert {row.theirs for row in rows if row.ours == "jawOpen"} == {opened}
    assert {row.theirs for row in rows if row.ours == "eyeBlinkLeft"} == {blinks}
