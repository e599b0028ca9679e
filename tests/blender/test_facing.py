# SPDX-License-Identifier: GPL-3.0-or-later
"""An armature that came by FBX, or that faces backwards, moves its face and its head as any other does."""

from typing import Any

import bpy
import numpy as np
import pytest
from mathutils import Matrix
from soliloquy.blender.facing import axes_of
from soliloquy.blender.head import build_head
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.rigs.bone_places import FACES_MINUS_Y
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.fabricated_rigs import UPPER
from soliloquy.tests.runtime.rigs.phones_said import spoken

BY_FBX = Matrix.Rotation(np.radians(90), 4, "X") @ Matrix.Scale(0.01, 4)
BACKWARDS = Matrix.Rotation(np.radians(180), 4, "Z")
PHONES = "p ɑ b f i"


def laid(face: Any, matrix: Matrix) -> Any:
    """The face as it stood, but for the axes of its meshes and bones: the object turns them back."""
    armature, back = face.parent, matrix.inverted()
    armature.data.transform(back)
    face.data.transform(back)
    armature.matrix_world = matrix
    bpy.context.view_layer.update()
    return face


def places(face: Any, frame: int) -> np.ndarray:
    """(V,3) in the scene, in millimetres."""
    assert bpy.context.scene is not None
    bpy.context.scene.frame_set(frame)
    evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
    return np.array([1000 * (evaluated.matrix_world @ vertex.co) for vertex in evaluated.data.vertices])


def spoken_and_turned(face: Any, turn: tuple[float, float, float]) -> list[np.ndarray]:
    curves = spoken(PHONES)
    head = np.tile(np.float32(turn), (len(curves), 1))
    write_motion(find_rig(face), ArkitCurves(curves.weights, head, 30.0), 0, "line")
    return [places(face, frame) for frame in range(len(curves))]


@pytest.mark.parametrize("matrix", [BY_FBX, BACKWARDS], ids=["FBX", "backwards"])
@pytest.mark.parametrize("family", ["Auto-Rig Pro", "Bones in English words", "Rigify"])
def test_it_moves_as_the_same_face_does_that_was_made_in_blender(family: str, matrix: Matrix) -> None:
    turn = (0.1, 0.3, 0.05)
    usual = spoken_and_turned(BONE_RIGS[family](), turn)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    other = spoken_and_turned(laid(BONE_RIGS[family](), matrix), turn)
    for wanted, found in zip(usual, other, strict=True):
        assert found == pytest.approx(wanted, abs=0.02)


def test_a_head_that_looks_to_its_left_does_so_by_fbx_too() -> None:
    face = laid(BONE_RIGS["Auto-Rig Pro"](), BY_FBX)
    rest = places(face, 0)[UPPER + 3]
    turned = spoken_and_turned(face, (0.0, 0.4, 0.0))[0][UPPER + 3]
    assert turned[0] > rest[0] + 10.0 and abs(turned[2] - rest[2]) < 3.0


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_our_own_heads_face_minus_y(layout: str) -> None:
    build_head("Clara", layout)
    (armature,) = (each for each in bpy.data.objects if each.type == "ARMATURE")
    assert np.array_equal(axes_of(armature), FACES_MINUS_Y)
