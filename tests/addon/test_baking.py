# SPDX-License-Identifier: GPL-3.0-or-later
"""A take that is baked is the artist's, over or onto what was animated, and is found again."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.generation import plays_sound  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


def curve_of(stage: TakeStage) -> Any:
    channels = versions.channels_of(stage.head.data.shape_keys)
    return next((each for each in channels.fcurves if "jawOpen" in each.data_path), None)


def values(stage: TakeStage, frames: range) -> np.ndarray:
    """What Blender evaluates, whatever moves it."""
    found = []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        depsgraph = bpy.context.evaluated_depsgraph_get()
        found.append(stage.head.data.shape_keys.evaluated_get(depsgraph).key_blocks["jawOpen"].value)
    return np.array(found)


def own_keys(stage: TakeStage, *keys: tuple[int, float]) -> None:
    """What the artist has keyed before."""
    block = stage.head.data.shape_keys.key_blocks["jawOpen"]
    for frame, value in keys:
        block.value = value
        block.keyframe_insert("value", frame=frame)
    for point in curve_of(stage).keyframe_points:
        point.interpolation = "LINEAR"


def test_a_take_is_baked_stays_and_is_found_again(two: TakeStage) -> None:
    keys = two.keys()
    assert bpy.ops.soliloquy.bake_take() == {"FINISHED"}
    assert two.keys() == keys and two.shown == []
    assert len(two.strips) == (1 if plays_sound() else 0)
    two.head.soliloquy_take_chosen = 0
    assert two.shown == ["Papa"] and two.keys() != keys, "another one plays in its place, as over any keys"
    two.head.soliloquy_take_chosen = 1
    assert two.shown == ["Papa"], "what is baked is not played besides"
    assert bpy.ops.soliloquy.show_take(number=0) == {"FINISHED"}
    assert bpy.ops.soliloquy.unbake_take() == {"FINISHED"}
    assert two.shown == ["Papa 2"] and two.keys() == keys
    assert len(two.strips) == (1 if plays_sound() else 0)


def test_what_lay_there_is_put_back(two: TakeStage) -> None:
    bpy.ops.soliloquy.show_take(number=1)
    own_keys(two, (5, 0.0), (20, 0.5), (60, 0.0))
    before = two.keys()
    assert bpy.ops.soliloquy.bake_take() == {"FINISHED"}
    assert len(two.keys()) > 30 and dict(two.keys())[5] == 0.0 and dict(two.keys())[60] == 0.0
    assert bpy.ops.soliloquy.unbake_take() == {"FINISHED"}
    bpy.ops.soliloquy.show_take(number=1)
    assert two.keys() == [key for key in before if key[0] != 20], "a take that plays takes its room, as ever"
    assert not [action for action in bpy.data.actions if action.name.endswith(" before")]


def test_sliders_are_baked_with_it(two: TakeStage) -> None:
    two.head.soliloquy_takes_played_as = "STRIPS"
    two.takes[1].jaw = 0.5
    for frame, value in ((15, 0.2), (40, 0.9)):
        bpy.context.scene.frame_set(frame)
        two.takes[1].mouth = value
        bpy.ops.soliloquy.key_slider(slider="mouth")
    frames = range(11, 11 + two.takes[1].frames)
    seen = values(two, frames)
    assert bpy.ops.soliloquy.bake_take() == {"FINISHED"}
    assert np.abs(values(two, frames) - seen).max() < 1e-4
    assert not list(two.head.data.shape_keys.animation_data.nla_tracks)


@pytest.mark.parametrize("mode", ["REPLACE", "ADD"])
def test_it_is_layered_onto_what_is_animated_and_blends(two: TakeStage, mode: str) -> None:
    frames = range(11, 11 + two.takes[1].frames)
    take = values(two, frames)
    bpy.ops.soliloquy.show_take(number=1)
    own_keys(two, (0, 0.1), (100, 0.1))
    assert bpy.ops.soliloquy.show_take(number=1) == {"FINISHED"}
    assert bpy.ops.soliloquy.bake_take(mode=mode, blend_in=8, blend_out=8) == {"FINISHED"}
    baked = values(two, frames)
    wanted = take + 0.1 if mode == "ADD" else take
    assert baked[0] == pytest.approx(0.1) and baked[-1] == pytest.approx(0.1)
    np.testing.assert_allclose(baked[8:-8], wanted[8:-8], atol=1e-4)
    assert values(two, range(0, 11)) == pytest.approx([0.1] * 11, abs=1e-4)


def test_few_keys_and_a_step_keep_where_lips_meet(two: TakeStage) -> None:
    keys = dict(two.keys())
    assert bpy.ops.soliloquy.bake_take(step=5) == {"FINISHED"}
    stepped = dict(two.keys())
    assert len(stepped) < len(keys) / 2 and all(keys[frame] == value for frame, value in stepped.items())
    bpy.ops.soliloquy.unbake_take()
    assert bpy.ops.soliloquy.bake_take(reduces=True, bound=0.02) == {"FINISHED"}
    few = dict(two.keys())
    assert len(few) < len(keys) / 2
    met = set(few) & set(stepped)
    assert all(few[frame] == keys[frame] for frame in met)
    np.testing.assert_allclose(values(two, range(11, 40)), [keys[frame] for frame in range(11, 40)], atol=0.02)


def test_a_range_alone_is_baked_and_nonsense_is_refused(two: TakeStage) -> None:
    keys = dict(two.keys())
    with pytest.raises(RuntimeError, match="does not lie after"):
        bpy.ops.soliloquy.bake_take(first=30, last=20)
    assert two.shown == ["Papa 2"]
    assert bpy.ops.soliloquy.bake_take(first=20, last=30) == {"FINISHED"}
    assert dict(two.keys()) == {frame: keys[frame] for frame in range(20, 31)}
    assert not bpy.ops.soliloquy.bake_take.poll() and bpy.ops.soliloquy.unbake_take.poll()


def test_baked_takes_are_deleted_and_their_keys_stay(two: TakeStage) -> None:
    bpy.ops.soliloquy.bake_take()
    keys = two.keys()
    assert bpy.ops.soliloquy.delete_take() == {"FINISHED"}
    assert two.keys() == keys and two.names == ["Papa"]
    two.head["soliloquy_baked"] = "{nothing"
    assert bpy.ops.soliloquy.bake_take.poll(), "a record that was damaged hinders nothing"
