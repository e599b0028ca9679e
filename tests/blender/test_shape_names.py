# SPDX-License-Identifier: GPL-3.0-or-later
"""ARKit shapes are recognised in the spellings of other rigs, and nothing else is."""

import re
from collections.abc import Callable

import pytest
from soliloquy.blender.shape_names import arkit_name, match_shapes
from soliloquy.runtime.head.arkit import ARKIT_NAMES


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
