# SPDX-License-Identifier: GPL-3.0-or-later
"""An artist's action over takes that play as strips goes on beyond its keys as it did, once these are gone."""

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]


@pytest.mark.parametrize("before", ["HOLD", "HOLD_FORWARD"])
def test_an_action_of_the_artist_s_holds_again_when_the_strips_are_taken_out(stage: TakeStage, before: str) -> None:
    bpy.ops.soliloquy.add_head()
    stage.head = bpy.context.scene.soliloquy.target
    key = stage.head.data.shape_keys
    own = key.key_blocks["browInnerUp"], stage.head.shape_key_add(name="Beard", from_mix=False)
    for block in own:
        block.value = 0.4
        block.keyframe_insert("value", frame=5)
    key.animation_data.action_extrapolation = before
    stage.generate(seed=1, start_frame=11)
    stage.head.soliloquy_takes_played_as = "STRIPS"
    assert key.animation_data.action_extrapolation == "NOTHING"
    assert bpy.ops.soliloquy.remove_speech() == {"FINISHED"}
    assert key.animation_data.action_extrapolation == before
    own[1].value = 0.9
    own[1].keyframe_insert("value", frame=300)
    bpy.context.scene.frame_set(400)
    assert own[1].value == pytest.approx(0.9) and not key.animation_data.nla_tracks
