# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes and bones are recognised in the spellings of other rigs, and nothing else is."""

import re
from collections.abc import Callable

import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.arkit import ARKIT, arkit_name, match_shapes
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
    ],
)
def test_every_arkit_shape_is_recognised_in_a_spelling(spelling: Callable[[str], str]) -> None:
    assert {arkit_name(spelling(name)) for name in ARKIT_NAMES} == set(ARKIT_NAMES)
    assert all(arkit_name(spelling(name)) == name for name in ARKIT_NAMES)


@pytest.mark.parametrize("name", ["Basis", "Key 1", "Fcl_MTH_A", "viseme_aa", "Smile", "jawOpen_bak", "mouth", "L", ""])
def test_another_shape_key_is_not_taken_for_an_arkit_shape(name: str) -> None:
    assert arkit_name(name) is None


def test_the_plainest_of_several_spellings_is_taken() -> None:
    assert match_shapes(["old_jawOpen", "jawOpen", "Backup.JawOpen"]) == {"jawOpen": ("jawOpen",)}


def test_both_halves_of_a_split_shape_follow_it() -> None:
    assert match_shapes(["browInnerUp_L", "browInnerUp_R"]) == {"browInnerUp": ("browInnerUp_L", "browInnerUp_R")}
    assert match_shapes(["browInnerUp", "browInnerUp_L"]) == {"browInnerUp": ("browInnerUp",)}


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
