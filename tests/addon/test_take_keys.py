# SPDX-License-Identifier: GPL-3.0-or-later
"""A take by few keys that an artist can edit, and by one on every frame again."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.take_text import as_take  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.runtime.animate.measure import contact_frames  # noqa: E402
from soliloquy.runtime.layouts import arkit_curves  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


def _curve(head: Any) -> Any:
    return next(curve for curve in versions.channels_of(head.data.shape_keys).fcurves if "jawOpen" in curve.data_path)


def _values(head: Any, frames: list[int]) -> np.ndarray:
    return np.array([_curve(head).evaluate(frame) for frame in frames])


def test_few_keys_are_near_and_exact_where_lips_meet(two: TakeStage) -> None:
    keys = two.keys()
    frames = [frame for frame, _ in keys]
    assert bpy.ops.soliloquy.reduce_keys() == {"FINISHED"}
    few = two.keys()
    assert 2 < len(few) < len(keys) / 2
    assert np.abs(_values(two.head, frames) - [value for _, value in keys]).max() <= 0.01
    assert {point.interpolation for point in _curve(two.head).keyframe_points[:-1]} == {"BEZIER"}
    take = as_take(two.takes[1])
    contacts = [11 + frame for frame in contact_frames(arkit_curves(take, 24.0), take.speech.phones)]
    assert len(contacts) == 2 and {frame: dict(keys)[frame] for frame in contacts}.items() <= dict(few).items()


def test_few_keys_and_edits_of_them_come_back_with_the_take(two: TakeStage) -> None:
    bpy.ops.soliloquy.reduce_keys(bound=0.05)
    few = two.keys()
    two.head.soliloquy_take_chosen = 0
    assert len(two.keys()) > len(few)
    two.head.soliloquy_take_chosen = 1
    assert two.keys() == few
    assert {point.handle_left_type for point in _curve(two.head).keyframe_points} == {"FREE"}


def test_a_key_on_every_frame_is_restored(two: TakeStage) -> None:
    keys = two.keys()
    bpy.ops.soliloquy.reduce_keys()
    assert bpy.ops.soliloquy.restore_keys() == {"FINISHED"}
    assert two.keys() == keys and two.shown == ["Papa 2"]


def test_a_hidden_take_is_played_for_it_and_keys_around_it_stay(two: TakeStage) -> None:
    two.head.data.shape_keys.key_blocks["jawOpen"].value = 0.25
    two.head.data.shape_keys.key_blocks["jawOpen"].keyframe_insert("value", frame=500)
    bpy.ops.soliloquy.show_take(number=1)
    bpy.ops.soliloquy.reduce_keys()
    assert two.shown == ["Papa 2"] and dict(two.keys())[500] == 0.25


def test_an_edited_take_whose_shapes_were_renamed_says_so_and_plays_when_they_are_called_as_before(
    two: TakeStage,
) -> None:
    block = two.head.data.shape_keys.key_blocks["jawOpen"]
    block.value = 0.77
    block.keyframe_insert("value", frame=15)
    edited = two.keys()
    two.head.soliloquy_take_chosen = 0
    names = [each.name for each in two.head.data.shape_keys.key_blocks[1:]]
    for name in names:
        two.head.data.shape_keys.key_blocks[name].name = f"Face_{name}"
    with pytest.raises(RuntimeError, match="called otherwise now"):
        bpy.ops.soliloquy.solo_take(number=1)
    for name in names:
        two.head.data.shape_keys.key_blocks[f"Face_{name}"].name = name
    two.head.soliloquy_take_chosen = 1
    assert two.keys() == edited and two.shown == ["Papa 2"]
