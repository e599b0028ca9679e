# SPDX-License-Identifier: GPL-3.0-or-later
"""What a head lacks, or what holds it, is said before it speaks, and what did not move is not called speech."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import generation  # noqa: E402
from soliloquy.addon.scene_request import request_from_panel  # noqa: E402
from soliloquy.addon.target_notes import target_notes  # noqa: E402
from soliloquy.blender.versions import channels_of  # noqa: E402
from soliloquy.runtime.head.arkit import ARKIT_NAMES  # noqa: E402
from soliloquy.runtime.layouts import curves_in_layout  # noqa: E402
from soliloquy.runtime.perform import perform  # noqa: E402


def drive(head: Any, shape: str, expression: str) -> Any:
    head["jaw"] = 0.0
    curve = head.data.shape_keys.key_blocks[shape].driver_add("value")
    variable = curve.driver.variables.new()
    variable.name = "var"
    variable.targets[0].id, variable.targets[0].data_path = head, '["jaw"]'
    curve.driver.expression = expression
    return curve


def speak() -> generation.Written:
    asked = request_from_panel(bpy.context, {"text": "Papa.", "engine": "rules"})
    take = perform(asked.request)
    curves = curves_in_layout(take, asked.layout, asked.frames_per_second)
    return generation.write(asked, generation.TakeCurves(take, curves, asked.layout, asked.frames_per_second))


def test_missing_shapes_are_named(head: Any) -> None:
    (text,) = target_notes(head).texts
    assert "2 of 52" in text and "eyeBlinkLeft" in text and "jawOpen" not in text and text.endswith("and 30 more")
    for name in ARKIT_NAMES[:-1]:
        if name not in head.data.shape_keys.key_blocks:
            head.shape_key_add(name=name, from_mix=False).data[2].co.z += 0.1
    assert target_notes(head).texts == ("It has 51 of 52 shapes. Missing: tongueOut",)
    head.shape_key_add(name="tongueOut", from_mix=False).data[2].co.z += 0.1
    assert target_notes(head).texts == ()


def test_speech_before_the_scene_s_first_frame_is_told(head: Any) -> None:
    bpy.context.scene.frame_start = 1001
    written = speak()
    assert "begins at frame 1001" in written.message and not written.speaks
    bpy.context.scene.frame_start = 20
    assert "begins at frame" not in speak().message, "its end is seen"


@pytest.mark.parametrize(("begin", "end", "misses"), [(300, 400, True), (-20, 0, True), (5, 400, False)])
def test_a_preview_range_that_leaves_the_line_out_is_told(head: Any, begin: int, end: int, misses: bool) -> None:
    scene = bpy.context.scene
    scene.use_preview_range = True
    scene.frame_preview_start, scene.frame_preview_end = begin, end
    written = speak()
    assert (f"frames {begin} to {end}, and this lies outside" in written.message) is misses
    assert written.speaks is not misses
    scene.use_preview_range = False
    assert speak().speaks


def test_empty_shapes_and_meshes_with_other_names_are_told_before_and_after(head: Any) -> None:
    for name in [one for one in ARKIT_NAMES if one not in head.data.shape_keys.key_blocks]:
        head.shape_key_add(name=name, from_mix=False).data[2].co.z += 0.0 if name == "mouthPucker" else 0.1
    teeth = head.copy()
    teeth.data = head.data.copy()
    teeth.name, teeth.parent = "Teeth", head
    bpy.context.scene.collection.objects.link(teeth)
    teeth.shape_key_clear()
    for name in ("Basis", "viseme_aa"):
        teeth.shape_key_add(name=name)
    said = (
        "These shapes are empty, so nothing is seen of them: mouthPucker",
        "These meshes stay, for their shapes are called otherwise than the face's: Teeth",
    )
    assert target_notes(head).texts == said
    written = speak()
    assert set(said) <= set(written.warnings) and written.speaks


def test_objects_that_share_the_mesh_and_so_the_face_are_named(head: Any) -> None:
    other = head.copy()
    other.name = "Twin"
    bpy.context.scene.collection.objects.link(other)
    said = "The same mesh makes the face of Twin move along: make it single-user, if they are to speak apart"
    assert target_notes(head).texts[-1] == said
    assert target_notes(other).texts[-1] == said.replace("Twin", head.name)
    other.data = other.data.copy()
    assert said not in target_notes(head).texts


def test_a_face_of_empty_shapes_alone_is_not_said_to_speak(head: Any) -> None:
    for name in ("jawOpen", "mouthClose"):
        head.data.shape_keys.key_blocks[name].data[2].co.z = 1.0
    written = speak()
    assert not written.speaks and "Nothing that was keyed opens its mouth" in written.message


def test_a_scene_that_stretches_time_is_told_as_such(head: Any) -> None:
    bpy.context.scene.render.frame_map_new = 200
    written = speak()
    assert not written.speaks and "stretches time" in written.message and "do not move" not in written.message


def test_muted_shapes_are_named_before_and_after(head: Any) -> None:
    head.data.shape_keys.key_blocks["jawOpen"].mute = True
    said = "These shapes are muted, so they stay: jawOpen"
    assert target_notes(head).texts[1] == said and said in speak().warnings
    head.data.shape_keys.key_blocks["jawOpen"].mute = False
    assert said not in target_notes(head).texts


def test_drivers_are_told_of_and_can_be_muted_until_the_speech_is_removed(head: Any) -> None:
    curve = drive(head, "jawOpen", "var * 2")
    assert "1 of its shapes" in target_notes(head).texts[1] and target_notes(head).stuck == ()
    curve.driver.expression = "frame * var"
    assert target_notes(head).stuck == ("jawOpen",) and "jawOpen" in target_notes(head).texts[1]
    bpy.ops.soliloquy.mute_drivers()
    assert curve.mute and target_notes(head).stuck == ()
    speak()
    assert len(channels_of(head.data.shape_keys).fcurves) == 2
    bpy.ops.soliloquy.remove_speech()
    assert not curve.mute and not channels_of(head.data.shape_keys).fcurves


def test_a_head_that_follows_speaks(head: Any) -> None:
    drive(head, "jawOpen", "var * 2")
    written = speak()
    assert written.speaks and "speaks" in written.message


def test_what_does_not_move_is_a_warning_and_no_success(head: Any) -> None:
    drive(head, "jawOpen", "frame * var")
    written = speak()
    assert not written.speaks and "speaks" not in written.message
    assert "do not move: jawOpen" in written.warnings[0] and written.warnings[0] in written.message
