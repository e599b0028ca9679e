# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths show one picture at a time, held, the right one at contacts: read back, and looked at as rendered."""

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender import versions
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.drawn_rigs import DRAWN_RIGS, LOOKS, grease_pencil, numbered, planes, sequence
from soliloquy.tests.runtime.rigs.phones_said import spoken

PHONES = ["p", "ɑ", "f", "u", "m"]
SHOWN = ["A", "D", "G", "F", "A"]


def held(phones: list[str], frames: int = 4) -> ArkitCurves:
    """Each phone for so many frames."""
    curves = spoken(" ".join(phones))
    return ArkitCurves(np.repeat(curves.weights, frames, axis=0), np.repeat(curves.head, frames, axis=0), 24.0)


def shown(target: Any, frame: int) -> list[str]:
    """Names of the pictures that are seen."""
    bpy.context.scene.frame_set(frame)
    names = list(LOOKS)
    if target.type == "EMPTY":
        return [one.name[-1] for one in target.children if not one.hide_viewport and not one.hide_render]
    if versions.is_grease_pencil(target):
        if len(target.data.layers) > 1:
            return [
                layer.name if hasattr(layer, "name") else layer.info for layer in target.data.layers if not layer.hide
            ]
        modifiers = target.grease_pencil_modifiers if bpy.app.version < (4, 3, 0) else target.modifiers
        return [names[modifiers[0].offset - 1]]
    if "mouth" in target.keys():  # noqa: SIM118
        return [names[target["mouth"]]]
    nodes = target.data.materials[0].node_tree.nodes
    return [names[next(one for one in nodes if one.type == "TEX_IMAGE").image_user.frame_offset]]


@pytest.mark.parametrize("kind", DRAWN_RIGS)
def test_one_picture_is_shown_the_right_one_at_each_phone(kind: str, tmp_path: Path) -> None:
    target = DRAWN_RIGS[kind](tmp_path)
    rig = find_rig(target)
    assert rig.found == (9, "drawn mouths of Rhubarb") and rig.missing == ()
    write_motion(rig, held(PHONES), 1, "line")
    for number, picture in enumerate(SHOWN):
        for frame in (4 * number + 2, 4 * number + 3):
            assert shown(target, frame) == [picture], (kind, frame)


@pytest.mark.parametrize("kind", DRAWN_RIGS)
def test_keys_are_held_and_stand_where_the_picture_changes(kind: str, tmp_path: Path) -> None:
    target = DRAWN_RIGS[kind](tmp_path)
    rig = find_rig(target)
    written = put_take(bpy.context.scene, rig, held(PHONES), "line", start_frame=1)
    places = {datablock: path for one in rig.drawn.values() for datablock, path in one.places}
    for datablock in places:
        for curve in versions.channels_of(datablock).fcurves:
            assert {key.interpolation for key in curve.keyframe_points} == {"CONSTANT"}
            assert 2 <= len(curve.keyframe_points) <= len(PHONES) + 1
    assert written_takes(find_rig(target)) == [written]
    remove_take(bpy.context.scene, find_rig(target), written)
    assert written_takes(find_rig(target)) == []
    assert all(not versions.channels_of(one) or not versions.channels_of(one).fcurves for one in places)


def test_a_mouth_is_found_from_each_of_its_planes(tmp_path: Path) -> None:
    top = planes(tmp_path)
    assert {find_rig(one).object for one in (top, *top.children)} == {top.children[0]}


def test_planes_that_hang_on_nothing_are_found_in_their_collection(tmp_path: Path) -> None:
    for one in planes(tmp_path).children:
        one.parent = None
    assert find_rig(bpy.data.objects["mouth_D"]).found == (9, "drawn mouths of Rhubarb")


def test_layers_of_another_chart_and_too_few(tmp_path: Path) -> None:
    names = dict.fromkeys(("AI", "E", "O", "U", "etc", "L", "WQ", "MBP", "FV", "rest"), (0.5, 0.5))
    assert find_rig(grease_pencil(names)).found == (10, "drawn mouths of Preston Blair")
    with pytest.raises(InputError):
        find_rig(grease_pencil(dict.fromkeys("ABC", (0.5, 0.5))))


def test_layers_in_an_artists_own_words(tmp_path: Path) -> None:
    words = ["Outline", "Mouth closed", "Mouth wide open", "Mouth teeth on lip", "Mouth oo"]
    target = grease_pencil(dict.fromkeys(words, (0.5, 0.5)))
    rig = find_rig(target)
    assert rig.found == (4, "drawn mouths, by the words in their names") and "tongue" in rig.missing
    write_motion(rig, held(PHONES), 1, "line")
    for number, picture in enumerate([words[1], words[2], words[3], words[4], words[1]]):
        assert shown(target, 4 * number + 2) == ["Outline", picture]


def test_a_number_without_limits_is_no_mouth(tmp_path: Path) -> None:
    face = numbered(tmp_path)
    face.id_properties_ui("mouth").clear()
    with pytest.raises(InputError):
        find_rig(face)


def test_a_sequence_that_plays_by_itself_is_left_alone(tmp_path: Path) -> None:
    plane = sequence(tmp_path)
    nodes = plane.data.materials[0].node_tree.nodes
    next(one for one in nodes if one.type == "TEX_IMAGE").image_user.frame_duration = 9
    with pytest.raises(InputError):
        find_rig(plane)


@pytest.mark.check
@pytest.mark.parametrize("kind", ["planes", "picture sequence"])
def test_rendered_it_is_open_at_vowels_and_shut_at_contacts(kind: str, tmp_path: Path) -> None:
    target = DRAWN_RIGS[kind](tmp_path)
    write_motion(find_rig(target), held(PHONES), 1, "line")
    channel = 3 if kind == "planes" else 0
    heights = [height(tmp_path / f"{number}.png", 4 * number + 3, channel) for number in range(len(PHONES))]
    expected = [LOOKS[picture][1] / 1.1 for picture in SHOWN]
    np.testing.assert_allclose(heights, expected, atol=0.08)


def height(path: Path, frame: int, channel: int) -> float:
    """Of what is seen in a rendered frame, as a share of the picture."""
    scene: Any = bpy.context.scene
    if scene.camera is None:
        camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
        scene.collection.objects.link(camera)
        camera.data.type, camera.data.ortho_scale = "ORTHO", 1.1
        camera.location, camera.rotation_euler = (0, -3, 0), (np.pi / 2, 0, 0)
        scene.camera = camera
    scene.render.engine, scene.cycles.samples, scene.cycles.device = "CYCLES", 1, "CPU"
    scene.render.resolution_x = scene.render.resolution_y = 64
    scene.render.film_transparent, scene.render.filepath = True, str(path)
    scene.frame_set(frame)
    bpy.ops.render.render(write_still=True)
    pixels = np.array(bpy.data.images.load(str(path)).pixels).reshape(64, 64, 4)[..., channel]
    return float((pixels > 0.4).any(axis=1).mean())
