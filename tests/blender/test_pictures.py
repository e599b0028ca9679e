# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures are made smaller inside the file, and never larger."""

import bpy
import pytest
from soliloquy.blender.head import build_head
from soliloquy.blender.pictures import shrink_pictures
from soliloquy.runtime.head.heads import DEFAULT_HEAD


@pytest.fixture
def pictures() -> dict[str, bpy.types.Image]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    build_head(DEFAULT_HEAD, "arkit")
    return {image.name: image for image in bpy.data.images}


def test_the_larger_ones_are_scaled_and_stay_jpegs_with_their_names(pictures: dict[str, bpy.types.Image]) -> None:
    skin, eye = pictures["clara_skin.jpg"], pictures["clara_eye.jpg"]
    before, untouched = skin.packed_file.size, eye.packed_file.data
    shrink_pictures(1024)
    assert (tuple(skin.size), tuple(eye.size)) == ((1024, 1024), (512, 512))
    assert skin.packed_file.data[:3] == b"\xff\xd8\xff"
    assert skin.packed_file.size < before / 2
    assert eye.packed_file.data == untouched
    assert skin.filepath == "//textures/clara_skin.jpg"
    assert not skin.is_dirty


def test_none_is_made_larger(pictures: dict[str, bpy.types.Image]) -> None:
    before = {name: image.packed_file.data for name, image in pictures.items()}
    shrink_pictures(8192)
    assert {name: image.packed_file.data for name, image in pictures.items()} == before


def test_a_picture_that_is_not_square_keeps_its_shape(pictures: dict[str, bpy.types.Image]) -> None:
    wide = bpy.data.images.new("wide", 600, 20)
    wide.pack()
    shrink_pictures(100)
    assert tuple(wide.size) == (100, 3)
