# SPDX-License-Identifier: GPL-3.0-or-later
"""Set Up Portrait: one press from a head, ours or an artist's, to a lit face in the frame; one undo takes it back."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from bpy_extras.object_utils import world_to_camera_view  # noqa: E402
from mathutils import Vector  # noqa: E402
from soliloquy.blender.hair import hair_of, remove_hair  # noqa: E402
from soliloquy.blender.sitter import sitter_of  # noqa: E402
from soliloquy.blender.skin_hairs import skin_hairs_of  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402


def in_frame(places: Any) -> np.ndarray:
    scene = bpy.context.scene
    bpy.context.view_layer.update()
    return np.array([world_to_camera_view(scene, scene.camera, Vector(place)) for place in places])


def shown(name: str) -> list[Any]:
    return [one for one in bpy.context.scene.objects if one.type == name and not one.hide_render]


def test_our_head_is_in_the_frame_with_its_eyes_in_the_upper_third(head: Any) -> None:
    bpy.context.scene.cursor.location = (3.0, -2.0, 1.0)
    bpy.ops.soliloquy.add_head()
    face = bpy.context.scene.soliloquy.target
    assert bpy.ops.soliloquy.set_up_portrait() == {"FINISHED"}
    eyes = [face.parent.matrix_world @ face.parent.pose.bones[name].head for name in ("eye.L", "eye.R")]
    places = in_frame(eyes)
    assert np.allclose(places[:, 1], 0.618, atol=0.02)
    assert abs(places[:, 0].mean() - 0.5) < 0.02
    camera = bpy.context.scene.camera
    assert camera.location.z == pytest.approx(eyes[0].z, abs=1e-3), "the camera is at eye height"
    assert camera.data.lens == 85.0
    crown = max((face.matrix_world @ vertex.co).z for vertex in face.data.vertices)
    assert in_frame([(eyes[0].x, eyes[0].y, crown)])[0, 1] < 1.0


def test_our_head_grows_its_hair_once_and_an_artists_head_keeps_its_own(head: Any) -> None:
    bpy.ops.soliloquy.add_head()
    face = bpy.context.scene.soliloquy.target
    for _ in range(2):
        bpy.ops.soliloquy.set_up_portrait()
    grown = [each for each in bpy.context.scene.objects if each.type == "CURVES"]
    assert set(grown) == {hair_of(face), skin_hairs_of(face, "brows")} and len(hair_of(face).data.curves) > 1000
    remove_hair(face)
    bpy.context.scene.soliloquy.target = head
    bpy.ops.soliloquy.set_up_portrait()
    assert not [each for each in bpy.context.scene.objects if each.type == "CURVES"]


def test_a_second_press_replaces_the_first_stage_and_other_lights_are_hidden(head: Any) -> None:
    lamp = bpy.data.objects.new("Light", bpy.data.lights.new("Light", "POINT"))
    bpy.context.scene.collection.objects.link(lamp)
    for _ in range(2):
        bpy.ops.soliloquy.set_up_portrait()
    assert len(shown("LIGHT")) == 3 and len(shown("CAMERA")) == 1
    assert lamp.hide_render and lamp.hide_viewport
    assert len([world for world in bpy.data.worlds if world.name.startswith("Portrait")]) == 1


@pytest.mark.parametrize("size", [1.0, 25.0])
def test_an_artists_own_head_is_found_by_what_its_blinks_move_whatever_its_size_and_place(
    head: Any, size: float
) -> None:
    ours = bpy.ops.soliloquy.add_head() and bpy.context.scene.soliloquy.target
    wanted = sitter_of(bpy.context.scene, ours)
    theirs = ours.copy()
    theirs.data = ours.data.copy()
    theirs.parent = None
    theirs.modifiers.clear()
    del theirs["soliloquy_person"]
    theirs.name = "Hero"
    theirs.scale = (size, size, size)
    theirs.rotation_euler = (0.0, 0.0, np.pi / 2)
    theirs.location = (5.0, 1.0, 0.0)
    bpy.context.scene.collection.objects.link(theirs)
    bpy.context.view_layer.update()
    bpy.context.scene.soliloquy.target = theirs
    found = sitter_of(bpy.context.scene, theirs)
    assert found.size == pytest.approx(size * wanted.size, rel=0.15)
    assert found.forward.dot(Vector((1.0, 0.0, 0.0))) > 0.99
    assert bpy.ops.soliloquy.set_up_portrait() == {"FINISHED"}
    nose = theirs.matrix_world @ min((vertex.co for vertex in theirs.data.vertices), key=lambda place: place.y)
    across, up, away = in_frame([nose])[0]
    assert 0.4 < across < 0.6 and 0.4 < up < 0.65
    assert away == pytest.approx(0.9 * size * wanted.size, rel=0.2)


def test_a_figure_without_blinks_is_taken_at_its_head(head: Any) -> None:
    mesh = bpy.data.meshes.new("Figure")
    mesh.from_pydata([(x, y, z) for x in (-0.3, 0.3) for y in (-0.15, 0.15) for z in (0.0, 1.8)], [], [(0, 1, 3, 2)])
    figure = bpy.data.objects.new("Figure", mesh)
    bpy.context.scene.collection.objects.link(figure)
    bpy.context.view_layer.update()
    found = sitter_of(bpy.context.scene, figure)
    assert found.size == pytest.approx(1.02, abs=0.05)
    assert found.eyes.z == pytest.approx(1.68, abs=0.02)


def test_nothing_to_see_is_an_error_and_changes_nothing(head: Any) -> None:
    empty = bpy.data.objects.new("Empty", None)
    bpy.context.scene.collection.objects.link(empty)
    with pytest.raises(InputError, match="no mesh"):
        sitter_of(bpy.context.scene, empty)
    bpy.context.scene.soliloquy.target = None
    bpy.context.view_layer.objects.active = None
    assert not bpy.ops.soliloquy.set_up_portrait.poll()


def test_one_undo_takes_the_stage_back(head: Any) -> None:
    bpy.ops.ed.undo_push(message="before")
    bpy.ops.soliloquy.set_up_portrait("EXEC_DEFAULT", True)
    assert shown("LIGHT")
    bpy.ops.ed.undo()
    assert not shown("LIGHT") and bpy.context.scene.camera is None
