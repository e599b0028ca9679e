# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a script leaves a head silent for a while, the head idles, and rests again when its line begins."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.script_casting import CHARACTER  # noqa: E402
from soliloquy.blender.idle_strips import LOOPS, OF_IDLE, Gap, gaps_between  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]
FPS = 25
HEADER = "id,character,text,start"
TALK = ("b1,Bob,One.,1", "a1,HERO,Two.,9", "b2,BOB,Three.,31.5")


def head_of(name: str) -> Any:
    """Bob's was added for him; Hero was there."""
    return next((each for each in bpy.data.objects if each.get(CHARACTER) == name), None) or bpy.data.objects[name]


def idles_of(name: str) -> list[Any]:
    tracks = head_of(name).data.shape_keys.animation_data.nla_tracks
    strips = [strip for track in tracks for strip in track.strips]
    return sorted((each for each in strips if each.action.get(OF_IDLE)), key=lambda strip: strip.frame_start)


def shapes(frames: range) -> dict[str, np.ndarray]:
    """Values of Bob's shape keys on each frame, by name."""
    keys = head_of("Bob").data.shape_keys.key_blocks
    found: dict[str, list[float]] = {key.name: [] for key in keys}
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        for key in keys[1:]:
            found[key.name].append(key.value)
    return {name: np.array(values) for name, values in found.items() if values}


def test_a_head_idles_in_a_long_gap_and_rests_where_its_lines_begin_and_end(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    assert stage.run() == 0
    (idle,) = idles_of("Bob")
    first, second = stage.lines["b1"], stage.lines["b2"]
    assert (idle.frame_start, idle.frame_end) == pytest.approx((first.end + 1, second.start - 1), abs=1e-2)
    seen = shapes(range(first.end, second.start + 1))
    assert seen["eyeBlinkLeft"].max() > 0.9, "it blinks"
    assert np.abs(seen["eyeLookOutLeft"] - seen["eyeLookInLeft"]).max() > 0.05, "and looks about"
    assert seen["jawOpen"].max() < 1e-6, "and says nothing"
    for name, values in seen.items():
        assert abs(values[0]) < 1e-6 and abs(values[-1]) < 1e-6, name
        assert np.abs(np.diff(values)).max() < (0.9 if name.startswith("eyeBlink") else 0.6), name


def test_gaps_at_both_ends_are_filled_and_no_loop_is_stretched_by_more_than_a_quarter(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    assert stage.run() == 0
    hero = stage.lines["a1"]
    before, after = idles_of("Hero")
    assert before.frame_start == 1 and before.frame_end == pytest.approx(hero.start - 1, abs=1e-2)
    assert after.frame_end == pytest.approx(stage.lines["b2"].end, abs=1e-2)
    for strip in (before, after, *idles_of("Bob")):
        assert 1 / 1.26 < strip.scale < 1.26 and strip.repeat == round(strip.repeat)
        assert strip.action_frame_end in [round(loop * FPS) for loop in LOOPS]


@pytest.mark.check
def test_a_changed_line_leaves_the_loops_as_they_are_and_no_idle_takes_them_out(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    stage.run()
    before = {action.name: action.as_pointer() for action in bpy.data.actions if action.get(OF_IDLE)}
    stage.write(TALK[0], TALK[1], "b2,Bob,Three four.,31", header=HEADER)
    assert stage.run() == 0 and stage.worker.asked == ["b2"]
    after = {action.name: action.as_pointer() for action in bpy.data.actions if action.get(OF_IDLE)}
    assert before == after
    assert idles_of("Bob")[0].frame_end == pytest.approx(stage.lines["b2"].start - 1, abs=1e-2)
    assert stage.run("--no-idle") == 0 and stage.worker.asked == []
    assert not idles_of("Bob") and not [action for action in bpy.data.actions if action.get(OF_IDLE)]


def test_a_second_run_leaves_a_loop_in_each_of_its_gaps(stage: Stage) -> None:
    stage.write("a1,HERO,One.,9", "a2,HERO,Two.,20", header=HEADER)
    assert stage.run() == 0
    before = [(strip.action, strip.frame_start, strip.frame_end) for strip in idles_of("Hero")]
    assert len(before) == 2 and before[0][0] == before[1][0], "one loop fills both"
    assert stage.run() == 0
    assert [(strip.action, strip.frame_start, strip.frame_end) for strip in idles_of("Hero")] == before


@pytest.mark.check
def test_two_heads_idle_each_in_its_own_way(stage: Stage) -> None:
    stage.write("a1,HERO,One.,20", "b1,Bob,Two.,20", header=HEADER)
    stage.run()
    blinks = [idles_of(name)[0].action for name in ("Hero", "Bob")]
    assert blinks[0] != blinks[1] and blinks[0][OF_IDLE] != blinks[1][OF_IDLE]


@pytest.mark.check
def test_a_head_whose_last_line_goes_idles_no_more(stage: Stage) -> None:
    stage.write(*TALK, header=HEADER)
    stage.run()
    stage.write(TALK[1], header=HEADER)
    assert stage.run("--prune") == 0 and not idles_of("Bob") and idles_of("Hero")
    bpy.context.scene.soliloquy.target = bpy.data.objects["Hero"]
    bpy.ops.soliloquy.remove_speech()
    assert not [action for action in bpy.data.actions if action.get(OF_IDLE)]


def test_a_gap_too_short_to_idle_in_is_left() -> None:
    assert gaps_between([], 1, 50, FPS) == [] and gaps_between([], 1, 51, FPS) == [Gap(1, 51)]
