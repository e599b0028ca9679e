# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender knows of shapes and files do not is said in exported ones by their points."""

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
from soliloquy.blender.baked_scene import baked_scene
from soliloquy.blender.character import find_character
from soliloquy.blender.datablocks import places_in


def test_limited_shapes_and_those_that_rest_on_others_are_copied_as_they_are_seen(
    fabricate_head: Callable[..., Any],
) -> None:
    face = fabricate_head(("jawOpen", "smile"))
    smile = face.data.shape_keys.key_blocks["smile"]
    smile.data[0].co.y += 0.3
    smile.data[1].co.x += 0.2
    face.vertex_groups.new(name="left").add([0], 0.25, "REPLACE")
    face.vertex_groups["left"].add([2], 1.0, "REPLACE")
    smile.vertex_group, smile.relative_key = "left", face.data.shape_keys.key_blocks["jawOpen"]
    smile.value = 1.0
    face.data.shape_keys.key_blocks["jawOpen"].value = 0.0
    assert bpy.context.view_layer is not None
    seen = places_in(face.evaluated_get(bpy.context.evaluated_depsgraph_get()).data.vertices)
    with baked_scene(bpy.context, find_character(bpy.context.scene, face)) as baked:
        key = baked.copies["Hero"].object.data.shape_keys
        copied = {block.name: places_in(block.data) for block in key.key_blocks}
        assert all(not block.vertex_group and block.relative_key == key.reference_key for block in key.key_blocks)
    np.testing.assert_allclose(copied["smile"], seen, atol=1e-6)
    assert smile.vertex_group == "left" and smile.relative_key.name == "jawOpen", "the artist's own stay"
