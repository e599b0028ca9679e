# SPDX-License-Identifier: GPL-3.0-or-later
"""A face from which speech is taken is at rest, on whatever frame the scene stands; it stayed as it was last seen."""

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.blender.takes import WrittenTake, put_take, remove_take, take_all_out
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.fabricated_rigs import build
from soliloquy.tests.blender.hidden_rigs import behind_a_board, behind_properties
from soliloquy.tests.blender.rig_tables import ARKIT
from soliloquy.tests.runtime.rigs.phones_said import spoken

FACES: dict[str, Callable[[], Any]] = {
    "shape keys": lambda: build(ARKIT),
    "properties that go to 100": lambda: behind_properties(build(ARKIT), 100.0),
    "sliders of a board": lambda: behind_a_board(build(ARKIT)),
    **{name: BONE_RIGS[name] for name in ("Rigify", "Auto-Rig Pro", "Bones in English words")},
}


def seen(face: Any) -> np.ndarray:
    """(V,3) millimetres, as Blender shows it now."""
    bpy.context.view_layer.update()
    shown = face.evaluated_get(bpy.context.evaluated_depsgraph_get()).data.vertices
    return 1000 * np.array([tuple(vertex.co) for vertex in shown])


def take_out(rig: Rig, written: WrittenTake, all_at_once: bool) -> None:
    if all_at_once:
        take_all_out(bpy.context.scene, rig)
    else:
        remove_take(bpy.context.scene, rig, written)


@pytest.mark.parametrize("kind", FACES)
@pytest.mark.parametrize("all_at_once", [False, True])
def test_it_is_at_rest_when_its_speech_is_gone(kind: str, all_at_once: bool) -> None:
    face, scene = FACES[kind](), bpy.context.scene
    rig, curves = find_rig(face), spoken("p ɑ p")
    rest = 1000 * np.array([tuple(vertex.co) for vertex in face.data.vertices])
    curves = ArkitCurves(curves.weights, np.full((len(curves), 3), 0.1, np.float32), 24.0)
    written = put_take(scene, rig, curves, "line", start_frame=10)
    scene.frame_set(11)
    assert np.abs(seen(face) - rest).max() > 4.0
    take_out(rig, written, all_at_once)
    assert np.abs(seen(face) - rest).max() < 1e-3
    scene.frame_set(12)
    assert np.abs(seen(face) - rest).max() < 1e-3


def test_keys_of_the_artists_on_other_frames_still_say_what_is_seen() -> None:
    face, scene = build(ARKIT), bpy.context.scene
    brow = face.data.shape_keys.key_blocks["browInnerUp"]
    brow.value = 0.7
    brow.keyframe_insert("value", frame=200)
    rig = find_rig(face)
    written = put_take(scene, rig, spoken("p ɑ p"), "line", start_frame=10)
    scene.frame_set(11)
    remove_take(scene, rig, written)
    scene.frame_set(12)
    assert brow.value == pytest.approx(0.7)


@pytest.mark.parametrize("all_at_once", [False, True])
def test_what_an_artist_had_posed_without_a_key_is_there_again(all_at_once: bool) -> None:
    face, scene = BONE_RIGS["Auto-Rig Pro"](), bpy.context.scene
    head = face.parent.pose.bones["c_head.x"]
    head.rotation_euler = (0.2, 0.0, 0.1)
    rig, posed = find_rig(face), seen(face)
    for _again in range(2):
        written = put_take(scene, rig, spoken("p ɑ p"), "line", start_frame=10)
        written = put_take(scene, rig, spoken("p ɑ m p"), "line", start_frame=10)
        scene.frame_set(11)
        assert np.abs(seen(face) - posed).max() > 4.0
        take_out(rig, written, all_at_once)
        assert tuple(head.rotation_euler) == pytest.approx((0.2, 0.0, 0.1))
        assert np.abs(seen(face) - posed).max() < 1e-3


def test_a_smile_without_a_key_comes_back_and_one_that_was_taken_off_since_does_not() -> None:
    face, scene = build(ARKIT), bpy.context.scene
    rig, smile = find_rig(face), face.data.shape_keys.key_blocks["mouthSmileLeft"]
    for value in (0.5, 0.0):
        smile.value = value
        written = put_take(scene, rig, spoken("p ɑ p"), "line", start_frame=10)
        scene.frame_set(11)
        remove_take(scene, rig, written)
        scene.frame_set(12)
        assert smile.value == value
