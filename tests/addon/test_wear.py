# SPDX-License-Identifier: GPL-3.0-or-later
"""The button puts an asset of MakeHuman onto the chosen head, and says what is wrong with one that it cannot use."""

from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.generation import add_head  # noqa: E402
from soliloquy.tests.makehuman_assets import glasses, skin  # noqa: E402

pytestmark = pytest.mark.usefixtures("registered")


def test_an_asset_and_a_skin_are_put_onto_the_chosen_head(tmp_path: Path) -> None:
    face = add_head(bpy.context, "Clara")
    before = face.data.materials[0]
    path = glasses(tmp_path, [(5399, 11998, 791), (791, 881, 962), (962, 5320, 881)])
    assert bpy.ops.soliloquy.wear_asset(filepath=str(path)) == {"FINISHED"}
    assert [child.name for child in face.children] == ["glasses"]
    assert bpy.ops.soliloquy.wear_asset(filepath=str(skin(tmp_path))) == {"FINISHED"}
    assert face.data.materials[0] != before


def test_what_cannot_be_used_is_named_and_a_head_of_ours_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        bpy.ops.soliloquy.wear_asset(filepath="x.mhclo")
    add_head(bpy.context, "Clara")
    with pytest.raises(RuntimeError, match="no such file"):
        bpy.ops.soliloquy.wear_asset(filepath=str(tmp_path / "gone.mhclo"))
