# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyes that follow an object, beside what a take does."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.gaze import gaze_of  # noqa: E402


@pytest.fixture
def face(head: Any) -> Iterator[Any]:
    """A whole head, and a camera on its left."""
    bpy.ops.soliloquy.add_head()
    scene = bpy.context.scene
    scene.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    scene.collection.objects.link(scene.camera)
    scene.camera.location = scene.soliloquy.target.parent.location
    scene.camera.location += scene.camera.location.__class__((0.3, -1.0, 0.0))
    yield scene.soliloquy.target


def turned(face: Any, name: str) -> np.ndarray:
    """Where an eye looks in the armature's space."""
    bone = face.parent.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones[name]
    return np.array(bone.matrix.to_3x3().col[2])


def test_both_eyes_follow_the_camera_and_one_slider_is_of_both(face: Any) -> None:
    assert np.allclose(turned(face, "eye.L"), (0, -1, 0), atol=1e-5)
    assert bpy.ops.soliloquy.look_at_camera() == {"FINISHED"}
    camera = bpy.context.scene.camera
    for name in ("eye.L", "eye.R"):
        place = np.array(face.parent.matrix_world @ face.parent.pose.bones[name].head)
        wanted = np.array(camera.location) - place
        assert turned(face, name) @ wanted / np.linalg.norm(wanted) > 0.9999
    gaze_of(face.parent).influence = 0.0
    bpy.context.view_layer.update()
    for name in ("eye.L", "eye.R"):
        assert np.allclose(turned(face, name), (0, -1, 0), atol=1e-5)


def test_eyes_turn_no_further_than_they_can(face: Any) -> None:
    bpy.ops.soliloquy.look_at_camera()
    bpy.context.scene.camera.location += bpy.context.scene.camera.location.__class__((0.0, 9.0, 0.0))
    bpy.context.view_layer.update()
    assert turned(face, "eye.L") @ (0, -1, 0) > np.cos(np.radians(36.0))


def test_looking_ahead_takes_all_of_it_away(face: Any) -> None:
    bpy.ops.soliloquy.look_at_camera()
    bpy.ops.soliloquy.look_at_camera()
    assert bpy.ops.soliloquy.look_ahead() == {"FINISHED"}
    assert not [each for bone in face.parent.pose.bones for each in bone.constraints]
    assert not list(face.parent.animation_data.drivers)
    with pytest.raises(RuntimeError, match="follow nothing"):
        bpy.ops.soliloquy.look_ahead()


def test_a_head_without_eye_bones_is_refused(head: Any) -> None:
    scene = bpy.context.scene
    scene.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    with pytest.raises(RuntimeError, match="no bone for each eye"):
        bpy.ops.soliloquy.look_at_camera()
