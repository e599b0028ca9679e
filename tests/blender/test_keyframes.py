# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys written in bulk are the keys that were given, and keys beside them stay."""

import bpy
import numpy as np
import pytest
from soliloquy.blender import versions
from soliloquy.blender.keyframes import Curve, clear_curves, read_curve, write_curves

PATH = 'key_blocks["jawOpen"].value'


def _write(key: bpy.types.Key, values: np.ndarray, start: float) -> None:
    action = key.animation_data.action if key.animation_data else bpy.data.actions.new("speech")
    write_curves(action, key, [Curve(PATH, values)], start)


@pytest.fixture
def key(fabricate_head) -> bpy.types.Key:
    return fabricate_head(["jawOpen"]).data.shape_keys


def test_every_value_stands_on_its_frame_and_moves_the_face(key: bpy.types.Key) -> None:
    values = np.linspace(0, 1, 50, dtype=np.float32) ** 2
    _write(key, values, start=7)
    (fcurve,) = versions.channels_of(key).fcurves
    frames, written = read_curve(fcurve)
    np.testing.assert_array_equal(frames, np.arange(7, 57))
    np.testing.assert_array_equal(written, values)
    assert {point.interpolation for point in fcurve.keyframe_points} == {"LINEAR"}
    bpy.context.scene.frame_set(27)
    assert key.key_blocks["jawOpen"].value == pytest.approx(values[20], abs=1e-6)


def test_keys_outside_the_written_range_stay_as_they_were(key: bpy.types.Key) -> None:
    _write(key, np.full(100, 0.25, np.float32), start=1)
    fcurve = versions.channels_of(key).fcurves[0]
    fcurve.keyframe_points[2].interpolation = "BEZIER"
    fcurve.keyframe_points[2].handle_right_type = "FREE"
    _write(key, np.full(10, 0.75, np.float32), start=41)
    frames, values = read_curve(fcurve)
    np.testing.assert_array_equal(frames, np.arange(1, 101))
    assert (values[40:50] == 0.75).all()
    assert (np.delete(values, slice(40, 50)) == 0.25).all()
    assert fcurve.keyframe_points[2].interpolation == "BEZIER"
    assert fcurve.keyframe_points[2].handle_right_type == "FREE"


def test_clearing_takes_out_a_range_and_then_the_empty_curve(key: bpy.types.Key) -> None:
    _write(key, np.ones(20, np.float32), start=1)
    clear_curves(key, {(PATH, 0)}, 5, 20)
    frames, _ = read_curve(versions.channels_of(key).fcurves[0])
    np.testing.assert_array_equal(frames, [1, 2, 3, 4])
    clear_curves(key, {(PATH, 0)}, 1, 4)
    assert not list(versions.channels_of(key).fcurves)
