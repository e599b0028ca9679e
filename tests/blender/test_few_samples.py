# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves in less room go where they went."""

from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.few_samples import (  # noqa: E402
    BOUND,
    every_key,
    is_sampled,
    needed_keys,
    new_curves,
    to_keys,
    to_samples,
)
from soliloquy.blender.key_copies import copy_keys, keys_of, same_keys  # noqa: E402
from soliloquy.blender.key_ranges import put_between, take_out  # noqa: E402
from soliloquy.blender.keyframes import Curve, read_curve, write_curves  # noqa: E402

PLACE = ('["jaw"]', 0)


def channels(values: np.ndarray, start: int = 0, held: bool = False) -> Any:
    """Of an object with a property that is keyed on every frame."""
    thing = bpy.data.objects.new("Thing", None)
    thing["jaw"] = 0.0
    write_curves(bpy.data.actions.new("A"), thing, [Curve(PLACE[0], values, held=held)], start)
    return versions.channels_of(thing)


def some_values(frames: int) -> np.ndarray:
    """That stand still, go straight and bend."""
    bends = np.sin(np.arange(frames) / 5.0)
    bends[10:30] = 0.25
    bends[40:60] = np.linspace(0.1, 0.9, 20)
    return bends


def test_fewer_keys_go_where_all_of_them_did() -> None:
    values = np.stack([some_values(200), np.zeros(200), np.linspace(0.0, 1.0, 200), some_values(200) * 1e-7])
    kept = needed_keys(values)
    assert kept[:, [0, -1]].all() and kept.sum(axis=1).tolist() == [int(kept[0].sum()), 2, 2, 2]
    assert kept[0].sum() < 170
    for row, needed in zip(values, kept, strict=True):
        drawn = np.interp(np.arange(200), np.flatnonzero(needed), row[needed])
        assert np.abs(drawn - row).max() <= BOUND


def test_samples_are_read_compared_and_copied_as_keys_are() -> None:
    values = some_values(133)
    keyed, kept = channels(values, 50), channels(values)
    to_samples(kept, 133)
    curve = kept.fcurves[0]
    assert is_sampled(curve) and len(keys_of(curve)["co"]) == 133
    np.testing.assert_allclose(read_curve(curve)[1], values, atol=1e-6)
    assert same_keys(keyed, kept, {PLACE}, (50, 182), -50)
    keyed.fcurves[0].keyframe_points[7].co[1] += 0.1
    assert not same_keys(keyed, kept, {PLACE}, (50, 182), -50)
    copy_keys(keyed, kept, {PLACE}, (50, 182), -50)
    assert not is_sampled(curve) and same_keys(keyed, kept, {PLACE}, (50, 182), -50)


@pytest.mark.parametrize("held", [False, True])
def test_only_straight_curves_with_a_key_on_every_frame_become_samples(held: bool) -> None:
    found = channels(np.repeat([0.0, 1.0], 10), held=held)
    to_samples(found, 20)
    assert is_sampled(found.fcurves[0]) is not held
    curve = found.fcurves[0]
    if not held:
        to_keys(curve)
        assert len(curve.keyframe_points) == 20 and curve.evaluate(9.5) == pytest.approx(0.5)
    every_key(curve, np.repeat([1.0, 0.0], 10))
    assert [curve.evaluate(frame) for frame in (0, 9, 10, 19)] == [1.0, 1.0, 0.0, 0.0]
    assert curve.evaluate(9.5) == (1.0 if held else 0.5)


def test_new_curves_hold_what_is_held_and_go_straight_otherwise() -> None:
    found = channels(np.zeros(3))
    new_curves([(found, {("a", 0): some_values(90), ("b", 1): np.repeat([0.0, 2.0], 45)})], held=[("b", 1)])
    first, second = (found.fcurves.find(*place) for place in (("a",), ("b",)))
    second = next(each for each in found.fcurves if each.data_path == "b")
    assert second.array_index == 1 and len(second.keyframe_points) == 3 and second.evaluate(44.9) == 0.0
    drawn = [first.evaluate(frame) for frame in range(90)]
    np.testing.assert_allclose(drawn, some_values(90), atol=2 * BOUND)


@pytest.mark.parametrize("where", [(100, 149), (450, 499), (0, 30)], ids=["middle", "end", "start"])
def test_keys_are_taken_out_and_put_back_and_what_lies_around_stays(where: tuple[int, int]) -> None:
    found = channels(some_values(500))
    curve = found.fcurves[0]
    points = curve.keyframe_points
    for number in (99, 150, 449, 31):
        points[number].interpolation, points[number].handle_left_type = "BEZIER", "FREE"
        points[number].handle_left = (number - 0.4, 0.9)
    before = keys_of(curve)
    first, last = where
    take_out(curve, first, last)
    left = [*range(first), *range(last + 1, 500)]
    after = keys_of(curve)
    for name in ("co", "interpolation", "handle_left_type"):
        np.testing.assert_array_equal(after[name], before[name][left], err_msg=name)
    bent = [left.index(number) for number in (99, 150, 449, 31) if number in left]
    np.testing.assert_allclose(after["handle_left"][bent], before["handle_left"][left][bent], atol=1e-5)
    assert not put_between(curve, before["co"][first : last + 1], ["LINEAR"] * (last + 1 - first)), "it has handles"


def test_straight_keys_come_between_straight_ones_alone() -> None:
    curve = channels(some_values(500)).fcurves[0]
    before = keys_of(curve, ("co", "interpolation"))
    whole, kinds = before["co"].copy(), ["LINEAR"] * 50
    assert not put_between(curve, whole[100:150], kinds), "there are keys already"
    take_out(curve, 100, 149)
    assert not put_between(curve, whole[100:150], ["CONSTANT"] * 50)
    assert put_between(curve, whole[100:150], kinds)
    after = keys_of(curve, ("co", "interpolation"))
    assert all(np.array_equal(after[name], before[name]) for name in before)
    take_out(curve, 0, 499)
    assert len(curve.keyframe_points) == 0 and not put_between(curve, whole[:5], kinds[:5])
