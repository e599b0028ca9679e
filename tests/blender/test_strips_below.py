# SPDX-License-Identifier: GPL-3.0-or-later
"""An artist's NLA strips play on before and after a line that is keyed over them."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.character import find_character
from soliloquy.blender.rig import find_rig
from soliloquy.blender.scene_lines import lines_of
from soliloquy.blender.takes import put_take, remove_take
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.fabricated_rigs import build
from soliloquy.tests.blender.rig_tables import ARKIT
from soliloquy.tests.runtime.rigs.phones_said import spoken

FRAMES = (1, 60, 200)


def curves() -> ArkitCurves:
    """Eleven frames, on which the head turns by 0.3."""
    made = spoken(" ".join(["p", "ɑ"] * 5 + ["p"]))
    return ArkitCurves(made.weights, np.tile([0.3, 0.0, 0.0], (len(made), 1)).astype(np.float32), 24.0)


def push_down(datablock: Any) -> None:
    """What is keyed on it becomes a strip."""
    animation = datablock.animation_data
    track = animation.nla_tracks.new()
    track.strips.new("walk", FRAMES[0], animation.action)
    animation.action = None


@pytest.fixture
def walk() -> Any:
    """An armature whose head a strip turns, from 0 to 0.2 to 0.8."""
    armature = BONE_RIGS["Auto-Rig Pro"]().parent
    head = armature.pose.bones["c_head.x"]
    for frame, turn in zip(FRAMES, (0.0, 0.2, 0.8), strict=True):
        head.rotation_euler = (turn, 0.0, 0.0)
        head.keyframe_insert("rotation_euler", frame=frame)
    push_down(armature)
    return armature


def turns(armature: Any) -> list[float]:
    """Of the head before, in and after a line from 20 on, and at the end."""
    found = []
    for frame in (1, 25, 60, 200, 240):
        bpy.context.scene.frame_set(frame)
        found.append(round(armature.pose.bones["c_head.x"].rotation_euler.to_quaternion().angle, 3))
    return found


def test_a_walk_turns_the_head_before_and_after_the_line(walk: Any) -> None:
    before = turns(walk)
    assert before[2:] == [0.2, 0.8, 0.8]
    rig = find_rig(walk)
    written = put_take(bpy.context.scene, rig, curves(), "line", start_frame=20)
    spoken_over = turns(walk)
    assert spoken_over[1] == 0.3 and [spoken_over[0], *spoken_over[2:]] == [before[0], *before[2:]]
    remove_take(bpy.context.scene, rig, written)
    assert turns(walk) == before


def test_an_action_of_the_artists_goes_on_beyond_its_keys_as_it_did(walk: Any) -> None:
    walk.location.x = 2.0
    walk.keyframe_insert("location", frame=10)
    put_take(bpy.context.scene, find_rig(walk), curves(), "line", start_frame=20)
    bpy.context.scene.frame_set(200)
    assert walk.location.x == 2.0


@pytest.fixture
def brows() -> Any:
    """A face of which strips move one shape of ours, to 0.5 and 0.2."""
    face = build(ARKIT)
    blocks = face.data.shape_keys.key_blocks
    for frame, value in zip(FRAMES, (0.0, 0.5, 0.2), strict=True):
        blocks["browInnerUp"].value = value
        blocks["browInnerUp"].keyframe_insert("value", frame=frame)
    push_down(face.data.shape_keys)
    return face


def seen(face: Any, name: str, frames: tuple[int, ...]) -> list[float]:
    found = []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        found.append(round(face.data.shape_keys.key_blocks[name].value, 3))
    return found


def test_a_strip_that_moves_some_of_our_shapes_does_so_before_and_after_the_line_and_others_rest(brows: Any) -> None:
    scene, frames = bpy.context.scene, (1, 60, 100, 200, 240)
    before = seen(brows, "browInnerUp", frames)
    rig = find_rig(brows)
    written = put_take(scene, rig, spoken("p ɑ p"), "line", start_frame=20)
    assert seen(brows, "browInnerUp", frames) == before
    at_rest, opened, *later = seen(brows, "jawOpen", (1, 21, 60, 240))
    assert opened > 0.4 and [at_rest, *later] == [0.05] * 3, "as the line ends"
    assert seen(brows, "cheekPuff", (1, 60, 240)) == [0.0, 0.0, 0.0]
    remove_take(scene, rig, written)
    brows.data.shape_keys.key_blocks["jawOpen"].value = 0.4
    assert seen(brows, "jawOpen", (1, 60)) == [0.4, 0.4], "nothing of ours holds it any more"
    assert not [action for action in bpy.data.actions if "Held" in action.name]


def test_what_is_held_is_no_strip_to_be_exported(brows: Any) -> None:
    scene = bpy.context.scene
    put_take(scene, find_rig(brows), spoken("p ɑ p"), "line", start_frame=20)
    assert [line.name for line in lines_of(scene, find_character(scene, brows), brows, "STRIPS")] == ["walk"]


def test_an_arm_that_is_keyed_on_our_action_stays_beyond_its_keys(walk: Any) -> None:
    rig, scene = find_rig(walk), bpy.context.scene
    put_take(scene, rig, curves(), "line", start_frame=20)
    walk.location.x = 2.0
    walk.keyframe_insert("location", frame=10)
    put_take(scene, rig, curves(), "line", start_frame=20)
    scene.frame_set(200)
    assert walk.location.x == 2.0 and turns(walk)[3] == 0.8


def test_a_shape_of_the_artist_s_own_is_held_beyond_its_keys_while_strips_move_the_others() -> None:
    face, scene = build(ARKIT), bpy.context.scene
    wrinkle = face.shape_key_add(name="Wrinkle", from_mix=False)
    for block in face.data.shape_keys.key_blocks[1:-1]:
        for frame in FRAMES:
            block.keyframe_insert("value", frame=frame)
    push_down(face.data.shape_keys)
    put_take(scene, find_rig(face), spoken("p ɑ p"), "line", start_frame=20)
    for _again in range(2):
        for frame, value in ((10, 0.2), (30, 0.6)):
            wrinkle.value = value
            wrinkle.keyframe_insert("value", frame=frame)
        put_take(scene, find_rig(face), spoken("p ɑ m"), "line", start_frame=20)
        for frame, value in ((1, 0.2), (10, 0.2), (30, 0.6), (240, 0.6)):
            scene.frame_set(frame)
            assert wrinkle.value == pytest.approx(value), frame
    assert [action.name for action in bpy.data.actions if "Held" in action.name] == ["Soliloquy Held"]
