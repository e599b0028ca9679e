# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user sees in a fresh scene: a lit face in the frame. What was there before is left as it was."""

import bpy
import numpy as np
import pytest
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.stage import set_stage
from soliloquy.runtime.head.heads import DEFAULT_HEAD, head_names, load_head


def in_frame(built: BuiltHead, vertices: np.ndarray) -> np.ndarray:
    """Places (N,3) in the camera's picture: 0..1 across and up, then metres from the camera."""
    scene = bpy.context.scene
    bpy.context.view_layer.update()
    return np.array([world_to_camera_view(scene, scene.camera, Vector(vertex)) for vertex in vertices])


@pytest.mark.parametrize("name", head_names())
def test_the_whole_head_is_in_the_frame_and_the_face_looks_into_the_camera(name: str) -> None:
    built = build_head(name, "arkit")
    set_stage(bpy.context.scene)
    head = load_head(name)
    mesh = np.array([vertex.co for vertex in built.mesh.data.vertices])
    above_neck = mesh[mesh[:, 2] > head.joints[head.bone_names.index("neck")][1]]
    places = in_frame(built, above_neck)
    assert places[:, :2].min() > 0.0 and places[:, :2].max() < 1.0
    assert np.ptp(places[:, 1]) > 0.45, "the head is no dot in the distance"
    nose, eyes = (
        places[above_neck[:, 1].argmin()],
        [bone.head_local for bone in built.armature.data.bones if "eye" in bone.name],
    )
    assert all(nose[2] < place[2] for place in in_frame(built, np.array(eyes)))
    assert abs(nose[0] - 0.5) < 0.1


def test_three_lamps_shine_on_the_face_from_outside_it() -> None:
    set_stage(bpy.context.scene)
    lamps = [one for one in bpy.context.scene.objects if one.type == "LIGHT"]
    assert len(lamps) == 3
    bpy.context.view_layer.update()
    for lamp in lamps:
        assert lamp.data.energy > 0
        ray = lamp.matrix_world.to_quaternion() @ Vector((0, 0, -1))
        towards = (Vector((0.0, -0.05, 0.0)) - lamp.location).normalized()
        assert ray.dot(towards) > 0.99
        assert lamp.location.length > 0.4


def test_a_second_stage_and_a_second_head_work_and_touch_nothing_of_the_first(fabricate_head) -> None:
    hero = fabricate_head(["jawOpen"])
    first = build_head(DEFAULT_HEAD, "arkit")
    set_stage(bpy.context.scene)
    bpy.context.view_layer.update()
    camera, lamps = bpy.context.scene.camera, {one.name: one.matrix_world.copy() for one in bpy.data.objects}
    second = build_head(DEFAULT_HEAD, "flame")
    set_stage(bpy.context.scene)
    assert bpy.data.objects[camera.name] == camera
    assert bpy.context.scene.camera != camera
    for name, matrix in lamps.items():
        assert bpy.data.objects[name].matrix_world == matrix
    assert hero.name in bpy.context.scene.objects
    assert first.mesh != second.mesh
