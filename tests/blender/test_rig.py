# SPDX-License-Identifier: GPL-3.0-or-later
"""An artist's own head is found from any part of it, and one without ARKit shapes is refused with the reason."""

import bpy
import pytest
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_EYELIDS


def test_a_head_is_found_from_its_mesh_and_from_its_armature(fabricate_head) -> None:
    face = fabricate_head(["JawOpen", "Mouth_Smile_L", "wrinkles"], head_bone="mixamorig:Head")
    for start in (face, face.parent):
        rig = find_rig(start)
        assert rig.layout == "arkit"
        assert rig.meshes == ((face, {"jawOpen": ("JawOpen",), "mouthSmileLeft": ("Mouth_Smile_L",)}),)
        assert rig.bones["head"].name == "mixamorig:Head"
        assert len(rig.missing) == 50


def test_all_meshes_of_a_character_move_together(fabricate_head) -> None:
    face = fabricate_head(ARKIT_NAMES, head_bone="Head")
    teeth = fabricate_head(["jawOpen"], name="Teeth")
    teeth.parent = face.parent
    stranger = fabricate_head(ARKIT_NAMES, name="Stranger")
    moved = {mesh for mesh, _ in find_rig(face).meshes}
    assert moved == {face, teeth}
    assert stranger not in moved
    assert find_rig(teeth).object == face


def test_the_flame_dress_is_recognised(fabricate_head) -> None:
    rig = find_rig(fabricate_head([*FLAME_EXPRESSIONS, *FLAME_EYELIDS]))
    assert rig.layout == "flame"
    assert set(rig.meshes[0][1]) == {*FLAME_EXPRESSIONS, *FLAME_EYELIDS}


def test_a_head_without_arkit_shapes_is_refused_by_naming_what_it_has(fabricate_head) -> None:
    with pytest.raises(InputError, match=r"its shape keys are of no rig that is known \(it has Smile, Frown"):
        find_rig(fabricate_head(["Smile", "Frown"]))


def test_an_object_without_shape_keys_is_refused() -> None:
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    with pytest.raises(InputError, match="no mesh with shape keys"):
        find_rig(camera)
    with pytest.raises(InputError, match="no object is chosen"):
        find_rig(None)
