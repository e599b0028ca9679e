# SPDX-License-Identifier: GPL-3.0-or-later
"""A control board that is an armature of its own moves the face; shapes beside a jaw's bone come into the table."""

from typing import Any

import bpy
import pytest
from soliloquy.addon.mapping import automatic_map
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.errors import InputError
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.hidden_rigs import behind_a_board, lip_shapes_and_a_jaw, still_jaw_shape_and_a_jaw
from soliloquy.tests.blender.rig_tables import ARKIT
from soliloquy.tests.runtime.rigs.phones_said import spoken


def beside_a_board() -> Any:
    """The face hangs on an armature with a head's bone alone, and its shapes on another's sliders."""
    face = behind_a_board(build(ARKIT), named=False)
    face.parent.update_tag()  # its property is younger than what drivers see of it
    own = bpy.data.objects.new("Deform", bpy.data.armatures.new("Deform"))
    assert bpy.context.scene is not None and bpy.context.view_layer is not None
    bpy.context.scene.collection.objects.link(own)
    bpy.context.view_layer.objects.active = own
    bpy.ops.object.mode_set(mode="EDIT")
    bone = own.data.edit_bones.new("spine")
    bone.head, bone.tail = (0.0, 0.1, -0.1), (0.0, 0.1, 0.1)
    bpy.ops.object.mode_set(mode="OBJECT")
    face.parent = own
    face.modifiers["Bones"].object = own
    return face


def test_its_sliders_are_keyed() -> None:
    face = beside_a_board()
    rig = find_rig(face)
    assert rig.found == (52, "controls of a board")
    write_motion(rig, spoken("p ɑ m"), 0, "line")
    gaps = measure(face, range(3)).gap
    assert abs(gaps[0]) < 0.7 and gaps[1] > 5.0 and abs(gaps[2]) < 0.7
    with pytest.raises(InputError, match="an object of its own"):
        automatic_map(face)


@pytest.mark.parametrize("face", [lip_shapes_and_a_jaw, still_jaw_shape_and_a_jaw])
def test_shapes_and_their_jaw_are_in_the_table(face: Any) -> None:
    rows = automatic_map(face()).rows
    assert {row.channel for row in rows} == {"", "nod"} and sum(row.channel == "" for row in rows) >= 7
