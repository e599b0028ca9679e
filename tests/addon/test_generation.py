# SPDX-License-Identifier: GPL-3.0-or-later
"""A take is written to the head that was asked for, all of it or nothing."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import generation  # noqa: E402
from soliloquy.addon.scene_request import SceneRequest, request_from_panel  # noqa: E402
from soliloquy.blender.keyframes import read_curve  # noqa: E402
from soliloquy.blender.versions import channels_of  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402
from soliloquy.runtime.layouts import curves_in_layout  # noqa: E402
from soliloquy.runtime.perform import perform  # noqa: E402
from soliloquy.runtime.take import Take  # noqa: E402


@pytest.fixture
def asked(head: Any) -> SceneRequest:
    bpy.context.scene.render.fps = 24
    return request_from_panel(bpy.context, {"text": "Papa.", "engine": "rules", "start_frame": 11})


@pytest.fixture
def taken(asked: SceneRequest) -> generation.TakeCurves:
    take = perform(asked.request)
    return _curves(take, asked)


def _curves(take: Take, asked: SceneRequest) -> generation.TakeCurves:
    curves = curves_in_layout(take, asked.layout, asked.frames_per_second)
    return generation.TakeCurves(take, curves, asked.layout, asked.frames_per_second)


def keys(head: Any) -> dict[str, int]:
    """How many keys each shape key has."""
    channels = channels_of(head.data.shape_keys)
    curves = channels.fcurves if channels is not None else ()
    return {curve.data_path.split('"')[1]: len(read_curve(curve)[0]) for curve in curves}


def test_the_take_is_keyed_from_the_start_frame(head: Any, asked: SceneRequest, taken: Any) -> None:
    written = generation.write(asked, taken)
    assert keys(head) == {"jawOpen": len(taken.curves), "mouthClose": len(taken.curves)}
    frames, values = read_curve(channels_of(head.data.shape_keys).fcurves[0])
    assert frames[0] == 11 and values.max() > 0.05
    assert "Hero" in written.message and "11" in written.message
    assert any("50" in warning for warning in written.warnings), "a head with two shapes has not 50 of the 52"


def test_another_frame_rate_at_writing_is_followed(head: Any, asked: SceneRequest, taken: Any) -> None:
    bpy.context.scene.render.fps = 48
    generation.write(asked, taken)
    assert keys(head)["jawOpen"] == pytest.approx(2 * len(taken.curves), abs=2)


@pytest.mark.parametrize("gone", ["head", "shape keys"])
def test_what_went_while_speech_was_made_is_said_and_nothing_is_written(
    head: Any, asked: SceneRequest, taken: Any, gone: str
) -> None:
    actions = len(bpy.data.actions)
    if gone == "head":
        bpy.data.objects.remove(head)
    else:
        head.shape_key_clear()
    with pytest.raises(InputError):
        generation.write(asked, taken)
    assert len(bpy.data.actions) == actions


def test_a_line_replaces_the_earlier_one_unless_it_is_kept(head: Any, asked: SceneRequest, taken: Any) -> None:
    generation.write(asked, taken)
    later = request_from_panel(bpy.context, {"text": "Mama.", "engine": "rules", "start_frame": 200, "mode": "ADD"})
    generation.write(later, _curves(perform(later.request), later))
    both = keys(head)["jawOpen"]
    assert both > len(taken.curves)
    generation.write(asked, taken)
    assert keys(head)["jawOpen"] == len(taken.curves)


def test_keys_of_the_artist_that_give_way_are_counted(head: Any, asked: SceneRequest, taken: Any) -> None:
    block = head.data.shape_keys.key_blocks["jawOpen"]
    for frame in (1, 12, 14):
        block.keyframe_insert("value", frame=frame)
    assert "Keys that lay on these frames gave way: 2" in generation.write(asked, taken).message
    assert "gave way" not in generation.write(asked, taken).message, "a take's keys are ours"


def test_an_embedded_head_is_added_and_becomes_the_target(head: Any) -> None:
    added = generation.add_head(bpy.context, "clara")
    assert bpy.context.scene.soliloquy.target == added and added.name.startswith("Clara")
    assert len(added.data.shape_keys.key_blocks) == 1 + 52 + 16
