# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist has moved, cut or deleted of a script's lines is in nobody's way when the script is spoken again."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender import versions  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]
HEADER = "id,character,text,start"
TALK = ("a1,HERO,One two.,1", "a2,HERO,Three four.,8", "a3,HERO,Five.,14")


def strips() -> dict[str, Any]:
    tracks = bpy.data.objects["Hero"].data.shape_keys.animation_data.nla_tracks
    return {strip.name: strip for track in tracks for strip in track.strips}


def jaw(frame: int) -> float:
    bpy.context.scene.frame_set(frame)
    return float(bpy.data.objects["Hero"].data.shape_keys.key_blocks["jawOpen"].value)


def test_a_strip_that_was_moved_stays_there_and_idles_leave_it_free(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    assert stage.run() == 0
    moved = strips()["a2"]
    moved.frame_start_ui += 10
    start, end = moved.frame_start, moved.frame_end
    bpy.data.actions.remove(bpy.data.actions["a3"])
    for _again in range(2):
        assert stage.run() == 0
    assert (strips()["a2"].frame_start, strips()["a2"].frame_end) == (start, end)
    for name, strip in strips().items():
        if "idle" in name:
            assert strip.frame_end <= start or strip.frame_start >= end, name
    line = stage.lines["a3"]
    assert max(jaw(frame) for frame in range(line.start, line.end)) > 0.4


def test_a_line_is_heard_and_seen_where_another_strip_was_moved_to(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    stage.run("--no-idle")
    strips()["a2"].frame_start_ui += 50
    stage.write(*TALK[:2], "a3,HERO,Five six.,10.3", header=HEADER)
    assert stage.run("--no-idle") == 0 and strips()["a2"].frame_end > strips()["a3"].frame_start
    line = stage.lines["a3"]
    assert stage.sounds["a3"] == line.start and strips()["a3"].frame_start == line.start
    assert max(jaw(frame) for frame in range(line.start, line.end)) > 0.4


def test_a_strip_of_sound_that_was_cut_goes_as_a_whole(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    stage.run()
    sound = versions.strips_of(bpy.context.scene)["a2"]
    sound.split(frame=round(versions.strip_start(sound)) + 5, split_method="SOFT")
    assert len(stage.sounds) == 4
    stage.write(TALK[0], "a2,HERO,Three four.,9", TALK[2], header=HEADER)
    assert stage.run() == 0
    starts = [
        versions.strip_start(each) for name, each in versions.strips_of(bpy.context.scene).items() if "a2" in name
    ]
    assert starts == [stage.lines["a2"].start] * 2, "both halves move"
    stage.write(TALK[0], "a2,HERO,Ten.,9", TALK[2], header=HEADER)
    assert stage.run() == 0 and sorted(stage.sounds) == ["a1", "a2", "a3"]


def test_ids_that_begin_alike_keep_a_marker_each(stage: Stage) -> None:
    ids = ["x" * 70 + end for end in "12"]
    for seconds in (1, 2):
        stage.write(*(f"{each},HERO,One.,{seconds + 5 * at}" for at, each in enumerate(ids)), header=HEADER)
        assert stage.run() == 0
        frames = sorted(marker.frame for marker in bpy.context.scene.timeline_markers)
        assert frames == sorted(line.start for line in stage.lines.values())


def test_a_face_whose_lines_are_taken_out_is_as_it_was_posed_before(stage: Stage) -> None:
    blocks = bpy.data.objects["Hero"].data.shape_keys.key_blocks
    blocks["jawOpen"].value = 0.1
    stage.write(*TALK, header=HEADER)
    assert stage.run() == 0
    line = stage.lines["a1"]
    widest = max(range(line.start, line.end), key=jaw)
    assert jaw(widest) > 0.4
    bpy.context.scene.soliloquy.target = bpy.data.objects["Hero"]
    bpy.ops.soliloquy.remove_speech()
    assert blocks["jawOpen"].value == pytest.approx(0.1) and jaw(widest + 1) == pytest.approx(0.1)
