# SPDX-License-Identifier: GPL-3.0-or-later
"""A few keys of a long curve are changed in place: what lies around them stays, and what is curved is left alone."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.key_copies import copy_keys, same_keys  # noqa: E402
from soliloquy.blender.key_ranges import range_of, set_values, straight_keys  # noqa: E402
from soliloquy.blender.keyframes import Curve, read_curve, write_curves  # noqa: E402

PLACE = ('["jaw"]', 0)
PART = np.stack([np.arange(100, 110), np.linspace(0.5, 0.9, 10)], axis=1).astype(np.float32)
LINEAR = ["LINEAR"] * 10


def channels(values: np.ndarray, start: int = 0) -> Any:
    """Of an object with a property that is keyed on every frame."""
    thing = bpy.data.objects.new("Thing", None)
    thing["jaw"] = 0.0
    write_curves(bpy.data.actions.new("A"), thing, [Curve(PLACE[0], values)], start)
    return versions.channels_of(thing)


def test_values_are_set_where_they_lie_on_the_same_frames() -> None:
    curve = channels(np.zeros(500)).fcurves[0]
    assert range_of(curve, 100, 109) == (100, 110)
    assert set_values(curve, PART, LINEAR, 100, 109)
    frames, values = read_curve(curve)
    np.testing.assert_allclose(values[100:110], PART[:, 1])
    assert len(frames) == 500 and not values[:100].any() and not values[110:].any()


@pytest.mark.parametrize("fault", ["fewer", "later", "curved", "held"])
def test_other_keys_are_left_for_a_whole_rewrite(fault: str) -> None:
    curve = channels(np.zeros(500)).fcurves[0]
    part = PART[:5] if fault == "fewer" else PART + np.array([0.4, 0.0], np.float32) if fault == "later" else PART
    if fault == "curved":
        curve.keyframe_points[104].interpolation = "BEZIER"
    kinds = ["CONSTANT"] * 10 if fault == "held" else LINEAR[: len(part)]
    assert not set_values(curve, part, kinds, 100, 109)
    assert not read_curve(curve)[1].any()
    assert (straight_keys(curve, 100, 109) is None) == (fault == "curved")


@pytest.mark.parametrize("long_first", [False, True])
def test_a_short_curve_and_a_long_one_are_told_apart_and_copied(long_first: bool) -> None:
    short, long = channels(PART[:, 1]), channels(np.zeros(500))
    pair, frames, shift = ((long, short), (100, 109), -100) if long_first else ((short, long), (0, 9), 100)
    assert not same_keys(*pair, {PLACE}, frames, shift)
    copy_keys(*pair, {PLACE}, frames, shift)
    assert same_keys(*pair, {PLACE}, frames, shift)
    assert len(long.fcurves[0].keyframe_points) == 500 and len(short.fcurves[0].keyframe_points) == 10
